import { type PhoneCodeProps, phoneCode } from '../../emails/phone-code';

/** GSM 03.38 counts 160 characters to a text; longer ones, and other scripts, go in several parts. */
const MOST_PARTS_CHARS = 300;

/** The words of a text with a code, bounded: a sender's long name is cut, never the code. */
export function textWithCode(props: PhoneCodeProps): string {
  const whole = phoneCode(props);
  const over = whole.length - MOST_PARTS_CHARS;
  return over <= 0 ? whole : phoneCode({ ...props, name: `${props.name.slice(0, -over - 1)}…` });
}

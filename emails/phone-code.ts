import type { Language } from '../lib/domain/language';
import { singleLine } from './escape';
import { wordsFor } from './words/words';

export interface PhoneCodeProps {
  code: string;
  /** The sender's name. */
  name: string;
  /** Host of our site, such as `preferences.example.com`. */
  host: string;
  minutes: number;
  language: Language;
}

/**
 * The words of a text with a code. The last line binds the code to our site, so that a telephone offers it there and
 * nowhere else (origin-bound one-time codes, WICG).
 */
export function phoneCode({ code, name, host, minutes, language }: PhoneCodeProps): string {
  const words = wordsFor(language, 'phone-code');
  return `${words('text', { name: singleLine(name), code, minutes })}\n\n@${host} #${code}`;
}

import type { SendMailOptions } from 'nodemailer';
import { singleLine } from '../../emails/escape';
import { type ListHeaders, ONE_CLICK } from '../domain/list-headers';

interface MessageBase {
  /** `<id@domain>`, chosen by the caller and the same on every attempt. */
  messageId: string;
  /** One address, as stored; never a list. */
  to: string;
  /** Shown before the sending address, such as the brand's name. */
  fromName?: string;
  replyTo?: string;
  subject: string;
  html: string;
  text: string;
  /** When the message was made, the same on every attempt; now when left out. */
  date?: Date;
}

/** A service message: carries no list headers, so no mail program offers to unsubscribe from it. */
export interface EssentialMessage extends MessageBase {
  kind: 'essential';
}

/** A marketing message: carries each list header exactly once. */
export interface MarketingMessage extends MessageBase {
  kind: 'marketing';
  list: ListHeaders;
}

export type OutgoingMessage = EssentialMessage | MarketingMessage;

const MESSAGE_ID = /^<[\x21-\x3b\x3d\x3f\x41-\x7e]+@[A-Za-z0-9.-]+>$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const UNSAFE_IN_ADDRESS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029<>]/;
const QUOTED_LOCAL_PART = /^"(?:[^"\\]|\\.)+"$/;
const LIST_FIELDS = ['List-Unsubscribe', 'List-Unsubscribe-Post', 'List-Id'] as const;
const LIST_VALUE: Record<(typeof LIST_FIELDS)[number], RegExp> = {
  'List-Unsubscribe': /^<https?:\/\/[\x21-\x2b\x2d-\x3b\x3d\x3f-\x7e]+>$/,
  'List-Unsubscribe-Post': new RegExp(`^${ONE_CLICK}$`),
  'List-Id': /^(?:[\x20-\x7e]+ )?<[A-Za-z0-9_.-]+>$/,
};

/** The Message-ID of a stored message: its id at the sending domain, so a retry repeats it. */
export function messageIdOf(id: string, from: string): string {
  return `<${id}@${mailboxOf(from).address.split('@').at(-1)}>`;
}

/** Splits `Name <address>` or a bare address (MAIL_FROM). Throws a RangeError when there is no one address. */
export function mailboxOf(text: string): { name: string; address: string } {
  const match = /^\s*(?:(.*?)\s*<([^<>]+)>|([^<>]+?))\s*$/s.exec(text);
  const name = singleLine(match?.[1] ?? '').replace(/^"(.*)"$/, '$1');
  return { name, address: checkedAddress((match?.[2] ?? match?.[3] ?? '').trim()) };
}

/**
 * What the mail library needs to write one message. Asserts the rule that marketing carries each list
 * header once and essential mail none (RFC 8058 §3.1), and that nothing can add a header or a recipient.
 * Throws a RangeError that quotes no address.
 */
export function composeMessage(message: OutgoingMessage, from: string): SendMailOptions {
  if (!MESSAGE_ID.test(message.messageId))
    throw new RangeError('The Message-ID is not of the form <id@domain>');
  const sender = mailboxOf(from);
  const to = checkedAddress(message.to);
  return {
    envelope: { from: asMailbox(sender.address), to: [asMailbox(to)] },
    from: { name: singleLine(message.fromName ?? sender.name), address: sender.address },
    to: { name: '', address: to },
    ...(message.replyTo === undefined
      ? {}
      : { replyTo: { name: '', address: checkedAddress(message.replyTo) } }),
    subject: singleLine(message.subject),
    messageId: message.messageId,
    date: message.date ?? new Date(),
    headers: extraHeaders(message),
    text: message.text,
    html: message.html,
    textEncoding: 'quoted-printable',
    xMailer: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function asMailbox(address: string) {
  return { name: '', address };
}

function extraHeaders(message: OutgoingMessage): Record<string, { prepared: true; value: string } | string> {
  switch (message.kind) {
    case 'essential':
      // RFC 3834 §5: out-of-office programs do not answer it.
      if ('list' in message) throw new RangeError('An essential message must not carry list headers');
      return { 'Auto-Submitted': 'auto-generated' };
    case 'marketing':
      return listFields(message.list);
    default:
      message satisfies never;
      throw new RangeError('A message is either essential or marketing');
  }
}

/** Passed on as prepared: the library would otherwise re-encode the List-Id name and fold inside the URL. */
function listFields(list: ListHeaders): Record<string, { prepared: true; value: string }> {
  const names = Object.keys(list);
  if (names.length !== LIST_FIELDS.length)
    throw new RangeError('A marketing message carries three list headers');
  return Object.fromEntries(
    LIST_FIELDS.map((name) => {
      const value = list[name];
      if (typeof value !== 'string' || !LIST_VALUE[name].test(value)) {
        throw new RangeError(`The ${name} header is missing or malformed`);
      }
      return [name, { prepared: true as const, value }];
    }),
  );
}

function checkedAddress(address: string): string {
  const at = address.lastIndexOf('@');
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
  const oneMailbox = QUOTED_LOCAL_PART.test(local) || /^[^\s"(),:;@[\\\]]+$/.test(local);
  if (at < 1 || !oneMailbox || !/^[^\s"(),;@\\]+$/.test(domain) || UNSAFE_IN_ADDRESS.test(address)) {
    throw new RangeError('A message needs one email address');
  }
  return address;
}

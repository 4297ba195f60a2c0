/** The three headers a marketing email carries, exactly once each. */
export interface ListHeaders {
  'List-Unsubscribe': string;
  'List-Unsubscribe-Post': string;
  'List-Id': string;
}

export interface ListHeaderInput {
  /** The one-click address of this recipient and this list, such as `https://say.example/u/TOKEN`. */
  oneClickUrl: string;
  /** A name people may see, and a stable dotted id such as `offers.northgate.say.example`. */
  listId: { name: string; id: string };
}

/** The only value RFC 8058 §3.1 allows. */
export const ONE_CLICK = 'List-Unsubscribe=One-Click';

/** Longest header line a mail server must take is 998 octets (RFC 5322 §2.1.1); URLs stay well below. */
const LONGEST_URL = 900;
/** RFC 2919 §2: a list identifier is at most 255 octets. */
const LONGEST_LIST_ID = 255;
const LONGEST_LIST_NAME = 100;
/** RFC 2047 §2: an encoded word is at most 75 characters; 45 octets make 60 of base64. */
const ENCODED_WORD_OCTETS = 45;

const LIST_ID = /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+$/;
const PRINTABLE_ASCII = /^[\x21-\x7e]+$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
const NOT_TEXT = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

/**
 * The list headers of one marketing message: one URI in `List-Unsubscribe` (RFC 8058 §3.1, RFC 2369 §2),
 * the one-click marker, and `List-Id` (RFC 2919). The URI must be https; plain http is accepted only when
 * the host is this machine (`localhost`, `127.0.0.1` or `[::1]`), so that a demo works without TLS.
 * Values are printable ASCII on one line whatever the input; a URL or list id that cannot be carried
 * safely throws a RangeError, which never quotes it because it holds a token.
 */
export function listHeaders({ oneClickUrl, listId }: ListHeaderInput): ListHeaders {
  return {
    'List-Unsubscribe': `<${checkedUrl(oneClickUrl)}>`,
    'List-Unsubscribe-Post': ONE_CLICK,
    'List-Id': formatListId(listId.name, listId.id),
  };
}

/**
 * The `List-Id` of a topic of a sender: labels under a domain of ours (RFC 2919 §2). `hostname` is the one of the
 * public address as a URL gives it; an IPv6 literal is no domain, so such a demo goes under `localhost`.
 */
export function listIdOf(senderSlug: string, topicSlug: string, hostname: string): string {
  return `${topicSlug}.${senderSlug}.${hostname.startsWith('[') ? 'localhost' : hostname}`;
}

function checkedUrl(text: string): string {
  if (text.length > LONGEST_URL) throw new RangeError('The one-click URL is too long for a header line');
  // Angle brackets would end the URI early and a comma would start a second one (RFC 2369 §2).
  if (!PRINTABLE_ASCII.test(text) || /[<>,"\\]/.test(text) || !URL.canParse(text)) {
    throw new RangeError('The one-click URL is not a plain absolute URL');
  }
  const url = new URL(text);
  if (url.username !== '' || url.password !== '')
    throw new RangeError('The one-click URL must not carry credentials');
  const secure = url.protocol === 'https:' || (url.protocol === 'http:' && isThisMachine(url.hostname));
  if (!secure) throw new RangeError('The one-click URL must be https (RFC 8058 §3.1)');
  return text;
}

function isThisMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
}

function formatListId(name: string, id: string): string {
  if (id.length > LONGEST_LIST_ID || !LIST_ID.test(id)) {
    throw new RangeError(
      'A list id is dotted labels of letters, digits, hyphens and underscores (RFC 2919 §2)',
    );
  }
  const phrase = formatPhrase(name);
  return phrase === '' ? `<${id}>` : `${phrase} <${id}>`;
}

/** A name as an RFC 5322 phrase: a quoted string, or encoded words (RFC 2047) when it is not ASCII. */
function formatPhrase(name: string): string {
  const text = Array.from(name.replace(NOT_TEXT, ' ').replace(/\s+/g, ' ').trim())
    .slice(0, LONGEST_LIST_NAME)
    .join('');
  if (text === '') return '';
  // An ASCII name that looks like an encoded word would be decoded by readers, so it is encoded too.
  if (/^[\x20-\x7e]+$/.test(text) && !text.includes('=?')) return `"${text.replace(/["\\]/g, '\\$&')}"`;
  return encodedWords(text);
}

function encodedWords(text: string): string {
  const words: string[] = [];
  let chunk = '';
  for (const character of text) {
    if (Buffer.byteLength(chunk + character) > ENCODED_WORD_OCTETS) {
      words.push(chunk);
      chunk = '';
    }
    chunk += character;
  }
  words.push(chunk);
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word, 'utf8').toString('base64')}?=`).join(' ');
}

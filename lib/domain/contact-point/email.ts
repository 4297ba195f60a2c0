import { toASCII, toUnicode } from 'tr46';
import { foldWidth, stripInvisible } from './fold-text';

export type EmailProblem =
  | 'empty'
  | 'no_at'
  | 'control_character'
  | 'local_part'
  | 'domain'
  | 'too_long'
  | 'display_name';

export type NormalisedEmail =
  | { ok: true; typed: string; normalised: string; smtputf8: boolean; literal: boolean }
  | { ok: false; problem: EmailProblem; message: string };

const LOCAL_MAX_OCTETS = 64;
const DOMAIN_MAX_OCTETS = 253;
const ADDRESS_MAX_OCTETS = 254;
const INPUT_MAX_CHARS = 2_000;

const MESSAGES: Readonly<Record<EmailProblem, string>> = {
  empty: 'Enter an email address, like name@example.com.',
  no_at: 'An email address needs an @ sign, like name@example.com.',
  control_character:
    'The address holds a line break or a hidden control character. Type it again on one line.',
  local_part:
    'The part before the @ holds something an email address cannot have, such as a space. Check it.',
  domain: 'The part after the @ is not a domain name, like example.com. Check it.',
  too_long: 'That is longer than an email address can be. Check that it is only one address.',
  display_name: 'Enter only the address, without a name or angle brackets, like name@example.com.',
};

const CONTROL = /\p{Cc}/u;
/** Atoms of RFC 5321 as widened by RFC 6531, less what can only be a paste fault: spaces, curly quotes. */
const DOT_ATOM =
  /^(?:[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~]|[^\0-\x7F\p{Z}\p{Cs}\p{Co}\p{Pi}\p{Pf}])+(?:\.(?:[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~]|[^\0-\x7F\p{Z}\p{Cs}\p{Co}\p{Pi}\p{Pf}])+)*$/u;
const PLAIN_DOMAIN =
  /^(?!.*(?:^|\.)xn--)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/;
const LDH_LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;

/**
 * An email address as typed to the key it is known by (RFC 5321 §2.4 and §4.1.2, RFC 6531, RFC 6532 §3.1).
 * `typed` is the sendable form: case and quoting kept, paste debris gone. `normalised` has the domain as
 * lower-case A-label (IDNA2008) and the local part unquoted where it may be, NFC, lower case; `+tag` stays.
 */
export function normaliseEmail(input: string): NormalisedEmail {
  if (input.length > INPUT_MAX_CHARS) return fail('too_long');
  const text = stripInvisible(foldWidth(input));
  if (text === '') return fail('empty');
  if (CONTROL.test(text)) return fail('control_character');
  if (/<[^<>]*>?$/.test(text)) return fail('display_name');
  const at = text.lastIndexOf('@');
  if (at < 0) return fail('no_at');

  const local = readLocalPart(text.slice(0, at).normalize('NFC'));
  if (local === null) return fail('local_part');
  const typedDomain = text.slice(at + 1).replace(/[.\u3002\uFF61]$/, '');
  const domain = readDomain(typedDomain);
  if (domain === null) return fail('domain');

  const longestLocal = Math.max(octets(local.typed), octets(local.key));
  if (longestLocal > LOCAL_MAX_OCTETS || longestLocal + 1 + domain.length > ADDRESS_MAX_OCTETS) {
    return fail('too_long');
  }
  return {
    ok: true,
    typed: `${local.typed}@${typedDomain}`,
    normalised: `${local.key}@${domain}`,
    smtputf8: /[^\0-\x7F]/.test(local.typed),
    literal: domain.startsWith('['),
  };
}

/**
 * A normalised address made safe for a link page: `a•••@e•••.com`. The number of dots is constant, so
 * neither length shows. Text that is no address becomes dots alone.
 */
export function maskEmail(normalised: string): string {
  const at = normalised.lastIndexOf('@');
  if (at < 0) return '•••';
  const local = normalised.startsWith('"') ? '' : firstCharacter(normalised);
  const domain = normalised.slice(at + 1);
  if (domain.startsWith('[')) return `${local}•••@[•••]`;
  const readable = domain.includes('xn--') ? toUnicode(domain).domain : domain;
  const dot = readable.lastIndexOf('.');
  if (dot < 1) return `${local}•••@•••`;
  return `${local}•••@${firstCharacter(readable)}•••${readable.slice(dot)}`;
}

function fail(problem: EmailProblem): NormalisedEmail {
  return { ok: false, problem, message: MESSAGES[problem] };
}

function readLocalPart(text: string): { typed: string; key: string } | null {
  if (DOT_ATOM.test(text)) return { typed: text, key: foldCase(text) };
  const content = unquote(text);
  if (content === null) return null;
  const folded = foldCase(content);
  // The dot-atom test decides on the folded text, so that a key is a key of itself.
  const key = DOT_ATOM.test(folded) ? folded : `"${folded.replace(/["\\]/g, '\\$&')}"`;
  return { typed: text, key };
}

/** The content of a quoted string, its quoted pairs resolved (RFC 5321 §4.1.2); null when it is none. */
function unquote(text: string): string | null {
  if (text.length < 2 || !text.startsWith('"') || !text.endsWith('"')) return null;
  const inner = text.slice(1, -1);
  if (!/^(?:[^"\\\p{Cs}]|\\[ -~])*$/u.test(inner)) return null;
  return inner.replace(/\\([ -~])/g, '$1');
}

function foldCase(text: string): string {
  return text.toLowerCase().replace(/ς/g, 'σ').normalize('NFC');
}

/** The domain as lower-case A-label, or an address literal in its canonical spelling; null when neither. */
function readDomain(text: string): string | null {
  if (text.startsWith('[')) return readLiteral(text);
  const lower = text.toLowerCase();
  const ascii = PLAIN_DOMAIN.test(lower)
    ? lower
    : toASCII(text, {
        checkBidi: true,
        checkJoiners: true,
        useSTD3ASCIIRules: true,
        verifyDNSLength: true,
        transitionalProcessing: false,
      });
  if (ascii === null || ascii.length > DOMAIN_MAX_OCTETS) return null;
  const labels = ascii.split('.');
  if (labels.length < 2 || !labels.every((label) => LDH_LABEL.test(label))) return null;
  return /^\d+$/.test(labels[labels.length - 1] ?? '') ? null : ascii;
}

function readLiteral(text: string): string | null {
  const inner = /^\[(.+)\]$/.exec(text)?.[1];
  if (inner === undefined) return null;
  if (IPV4.test(inner)) return `[${inner.replace(/(^|\.)0+(?=\d)/g, '$1')}]`;
  const ipv6 = /^ipv6:([0-9a-f:.]+)$/i.exec(inner)?.[1];
  if (ipv6 === undefined) return null;
  return URL.canParse(`http://[${ipv6}]/`)
    ? `[ipv6:${new URL(`http://[${ipv6}]/`).hostname.slice(1, -1)}]`
    : null;
}

function octets(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

function firstCharacter(text: string): string {
  const point = text.codePointAt(0);
  return point === undefined ? '' : String.fromCodePoint(point);
}

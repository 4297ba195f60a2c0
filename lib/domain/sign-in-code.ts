import { createHash, createHmac } from 'node:crypto';
import { foldDigits, foldWidth, stripInvisible } from './contact-point/fold-text';

/**
 * Nine digits: any keyboard and any script has them, and with the tries allowed per browser and the links allowed per
 * address a guesser has fewer than 5 000 tries a day at one address: a chance below one in 200 000.
 */
const CODE_DIGITS = 9;

/**
 * The code that a sign-in link shows in a browser that did not ask for it. Drawn from the link's own token, so that
 * showing it needs no write; who has no link cannot work it out, nor can who reads the database.
 */
export function codeOfLink(secret: string, token: string): string {
  const mac = createHmac('sha256', secret).update(`sign-in code\0${token}`, 'utf8').digest();
  return String(mac.readUIntBE(0, 6) % 10 ** CODE_DIGITS).padStart(CODE_DIGITS, '0');
}

/** Under what a code is kept: of use only together with the browser that asked, and only under the secret. */
export function codeDigest(secret: string, browserDigest: string, code: string): string {
  return createHmac('sha256', secret)
    .update(`sign-in code digest\0${browserDigest}\0${code}`, 'utf8')
    .digest('hex');
}

/** A code in groups of three, easy to carry from one screen to another. */
export function spacedCode(code: string): string {
  return code.replace(/(\d{3})(?=\d)/g, '$1 ');
}

/** A code as typed, in any script's digits and with spaces or dashes; null when it is none. */
export function readCode(typed: string): string | null {
  const digits = foldDigits(foldWidth(stripInvisible(typed.slice(0, 100)))).replace(/[\s\p{Pd}.]/gu, '');
  return digits.length === CODE_DIGITS && /^\d+$/.test(digits) ? digits : null;
}

/** Under what a browser's own secret (a session token, the mark of who asked) is kept. */
export function secretDigest(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Under what next-auth looks a mailed token up: SHA-256 of token and secret. */
export function linkTokenDigest(secret: string, token: string): string {
  return createHash('sha256').update(`${token}${secret}`).digest('hex');
}

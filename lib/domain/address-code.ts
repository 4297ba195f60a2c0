import { createHmac, timingSafeEqual } from 'node:crypto';
import { foldDigits, foldWidth, stripInvisible } from './contact-point/fold-text';

/** How many digits a code has, and how often it may be typed wrongly before it is void. */
export const CODE_DIGITS = 6;
export const CODE_TRIES = 5;

/** What a code proves control of, and for whom: a code for one is of no use for another. */
export interface CodeBinding {
  contactPointId: string;
  /** The contact, or the pending registration. */
  ownerId: string;
  /** Random, new for each code. */
  salt: Uint8Array;
}

/**
 * The code of a binding: six digits drawn from its random salt under the server's secret, so that nothing kept in the
 * database tells it. 48 bits over a million codes leave no digit likelier than another by more than 4 in 10^9.
 */
export function codeOf(secret: string, { contactPointId, ownerId, salt }: CodeBinding): string {
  const mac = createHmac('sha256', secret)
    .update(`address code\0${contactPointId}\0${ownerId}\0`, 'utf8')
    .update(salt)
    .digest();
  return String(mac.readUIntBE(0, 6) % 10 ** CODE_DIGITS).padStart(CODE_DIGITS, '0');
}

/** Whether a tidy code is the binding's, in the same time whatever is wrong with it. */
export function isCodeOf(secret: string, binding: CodeBinding, code: string): boolean {
  const expected = Buffer.from(codeOf(secret, binding), 'utf8');
  const given = Buffer.from(code, 'utf8');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** A code as typed, in any script's digits and with spaces or dashes, as six digits; null when it is none. */
export function tidyCode(typed: string): string | null {
  const digits = foldDigits(foldWidth(stripInvisible(typed.slice(0, 100)))).replace(/[\s\p{Pd}.]/gu, '');
  return /^\d{6}$/.test(digits) ? digits : null;
}

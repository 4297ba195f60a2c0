import { z } from 'zod';
import type { RawAddress } from '../../domain/contact-point/address';
import { foldPostcode, isFinePostcode } from '../../domain/contact-point/postcode';

/** What staff typed to find somebody: one line, or a postal address. */
export type SearchQuery = { text: string } | { postal: { name: string; lines: string[]; postcode: string } };

/** What a line seems to be: looked up accordingly, and for the first two also something to record against. */
export type SearchMeaning =
  | { kind: 'address'; address: RawAddress }
  | { kind: 'postcode'; postcode: string }
  | { kind: 'name'; words: string[] };

const stored = z.union([
  z.object({ text: z.string() }),
  z.object({
    postal: z.object({ name: z.string(), lines: z.array(z.string()), postcode: z.string() }),
  }),
]);

const PHONE_DIGITS_MIN = 6;

/** Reads a stored search back; null when it cannot be read. */
export function parseSearchQuery(query: string): SearchQuery | null {
  try {
    return stored.parse(JSON.parse(query));
  } catch {
    return null;
  }
}

/** Takes what was typed for an email, a number, a postcode or else a name, in that order. */
export function meaningOf(query: SearchQuery, defaultCountry: string): SearchMeaning {
  if ('postal' in query) return { kind: 'address', address: { postal: query.postal } };
  const text = query.text.normalize('NFKC').trim();
  if (text.includes('@')) return { kind: 'address', address: { email: query.text } };
  const digits = text.replace(/\D/g, '').length;
  const letters = text.replace(/\b(?:tel|ext|x)\b/gi, '').replace(/\P{L}/gu, '').length;
  if (digits >= PHONE_DIGITS_MIN && letters === 0) return { kind: 'address', address: { phone: query.text } };
  const postcode = foldPostcode(text, defaultCountry);
  if (digits > 0 && isFinePostcode(postcode, defaultCountry)) return { kind: 'postcode', postcode };
  return { kind: 'name', words: text.split(/\s+/).filter(Boolean) };
}

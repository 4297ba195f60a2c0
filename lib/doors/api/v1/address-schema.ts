import { z } from '@hono/zod-openapi';
import type { RawAddress } from '../../../domain/contact-point/address';

/** Text of a person's that an address or name may be; longer is no address. */
export const ADDRESS_MAX_CHARS = 2_000;
export const EXTERNAL_REF_MAX_CHARS = 200;
const LINES_MAX = 12;
const SLUG_MAX_CHARS = 100;

/** Neither control characters nor NUL, which no text column can hold. */
const PLAIN = /^[^\p{Cc}]*$/u;
const plain = (max: number) => z.string().max(max).regex(PLAIN, 'Control characters are not allowed here.');

export const nameSchema = plain(300).min(1);
export const slugSchema = z.string().min(1).max(SLUG_MAX_CHARS);
export const externalRefSchema = plain(EXTERNAL_REF_MAX_CHARS).min(1);
export const countrySchema = z
  .string()
  .regex(/^[A-Z]{2}$/, 'Give a two-letter country code in capitals, such as GB.');
export const emailSchema = z.string().min(1).max(ADDRESS_MAX_CHARS);
export const phoneSchema = z.string().min(1).max(ADDRESS_MAX_CHARS);
export const timezoneSchema = z.string().min(1).max(64);

export const postalSchema = z.strictObject({
  name: z.string().max(ADDRESS_MAX_CHARS).optional(),
  lines: z.array(z.string().max(ADDRESS_MAX_CHARS)).min(1).max(LINES_MAX),
  postcode: z.string().max(100).optional(),
  country: z.string().max(100).optional(),
});

export type GivenPostal = z.output<typeof postalSchema>;

interface Whom {
  email?: string | undefined;
  phone?: string | undefined;
  postal?: GivenPostal | undefined;
}

/** A postal address as the domain reads it; a missing postcode is an empty one. */
export function postalOf(postal: GivenPostal): RawAddress {
  return { postal: { ...postal, postcode: postal.postcode ?? '' } };
}

/** The one address named, null when none is, `several` when more than one is. */
export function addressOf(whom: Whom): RawAddress | null | 'several' {
  const { email, phone, postal } = whom;
  const named = Number(email !== undefined) + Number(phone !== undefined) + Number(postal !== undefined);
  if (named > 1) return 'several';
  if (email !== undefined) return { email };
  if (phone !== undefined) return { phone };
  return postal === undefined ? null : postalOf(postal);
}

import { createHash } from 'node:crypto';

/** How many random bytes a reference is made of. */
export const REFERENCE_BYTES = 5;
/** Letters and digits that are not taken for one another when read out (Crockford's base 32). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A reference such as `DR-7K3M-9Q2X` from {@link REFERENCE_BYTES} random bytes: it names nobody and opens nothing. */
export function referenceOf(random: Uint8Array): string {
  let bits = 0n;
  for (const byte of random) bits = (bits << 8n) | BigInt(byte);
  let text = '';
  for (let at = 0; at < 8; at += 1) {
    text = (ALPHABET[Number(bits & 31n)] ?? '0') + text;
    bits >>= 5n;
  }
  return `DR-${text.slice(0, 4)}-${text.slice(4)}`;
}

/**
 * The id of a request sent by a form: a UUIDv8 over the page's token and what was said, so that the same form sent
 * twice is one request, and the same page sent again with anything changed is another.
 */
export function requestIdOf(parts: readonly string[]): string {
  const bytes = createHash('sha256')
    .update(`data request\0${JSON.stringify(parts)}`)
    .digest()
    .subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { derivedIds, deriveId } from './derivation';

const KEY = Buffer.alloc(32, 7);
const OTHER_KEY = Buffer.alloc(32, 9);

/** The definition, bit by bit and slowly: 48 bits, version 8, 12 bits, variant 10, 62 bits. */
function byDefinition(kind: string, normalised: string, key: Uint8Array): string {
  const mac = createHmac('sha256', key)
    .update(Buffer.concat([Buffer.from(kind), Buffer.from([0]), Buffer.from(normalised, 'utf8')]))
    .digest();
  const bits = [...mac]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('')
    .slice(0, 122);
  const laid = `${bits.slice(0, 48)}1000${bits.slice(48, 60)}10${bits.slice(60)}`;
  const hex = (laid.match(/.{4}/g) ?? []).map((four) => Number.parseInt(four, 2).toString(16)).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

describe('a contact point id', () => {
  it('is a UUIDv8 of the first 122 bits of the keyed hash', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('email', 'phone', 'postal'),
        fc.string({ unit: 'grapheme' }),
        (kind, text) => {
          const id = deriveId(kind, text, KEY);
          expect(id).toBe(byDefinition(kind, text, KEY));
          expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        },
      ),
    );
  });
  it('differs by kind and by key', () => {
    const ids = [
      deriveId('email', 'x', KEY),
      deriveId('phone', 'x', KEY),
      deriveId('postal', 'x', KEY),
      deriveId('email', 'x', OTHER_KEY),
    ];
    expect(new Set(ids).size).toBe(4);
  });
  it('comes once per key, newest first as given', () => {
    expect(derivedIds('email', 'ann@example.com', [OTHER_KEY, KEY])).toEqual([
      deriveId('email', 'ann@example.com', OTHER_KEY),
      deriveId('email', 'ann@example.com', KEY),
    ]);
  });
});

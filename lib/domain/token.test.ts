import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LinkClaims, linkKeyring, mintToken, NIL_UUID, readToken, TOKEN_LENGTH } from './token';
import { CHANNEL_SCOPES } from './vocabulary';

const key = (fill: number) => new Uint8Array(32).fill(fill);
const NEW = linkKeyring([key(1)]);
const USES = ['unsubscribe', 'preferences'] as const;

const claims: fc.Arbitrary<LinkClaims> = fc.record({
  contactPointId: fc.uuid(),
  channel: fc.constantFrom(...CHANNEL_SCOPES),
  topicNo: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  messageId: fc.oneof(fc.uuid(), fc.constant(NIL_UUID)),
});
const use = fc.constantFrom(...USES);
const SAMPLE: LinkClaims = {
  contactPointId: '01234567-89ab-8def-8123-456789abcdef',
  channel: 'email',
  topicNo: 12,
  messageId: NIL_UUID,
};

describe('a link token', () => {
  it('reads back as it was minted, in at most 80 characters that need no escaping in a URL', () => {
    fc.assert(
      fc.property(claims, use, (said, forUse) => {
        const token = mintToken(said, forUse, NEW);
        expect(token).toMatch(/^[A-Za-z0-9_-]+$/);
        expect(token.length).toBe(TOKEN_LENGTH);
        expect(token.length).toBeLessThanOrEqual(80);
        expect(readToken(token, forUse, NEW)).toEqual(said);
      }),
      { numRuns: 500 },
    );
  });

  it('is refused when any one bit of it is flipped', () => {
    for (const forUse of USES) {
      const bytes = Buffer.from(mintToken(SAMPLE, forUse, NEW), 'base64url');
      for (let bit = 0; bit < bytes.length * 8; bit++) {
        const forged = Buffer.from(bytes);
        forged[bit >> 3] = (forged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect([bit, readToken(forged.toString('base64url'), forUse, NEW)]).toEqual([bit, null]);
      }
    }
  });

  it('is refused when any one character of it is another, dropped or doubled', () => {
    const token = mintToken(SAMPLE, 'unsubscribe', NEW);
    for (let at = 0; at < token.length; at++) {
      for (const other of ['A', 'Z', '-', '_', '9', '=', '+', '/', ' ', '%', '\0', 'é', '']) {
        const forged = token.slice(0, at) + other + token.slice(at + 1);
        if (forged !== token)
          expect([at, other, readToken(forged, 'unsubscribe', NEW)]).toEqual([at, other, null]);
      }
      expect(
        readToken(token.slice(0, at) + token.charAt(at) + token.slice(at), 'unsubscribe', NEW),
      ).toBeNull();
      expect(readToken(token.slice(0, at), 'unsubscribe', NEW)).toBeNull();
    }
  });

  it('is refused for another use, and by other keys', () => {
    fc.assert(
      fc.property(claims, (said) => {
        expect(readToken(mintToken(said, 'unsubscribe', NEW), 'preferences', NEW)).toBeNull();
        expect(readToken(mintToken(said, 'preferences', NEW), 'unsubscribe', NEW)).toBeNull();
        expect(
          readToken(mintToken(said, 'unsubscribe', NEW), 'unsubscribe', linkKeyring([key(2), key(3)])),
        ).toBeNull();
        expect(readToken(mintToken(said, 'unsubscribe', NEW), 'unsubscribe', linkKeyring([]))).toBeNull();
      }),
    );
  });

  it('works for ever: after any number of rotations, in any order of the old keys', () => {
    fc.assert(
      fc.property(
        claims,
        use,
        fc.uniqueArray(fc.integer({ min: 2, max: 255 }), { maxLength: 8 }),
        fc.nat(),
        (said, forUse, others, place) => {
          const token = mintToken(said, forUse, NEW);
          const ring = others.map(key);
          ring.splice(place % (ring.length + 1), 0, key(1));
          expect(readToken(token, forUse, linkKeyring(ring))).toEqual(said);
        },
      ),
    );
  });

  it('is minted with the newest key alone', () => {
    const rotated = linkKeyring([key(2), key(1)]);
    const token = mintToken(SAMPLE, 'unsubscribe', rotated);
    expect(readToken(token, 'unsubscribe', linkKeyring([key(2)]))).toEqual(SAMPLE);
    expect(readToken(token, 'unsubscribe', NEW)).toBeNull();
    expect(() => mintToken(SAMPLE, 'unsubscribe', linkKeyring([]))).toThrow('no link key');
  });

  it('is read by every key that shares its key id', () => {
    const first = key(1);
    const twin = Array.from({ length: 5_000 }, (_, n) =>
      createHmac('sha256', 'twin').update(String(n)).digest(),
    ).find((candidate) => linkKeyring([candidate]).keys[0]?.id === linkKeyring([first]).keys[0]?.id);
    if (twin === undefined) throw new Error('no key shares the id');
    const token = mintToken(SAMPLE, 'unsubscribe', linkKeyring([first]));
    expect(readToken(token, 'unsubscribe', linkKeyring([twin, first]))).toEqual(SAMPLE);
    expect(readToken(token, 'unsubscribe', linkKeyring([twin]))).toBeNull();
  });

  it('cannot be made of something that is no UUID', () => {
    expect(() => mintToken({ ...SAMPLE, contactPointId: 'person@example.com' }, 'unsubscribe', NEW)).toThrow(
      'not a UUID',
    );
  });

  it('says nothing when it is arbitrary text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc
        .uint8Array({ minLength: 55, maxLength: 55 })
        .map((bytes) => Buffer.from(bytes).toString('base64url')),
    );
    fc.assert(
      fc.property(text, use, (said, forUse) => {
        expect(readToken(said, forUse, NEW)).toBeNull();
      }),
      { numRuns: 500 },
    );
  });
});

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyEvent, anyHash, evidenceBody } from './consent-event.arbitraries';
import { canonicalEvent, chainEvent, eventHash, evidenceDigest } from './ledger';

interface Vector {
  input: string;
  canonical: string;
  sha256OfUtf8: string;
}
const file = readFileSync(new URL('./vectors/rfc8785.json', import.meta.url), 'utf8');
const vectors = Object.entries(JSON.parse(file) as Record<string, Vector | string>).filter(
  (entry): entry is [string, Vector] => typeof entry[1] !== 'string',
);
const sha256 = (...parts: (string | Buffer)[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');

describe('canonical JSON (RFC 8785)', () => {
  it.each(vectors)('of the library is what the RFC says: %s', (_name, { input, canonical, sha256OfUtf8 }) => {
    expect(canonicalize(JSON.parse(input))).toBe(canonical);
    expect(sha256(canonical)).toBe(sha256OfUtf8);
  });

  it('has both vectors of the RFC', () => {
    expect(vectors).toHaveLength(2);
  });

  it('of an event is what the library makes of the same event', () => {
    fc.assert(
      fc.property(anyEvent, anyHash, (event, prevHash) => {
        const text = canonicalEvent(event, prevHash);
        expect(text).toBe(canonicalize(JSON.parse(text)));
      }),
      { numRuns: 500 },
    );
  });

  it('of an event holds every field of it, and its format', () => {
    fc.assert(
      fc.property(anyEvent, anyHash, (event, prevHash) => {
        const held = JSON.parse(canonicalEvent(event, prevHash)) as Record<string, unknown>;
        const expected = Object.fromEntries(
          Object.entries({ ...event, prevHash }).map(([name, value]) => [
            name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
            value instanceof Date
              ? value.toISOString()
              : Buffer.isBuffer(value)
                ? value.toString('hex')
                : value,
          ]),
        );
        expect(held).toEqual({ ...expected, format: 1 });
      }),
      { numRuns: 500 },
    );
  });
});

describe('the chain', () => {
  it('commits to the event and to everything before it', () => {
    fc.assert(
      fc.property(anyEvent, anyEvent, anyHash, (first, second, start) => {
        const one = chainEvent(first, start);
        const two = chainEvent(second, one.hash);
        expect(one.prevHash).toBe(start);
        expect(two.prevHash).toEqual(one.hash);
        expect(two.hash.toString('hex')).toBe(sha256(canonicalEvent(second, one.hash)));
        const altered = chainEvent({ ...first, senderNo: first.senderNo + 1 }, start);
        expect(eventHash(second, altered.hash).equals(two.hash)).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it('tells apart events that differ in any one field', () => {
    fc.assert(
      fc.property(anyEvent, anyEvent, anyHash, (event, other, prevHash) => {
        const hash = eventHash(event, prevHash);
        for (const [name, value] of Object.entries(other)) {
          const changed = { ...event, [name]: value };
          const same = JSON.stringify(changed) === JSON.stringify(event);
          expect([name, eventHash(changed, prevHash).equals(hash)]).toEqual([name, same]);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('the evidence digest', () => {
  const salt = Buffer.alloc(16, 7);

  it('is salted, and the same however the keys are ordered', () => {
    fc.assert(
      fc.property(evidenceBody, (body) => {
        const reversed = Object.fromEntries(Object.entries(body).reverse());
        const digest = evidenceDigest(body, salt);
        expect(evidenceDigest(reversed, salt).equals(digest)).toBe(true);
        expect(evidenceDigest(body, Buffer.alloc(16, 8)).equals(digest)).toBe(false);
        expect(digest.toString('hex')).toBe(sha256(salt, canonicalize(body) ?? ''));
      }),
      { numRuns: 300 },
    );
  });

  it('changes with any change of the body', () => {
    const digest = evidenceDigest({ ip: '203.0.113.9', form: { box: true } }, salt);
    for (const body of [{ ip: '203.0.113.9', form: { box: false } }, { ip: '203.0.113.9' }, {}])
      expect(evidenceDigest(body, salt).equals(digest)).toBe(false);
  });
});

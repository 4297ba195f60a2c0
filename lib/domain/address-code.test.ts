import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOf, isCodeOf, tidyCode } from './address-code';

const SECRET = 'a secret that only tests use, 32+';
const binding = fc.record({
  contactPointId: fc.uuid(),
  ownerId: fc.uuid(),
  salt: fc.uint8Array({ minLength: 16, maxLength: 16 }),
});

describe('a code', () => {
  it('is six digits and its own, whatever the salt', () => {
    fc.assert(
      fc.property(binding, (bound) => {
        const code = codeOf(SECRET, bound);
        expect(code).toMatch(/^\d{6}$/);
        expect(isCodeOf(SECRET, bound, code)).toBe(true);
      }),
    );
  });

  it('spreads evenly: each first digit about one time in ten', () => {
    const counts = new Array<number>(10).fill(0);
    for (let n = 0; n < 5_000; n += 1) {
      const salt = Buffer.alloc(16);
      salt.writeUInt32BE(n);
      const first = Number(codeOf(SECRET, { contactPointId: 'p', ownerId: 'o', salt })[0]);
      counts[first] = (counts[first] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 500)).toBeLessThan(125);
  });

  it('is bound to its address, its person, its salt and the secret', () => {
    const salt = Buffer.alloc(16, 7);
    const bound = { contactPointId: 'point', ownerId: 'owner', salt };
    const others = [
      codeOf(SECRET, { ...bound, contactPointId: 'other' }),
      codeOf(SECRET, { ...bound, ownerId: 'other' }),
      codeOf(SECRET, { ...bound, salt: Buffer.alloc(16, 8) }),
      codeOf('another secret', bound),
    ];
    expect(others).not.toContain(codeOf(SECRET, bound));
    expect(isCodeOf(SECRET, bound, '')).toBe(false);
    expect(isCodeOf(SECRET, bound, `${codeOf(SECRET, bound)}0`)).toBe(false);
  });

  it.each([
    ['123456', '123456'],
    [' 123 456 ', '123456'],
    ['123-456', '123456'],
    ['١٢٣٤٥٦', '123456'],
    ['１２３４５６', '123456'],
    ['12345', null],
    ['1234567', null],
    ['12345a', null],
    ['', null],
  ])('typed as %j is %j', (typed, code) => {
    expect(tidyCode(typed)).toBe(code);
  });
});

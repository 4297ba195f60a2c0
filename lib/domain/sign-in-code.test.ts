import fc from 'fast-check';
import { expect, it } from 'vitest';
import { codeDigest, codeOfLink, readCode, spacedCode } from './sign-in-code';

const SECRET = 'a secret that only tests use, 32+';

it('a code is nine digits, the same for the same link and another for another', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      const code = codeOfLink(SECRET, one);
      expect(code).toMatch(/^\d{9}$/);
      expect(codeOfLink(SECRET, one)).toBe(code);
      fc.pre(one !== other);
      expect(codeOfLink(SECRET, other)).not.toBe(code);
    }),
    { seed: 8 },
  );
});

it('a code cannot be worked out without the secret', () => {
  expect(codeOfLink('another secret, just as long, for it', 'token')).not.toBe(codeOfLink(SECRET, 'token'));
});

it('a code is kept for one browser', () => {
  expect(codeDigest(SECRET, 'one', '123456789')).not.toBe(codeDigest(SECRET, 'other', '123456789'));
  expect(codeDigest(SECRET, 'one', '123456789')).not.toContain('123456789');
});

it.each([
  '123456789',
  '123 456 789',
  ' 123-456-789 ',
  '123–456–789',
  '١٢٣ ٤٥٦ ٧٨٩',
  '123\u00a0456\u00a0789',
  '１２３４５６７８９',
])('reads %j', (typed) => {
  expect(readCode(typed)).toBe('123456789');
});

it.each(['', '12345678', '1234567890', '12345678a', 'x'.repeat(10_000)])('makes nothing of %j', (typed) => {
  expect(readCode(typed)).toBeNull();
});

it('shows a code in threes, as it can be typed back', () => {
  expect(spacedCode('123456789')).toBe('123 456 789');
  expect(readCode(spacedCode('000000001'))).toBe('000000001');
});

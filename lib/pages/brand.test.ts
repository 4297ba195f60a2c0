import fc from 'fast-check';
import { expect, it } from 'vitest';
import { brandColours, contrast, DARK_SURFACE, LIGHT_SURFACE, TEXT_CONTRAST } from './brand';

const colour = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`);

it('reads on every surface whatever the brand colour', () => {
  fc.assert(
    fc.property(colour, (given) => {
      const c = brandColours(given);
      const pairs = [
        [c.band, c.onBand],
        [c.accentLight, LIGHT_SURFACE],
        [c.accentLight, '#ffffff'],
        [c.accentLight, c.onAccentLight],
        [c.accentDark, DARK_SURFACE],
        [c.accentDark, '#14181d'],
        [c.accentDark, c.onAccentDark],
      ] as const;
      for (const [one, other] of pairs) expect(contrast(one, other)).toBeGreaterThanOrEqual(TEXT_CONTRAST);
      expect(c.band).toBe(given);
    }),
  );
});

it('falls back to the house colour for anything that is not a colour', () => {
  for (const wrong of ['', 'red', '#12345', '#000;}body{}', '#1234567']) {
    expect(brandColours(wrong)).toEqual(brandColours('#1f4e79'));
  }
});

it('measures contrast as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

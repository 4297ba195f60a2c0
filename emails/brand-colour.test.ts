import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brandColours } from './brand-colour';

/** WCAG 2.2 contrast, written a second time so that the test does not lean on what it checks. */
function contrast(one: string, other: string): number {
  const light = [one, other].map((colour) => {
    const bits = Number.parseInt(colour.slice(1), 16);
    const parts = [bits >> 16, (bits >> 8) & 255, bits & 255].map((value) => value / 255);
    const linear = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * (linear[0] ?? 0) + 0.7152 * (linear[1] ?? 0) + 0.0722 * (linear[2] ?? 0);
  });
  return (Math.max(...light) + 0.05) / (Math.min(...light) + 0.05);
}

const colour = fc.integer({ min: 0, max: 0xffffff }).map((bits) => `#${bits.toString(16).padStart(6, '0')}`);

describe('a brand colour', () => {
  it('whatever it is, has legible words on it and an edge that shows in light and dark', () => {
    fc.assert(
      fc.property(colour, (brand) => {
        const colours = brandColours(brand);
        expect(colours.fill).toBe(brand);
        expect(contrast(colours.fill, colours.onFill)).toBeGreaterThanOrEqual(4.3);
        expect(contrast(colours.edge, '#ffffff')).toBeGreaterThanOrEqual(3);
        expect(contrast(colours.darkEdge, '#1c1d20')).toBeGreaterThanOrEqual(3);
      }),
      { numRuns: 500 },
    );
  });

  it.each(['', 'red', '#fff', '#12345g', 'url(x)', '#0b5d4e;background:url(x)'])(
    'that is not #rrggbb becomes the neutral one: %j',
    (faulty) => {
      expect(brandColours(faulty)).toEqual(brandColours('#1f3a5f'));
    },
  );
});

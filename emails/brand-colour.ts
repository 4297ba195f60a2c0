const FALLBACK = '#1f3a5f';
const LIGHT_SURFACE = '#ffffff';
const DARK_SURFACE = '#1c1d20';
/** WCAG 2.2, 1.4.11: what marks a control needs 3:1 against what surrounds it. */
const CONTROL_CONTRAST = 3;
const MIX_STEP = 0.08;

type Rgb = readonly [number, number, number];

/** A brand colour made usable: the fill as the brand has it, an edge that shows on the card, words legible on it. */
export interface BrandColours {
  fill: string;
  onFill: string;
  edge: string;
  darkEdge: string;
}

/** Derives button and bar colours from a brand's `#rrggbb`; a faulty value becomes a neutral blue. */
export function brandColours(colour: string): BrandColours {
  const fill = /^#[0-9a-f]{6}$/i.test(colour) ? colour.toLowerCase() : FALLBACK;
  return {
    fill,
    onFill: legibleOn(fill),
    edge: mixUntilVisible(fill, LIGHT_SURFACE, [0, 0, 0]),
    darkEdge: mixUntilVisible(fill, DARK_SURFACE, [255, 255, 255]),
  };
}

function mixUntilVisible(colour: string, surface: string, towards: Rgb): string {
  let mixed = colour;
  for (let share = 0; share < 1 && contrast(mixed, surface) < CONTROL_CONTRAST; share += MIX_STEP) {
    mixed = mix(colour, towards, share);
  }
  return mixed;
}

function mix(colour: string, towards: Rgb, share: number): string {
  const channels = parse(colour).map((value, index) =>
    Math.round(value + ((towards[index] ?? 0) - value) * share),
  );
  return `#${channels.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

function legibleOn(colour: string): string {
  return contrast(colour, '#ffffff') >= contrast(colour, '#111111') ? '#ffffff' : '#111111';
}

function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(colour: string): number {
  const [red, green, blue] = parse(colour).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

function parse(colour: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
}

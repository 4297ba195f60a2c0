/** How a sender's pages are signed: its name and its one colour, `#rrggbb`. */
export interface Brand {
  name: string;
  colour: string;
}

/** The colours a page uses, each already checked against what it lies on. */
export interface BrandColours {
  /** The brand colour as given, for the header band, and the text colour that reads best on it. */
  band: string;
  onBand: string;
  /** Links and buttons on the light page: at least 4.5:1 with it; then the text on such a button. */
  accentLight: string;
  onAccentLight: string;
  /** The same on the dark page. */
  accentDark: string;
  onAccentDark: string;
}

type Rgb = readonly [number, number, number];

/** The page's own surfaces, the least favourable one of each scheme. */
export const LIGHT_SURFACE = '#eef1f4';
export const DARK_SURFACE = '#232a33';
/** WCAG 2.2, 1.4.3: text of ordinary size. */
export const TEXT_CONTRAST = 4.5;
/** More than the rule asks: a barely readable accent looks dull on a dark page. */
const DARK_CONTRAST = 6.5;
const FALLBACK_COLOUR = '#1f4e79';
const MIX_STEPS = 20;

/** Colours for one brand. A colour that is not `#rrggbb` gives the house colour, never a broken page. */
export function brandColours(colour: string): BrandColours {
  const given = parseHex(colour) ?? hexOrThrow(FALLBACK_COLOUR);
  const accentLight = towards(given, [0, 0, 0], hexOrThrow(LIGHT_SURFACE), TEXT_CONTRAST);
  const accentDark = towards(given, [255, 255, 255], hexOrThrow(DARK_SURFACE), DARK_CONTRAST);
  return {
    band: hex(given),
    onBand: textOn(given),
    accentLight: hex(accentLight),
    onAccentLight: textOn(accentLight),
    accentDark: hex(accentDark),
    onAccentDark: textOn(accentDark),
  };
}

/** Contrast ratio of two `#rrggbb` colours, 1 to 21 (WCAG 2.2, "contrast ratio"). */
export function contrast(one: string, other: string): number {
  return ratio(hexOrThrow(one), hexOrThrow(other));
}

function ratio(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((part) => {
    const s = part / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Black or white, whichever stands out more; one of them always has 4.5:1. */
function textOn(background: Rgb): string {
  return ratio(background, [255, 255, 255]) >= ratio(background, [0, 0, 0]) ? '#ffffff' : '#000000';
}

/** Mixes a colour towards an end until it reads on the surface: the hue stays the brand's own. */
function towards(colour: Rgb, end: Rgb, surface: Rgb, target: number): Rgb {
  for (let step = 0; step <= MIX_STEPS; step += 1) {
    const share = step / MIX_STEPS;
    const mixed = colour.map((part, i) => Math.round(part + ((end[i] ?? 0) - part) * share));
    const candidate = mixed as unknown as Rgb;
    if (ratio(candidate, surface) >= target) return candidate;
  }
  return end;
}

function parseHex(text: string): Rgb | null {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text);
  if (match === null) return null;
  return [1, 2, 3].map((i) => Number.parseInt(match[i] ?? '0', 16)) as unknown as Rgb;
}

function hexOrThrow(text: string): Rgb {
  const rgb = parseHex(text);
  if (rgb === null) throw new RangeError('a colour must be written #rrggbb');
  return rgb;
}

function hex(rgb: Rgb): string {
  return `#${rgb.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

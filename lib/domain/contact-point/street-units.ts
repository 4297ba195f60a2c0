const DESIGNATORS: ReadonlySet<string> = new Set([
  'flat',
  'studio',
  'office',
  'penthouse',
  'maisonette',
  'block',
  'tower',
]);
const UNIT_ID = /^(?:\d+[a-z]?(?:[-/]\d+[a-z]?)*|[a-z]\d{0,4})$/;
const LEVEL = /^(?:\d+(?:st|nd|rd|th)|ground|basement|top|upr|lwr|mezzanine|\d+)$/;
/** Words that name a flat by where it lies, so that a number after it is the house's. */
const LYING: ReadonlySet<string> = new Set([
  'gdns',
  'basement',
  'ground',
  'top',
  'upr',
  'lwr',
  'attic',
  'rear',
  'front',
]);

/**
 * Takes the flat, block and floor out of a line's folded tokens and adds them to `units`; returns the rest.
 * Flat, Apt, Apartment, Unit, Suite and # are one word by now. "Basement flat" is the unit "basement".
 */
export function takeUnits(tokens: readonly string[], units: string[]): string[] {
  const rest: string[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] ?? '';
    const idAt = /^(?:no|number|nr)$/.test(tokens[at + 1] ?? '') ? at + 2 : at + 1;
    const id = tokens[idAt] ?? '';
    const lying = LYING.has(rest[rest.length - 1] ?? '') || (rest.length === 0 && units.some(isFloor));
    if (DESIGNATORS.has(token) && UNIT_ID.test(id) && !(lying && idAt + 1 < tokens.length)) {
      units.push(token === 'block' || token === 'tower' ? `${token}${id}` : id);
      at = idAt;
    } else if (token === 'floor' && LEVEL.test(rest[rest.length - 1] ?? '')) {
      units.push(`floor${(rest.pop() ?? '').replace(/(?<=\d)(?:st|nd|rd|th)$/, '')}`);
    } else if (token === 'floor' && UNIT_ID.test(id)) {
      units.push(`floor${id}`);
      at = idAt;
    } else {
      rest.push(token);
    }
  }
  return namedFlat(rest, units);
}

/** Whether a unit is only a floor, which counts where nothing finer is said. */
export function isFloor(unit: string): boolean {
  return unit.startsWith('floor');
}

/** "Garden flat", "Top flat": what stands before the word names the flat; alone the word says nothing. */
function namedFlat(rest: string[], units: string[]): string[] {
  const at = rest.findIndex((token) => token === 'flat' || token === 'maisonette');
  if (at < 0) return rest;
  const before = rest.slice(0, at);
  if (before.length > 0 && !before.some((token) => /\d/.test(token))) {
    const name = before.join('');
    units.push(LEVEL.test(name) ? `floor${name}` : name);
  }
  return before.some((token) => /\d/.test(token))
    ? rest.filter((_, index) => index !== at)
    : rest.slice(at + 1);
}

import { parseAddress } from '../../domain/contact-point/address';
import { locate } from '../../domain/contact-point/locate';
import type { ContactPointKind } from '../../domain/vocabulary';

/**
 * The digest of the full name a yes at a postal address is given under; null for other kinds, and where the
 * address as kept no longer leads to the same contact point (such a yes then counts for nobody).
 */
export function fullNameKeyOf(
  point: { id: string; kind: ContactPointKind; typed: string | null; country: string | null },
  name: string | null,
  keys: readonly Uint8Array[],
): Buffer | null {
  if (point.kind !== 'postal' || point.typed === null || name === null) return null;
  const [first = '', ...rest] = point.typed.split('\n');
  // The kept text is name, lines, postcode and country; where it has no name its first line is part of the place.
  for (const lines of [rest, [first, ...rest]]) {
    const parsed = parseAddress(
      { postal: { name, lines: lines.slice(0, -2), postcode: lines.at(-2) ?? '', country: lines.at(-1) } },
      point.country ?? 'GB',
    );
    if (!parsed.ok) continue;
    const located = locate(parsed.address, keys);
    if (located.ids.includes(point.id)) return located.fullNameKey;
  }
  return null;
}

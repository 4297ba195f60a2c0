import type { PolicyPack } from './pack';
import { UK_PACKS } from './uk';

/** Every version of every jurisdiction's rules this system knows. A country in none of them is a no. */
export const POLICY_PACKS: readonly PolicyPack[] = UK_PACKS;

/**
 * The version of a country's rules in force at an instant (milliseconds since 1970), or null when none is.
 * Where two versions claim the instant, the one that came into force later is taken.
 */
export function packInForce(packs: readonly PolicyPack[], country: string, atMs: number): PolicyPack | null {
  let found: PolicyPack | null = null;
  for (const pack of packs) {
    if (!pack.countries.includes(country)) continue;
    if (!(pack.validFrom.getTime() <= atMs)) continue;
    if (pack.validUntil !== null && !(atMs < pack.validUntil.getTime())) continue;
    if (found === null || pack.validFrom.getTime() > found.validFrom.getTime()) found = pack;
  }
  return found;
}

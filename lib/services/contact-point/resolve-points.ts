import type { Reader } from '../../../db/client';
import { existingPoints } from '../../../db/queries/contact-points';
import type { PointRef } from '../../domain/consent-event';
import { type Located, pointRef } from '../../domain/contact-point/locate';

/**
 * Which contact points to write for each located address. Derivations are never retired: where an address already
 * exists under older keys, a no goes to all of them and a yes to the newest; a new id is minted only when none exists.
 * With one key there is nothing to look up.
 */
export async function resolvePoints(
  reader: Reader,
  located: readonly Located[],
  keys: readonly Uint8Array[],
  effect: 'yes' | 'no',
): Promise<PointRef[][]> {
  if (keys.length === 1)
    return located.map((one) => one.ids.slice(0, 1).map((id) => pointRef(one, id, keys)));
  const existing = await existingPoints(
    reader,
    located.flatMap((one) => one.ids),
  );
  return located.map((one) => {
    const known = one.ids.filter((id) => existing.has(id));
    const chosen = known.length === 0 ? one.ids.slice(0, 1) : effect === 'no' ? known : known.slice(0, 1);
    return chosen.map((id) => pointRef(one, id, keys));
  });
}

import type { LinkPoint } from '../../../db/queries/link-preferences';
import type { ReadContext } from '../../context';
import { fullNameKeyOf } from '../preference/full-name-key';

/**
 * The digest of the full name a postal address is kept under, in which a yes by its link is given; null for other
 * kinds, for a household, and for an address no longer held.
 */
export function nameOnLetter(ctx: ReadContext, point: LinkPoint): Buffer | null {
  return fullNameKeyOf(point, point.typed?.split('\n')[0] ?? null, ctx.config.addressKeys);
}

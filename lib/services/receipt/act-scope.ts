import { type ActScope, type OwnPoint, ownPoints } from '../../../db/queries/acts';
import type { LinkPoint } from '../../../db/queries/link-preferences';
import type { ReadContext } from '../../context';

/**
 * What a signed-in person may be told: everything they said, anywhere; what was said at their addresses by nobody known;
 * and the refusals of those who share one, because these bind them.
 */
export async function scopeOfContact(
  ctx: ReadContext,
  contactId: string,
): Promise<{ scope: ActScope; points: OwnPoint[] }> {
  const points = await ownPoints(ctx.db.reader, contactId);
  const ids = (inUse: boolean) => points.filter((point) => point.inUse === inUse).map(({ id }) => id);
  return {
    points,
    scope: { inUse: ids(true), formerly: ids(false), contactId, othersRefusals: true, states: true },
  };
}

/**
 * What somebody with a link may be told: what was said at the address itself, and what its only user said of it. Where
 * several people use it, nothing that one of them said while known: that is not for the other.
 */
export function scopeOfLink(point: Pick<LinkPoint, 'id' | 'contactId'>): ActScope {
  const { id, contactId } = point;
  return { inUse: [id], formerly: [], contactId, othersRefusals: false, states: false };
}

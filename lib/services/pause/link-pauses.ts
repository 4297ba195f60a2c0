import { type PauseRow, standingPauses } from '../../../db/queries/pauses';
import type { ReadContext } from '../../context';

/**
 * The pauses a link to an address may tell of and end: those said at the address itself, and those of its only user.
 * What one of several people behind it asked for while signed in is theirs alone.
 */
export async function linkPauses(
  ctx: ReadContext,
  point: { id: string; contactId: string | null },
): Promise<PauseRow[]> {
  const rows = await standingPauses(ctx.db.reader, [point.id], ctx.now());
  return rows.filter((row) => row.contactId === point.id || row.contactId === point.contactId);
}

import { type HistoryRow, historyOfPoints } from '../../../db/queries/preferences';
import type { ReadContext } from '../../context';
import { ACT_EFFECT } from '../../domain/vocabulary';

export type { HistoryRow } from '../../../db/queries/preferences';

const HISTORY_LIMIT = 200;

/** What was said about a contact's own addresses, newest first, as the person may see it. */
export async function readHistory(
  ctx: ReadContext,
  contactId: string,
  pointIds: readonly string[],
): Promise<HistoryRow[]> {
  if (pointIds.length === 0) return [];
  const rows = await historyOfPoints(ctx.db.reader, pointIds, HISTORY_LIMIT);
  return rows.filter((row) => concerns(row, contactId));
}

/** Of what others who share the address said, only refusals show: those bind this person too. */
function concerns(row: HistoryRow, contactId: string): boolean {
  return row.contactId === null || row.contactId === contactId || ACT_EFFECT[row.act] === 'no';
}

import { type ListedDataRequest, listDataRequestRows } from '../../../db/queries/data-request-desk';
import type { ReadContext } from '../../context';
import type { DataRequestKind } from '../../domain/vocabulary';
import { assertMay, type StaffActor } from '../staff/assert-may';

export type DataRequestLine = ListedDataRequest & { overdue: boolean };

export const DATA_REQUESTS_PER_PAGE = 50;

/** A page of requests about people's own data: open ones by what is due next, or closed ones. Pages count from 1. */
export async function listDataRequests(
  ctx: ReadContext,
  staff: StaffActor,
  asked: { open: boolean; kind: DataRequestKind | null; page: number },
): Promise<{ lines: DataRequestLine[]; more: boolean }> {
  assertMay(staff, 'look');
  const rows = await listDataRequestRows(ctx.db.reader, {
    open: asked.open,
    kind: asked.kind,
    limit: DATA_REQUESTS_PER_PAGE + 1,
    offset: (asked.page - 1) * DATA_REQUESTS_PER_PAGE,
  });
  const now = ctx.now();
  const lines = rows
    .slice(0, DATA_REQUESTS_PER_PAGE)
    .map((row) => ({ ...row, overdue: row.state === 'open' && row.nextDueAt < now }));
  return { lines, more: rows.length > DATA_REQUESTS_PER_PAGE };
}

import {
  type ListedRequest,
  listRequestRows,
  type RequestFilter,
  type RequestSort,
} from '../../../db/queries/desk';
import type { ReadContext } from '../../context';
import { maskAddress } from '../../domain/contact-point/address';
import { assertMay, type StaffActor } from '../staff/assert-may';

export { REQUEST_SORTS, type RequestFilter, type RequestSort } from '../../../db/queries/desk';

export type RequestLine = Omit<ListedRequest, 'points' | 'readBack' | 'words'> & { masked: string[] };

export const REQUESTS_PER_PAGE = 50;

/** A page of the requests taken, addresses masked; `more` when another page follows. Pages count from 1. */
export async function listRequests(
  ctx: ReadContext,
  staff: StaffActor,
  asked: { filter: RequestFilter; sort: RequestSort; descending: boolean; page: number },
): Promise<{ lines: RequestLine[]; more: boolean }> {
  assertMay(staff, 'look');
  const rows = await listRequestRows(ctx.db.reader, {
    ...asked,
    limit: REQUESTS_PER_PAGE + 1,
    offset: (asked.page - 1) * REQUESTS_PER_PAGE,
  });
  const lines = rows.slice(0, REQUESTS_PER_PAGE).map(({ points, readBack: _, words: __, ...row }) => ({
    ...row,
    masked: (points ?? []).map((point) =>
      point.normalised === null ? 'an address no longer held' : maskAddress(point.kind, point.normalised),
    ),
  }));
  return { lines, more: rows.length > REQUESTS_PER_PAGE };
}

import { type ListedNotice, listNotices as readNotices } from '../../../db/queries/vocabulary-listing';
import type { ReadContext } from '../../context';

/** A page of the published notice versions in id order, and whether more follow. */
export async function listNotices(
  ctx: ReadContext,
  after: string | null,
  limit: number,
): Promise<{ notices: ListedNotice[]; more: boolean }> {
  const found = await readNotices(ctx.db.reader, after, limit + 1);
  return { notices: found.slice(0, limit), more: found.length > limit };
}

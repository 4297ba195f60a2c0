import { addSearch } from '../../../db/queries/desk';
import type { Context } from '../../context';
import { assertMay, type StaffActor } from '../staff/assert-may';
import type { SearchQuery } from './search-query';

const KEPT_MS = 60 * 60_000;

/** Keeps what was typed for an hour and returns the id its results are shown under. */
export async function storeSearch(ctx: Context, staff: StaffActor, query: SearchQuery): Promise<string> {
  assertMay(staff, 'look');
  const id = ctx.newId();
  const at = ctx.now();
  await ctx.db.transaction((tx) =>
    addSearch(
      tx,
      { id, staffId: staff.id, query: JSON.stringify(query), at },
      new Date(at.getTime() - KEPT_MS),
    ),
  );
  return id;
}

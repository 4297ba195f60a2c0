import { deleteWindowsBefore } from '../../../db/queries/rate-limit';
import type { Context } from '../../context';

/** No window is longer than this. */
const LONGEST_WINDOW_MS = 24 * 60 * 60 * 1000;

/** Forgets counters of windows long past; returns how many. */
export function purgeCounters(ctx: Context): Promise<number> {
  const before = new Date(ctx.now().getTime() - 2 * LONGEST_WINDOW_MS);
  return ctx.db.transaction((tx) => deleteWindowsBefore(tx, before));
}

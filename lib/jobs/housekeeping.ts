import type { Task } from 'graphile-worker';
import { deleteExpiredSignIns, deleteSearches } from '../../db/queries/housekeeping';
import type { Context } from '../context';
import { purgeKeys } from '../services/idempotency/purge-keys';
import { purgeCounters } from '../services/rate-limit/purge-counters';

/** As the table of searches promises. */
const SEARCH_LIFE_MS = 60 * 60_000;
/** Per run and table; what is left over goes next time. */
const MOST_ROWS = 20_000;

/** `housekeeping`, every ten minutes: forgets what has run out. */
export function housekeepingJob(ctx: Context): Task {
  return async () => {
    const now = ctx.now();
    await ctx.db.transaction((tx) => deleteSearches(tx, new Date(now.getTime() - SEARCH_LIFE_MS), MOST_ROWS));
    await ctx.db.transaction((tx) => deleteExpiredSignIns(tx, now, MOST_ROWS));
    await purgeKeys(ctx);
    await purgeCounters(ctx);
  };
}

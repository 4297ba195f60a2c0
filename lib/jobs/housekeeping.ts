import type { Task } from 'graphile-worker';
import { deleteCodesBefore } from '../../db/queries/address-codes';
import { forgetRecipients } from '../../db/queries/data-request-desk';
import { deleteDraftsBefore } from '../../db/queries/form-drafts';
import { deleteExpiredSignIns, deleteSearches } from '../../db/queries/housekeeping';
import { forgetLinkRequests } from '../../db/queries/link-requests';
import { deletePendingBefore } from '../../db/queries/pending-addresses';
import type { Context } from '../context';
import { DRAFT_LIFE_MS } from '../services/form-draft/read-draft';
import { purgeKeys } from '../services/idempotency/purge-keys';
import { purgeCounters } from '../services/rate-limit/purge-counters';
import { purgeRegistrations } from '../services/registration/purge-registrations';

/** As the table of searches promises. */
const SEARCH_LIFE_MS = 60 * 60_000;
/** As the table of link requests promises; a link that could not be mailed by then is of no use. */
const LINK_REQUEST_LIFE_MS = 60 * 60_000;
/** Per run and table; what is left over goes next time. */
const MOST_ROWS = 20_000;

/** `housekeeping`, every ten minutes: forgets what has run out. */
export function housekeepingJob(ctx: Context): Task {
  return async () => {
    const now = ctx.now();
    await ctx.db.transaction((tx) => deleteSearches(tx, new Date(now.getTime() - SEARCH_LIFE_MS), MOST_ROWS));
    await ctx.db.transaction((tx) => deleteExpiredSignIns(tx, now, MOST_ROWS));
    await ctx.db.transaction((tx) => deleteCodesBefore(tx, now, MOST_ROWS));
    await ctx.db.transaction((tx) => deletePendingBefore(tx, now, MOST_ROWS));
    await ctx.db.transaction((tx) =>
      deleteDraftsBefore(tx, new Date(now.getTime() - DRAFT_LIFE_MS), MOST_ROWS),
    );
    await ctx.db.transaction((tx) =>
      forgetLinkRequests(tx, new Date(now.getTime() - LINK_REQUEST_LIFE_MS), MOST_ROWS),
    );
    await ctx.db.transaction(forgetRecipients);
    await purgeRegistrations(ctx, MOST_ROWS);
    await purgeKeys(ctx);
    await purgeCounters(ctx);
  };
}

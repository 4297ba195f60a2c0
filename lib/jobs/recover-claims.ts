import type { Task } from 'graphile-worker';
import { RELEASE_HELD_JOBS } from '../../db/queries/jobs';
import type { Context } from '../context';
import { CLAIM_LIFE_MS, recoverClaims } from '../services/message/recover-claims';

/** `recover-claims`, every minute: what a dead worker process held is released, and its claimed messages settled. */
export function recoverClaimsJob(ctx: Context): Task {
  return async (_payload, helpers) => {
    await helpers.query(RELEASE_HELD_JOBS.text, [CLAIM_LIFE_MS / 1000]);
    const { inDoubt, again } = await recoverClaims(ctx);
    if (inDoubt + again > 0)
      ctx.log.warn({ inDoubt, again }, 'messages left claimed by a lost worker were settled');
  };
}

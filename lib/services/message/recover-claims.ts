import { scheduleJobs } from '../../../db/queries/jobs';
import { recoverClaimed } from '../../../db/queries/messages';
import type { Context } from '../../context';
import { sendJob } from './send-job';

/** Longer than any attempt takes, the relay's five minutes for the last dot and waiting for the database included. */
export const CLAIM_LIFE_MS = 15 * 60_000;
const PAGE = 500;

/**
 * Finds messages whose sender died between claiming and settling them. Marketing becomes `in_doubt` and is not sent
 * again; essential mail is sent once more with the same Message-ID. Counts both.
 */
export async function recoverClaims(
  ctx: Context,
  claimLifeMs: number = CLAIM_LIFE_MS,
): Promise<{ inDoubt: number; again: number }> {
  const now = ctx.now();
  const claimedBefore = new Date(now.getTime() - claimLifeMs);
  const counts = { inDoubt: 0, again: 0 };
  for (;;) {
    const lost = await ctx.db.transaction(async (tx) => {
      const rows = await recoverClaimed(tx, claimedBefore, now, PAGE);
      const again = rows.filter((row) => row.again);
      await scheduleJobs(
        tx,
        again.map((row) => sendJob(row)),
      );
      return rows;
    });
    const again = lost.filter((row) => row.again).length;
    counts.again += again;
    counts.inDoubt += lost.length - again;
    if (lost.length < PAGE) return counts;
  }
}

import type { Site } from './site';
import { until } from './waiting';

/** Longer than a claim lives (lib/services/message/recover-claims.ts). */
const AGE = '16 minutes';
const DATABASE_BACK_MS = 60_000;

/**
 * Lets the time pass that must go by before what a dead worker held is settled: instead of waiting, claims and locks
 * are made that much older. Only while no worker runs.
 */
export async function ageHeldWork(site: Site): Promise<void> {
  await untilDone(async () => {
    await site.database.asOwner(
      `UPDATE message SET claimed_at = claimed_at - interval '${AGE}' WHERE state = 'claimed'`,
    );
    await site.database.asOwner(
      `UPDATE graphile_worker._private_jobs SET locked_at = locked_at - interval '${AGE}' WHERE locked_at IS NOT NULL`,
    );
  });
}

/** Lets the time pass until the next attempts are due. */
export async function bringForwardRetries(site: Site): Promise<void> {
  await site.database.asOwner(
    `UPDATE graphile_worker._private_jobs SET run_at = now() WHERE run_at > now() AND locked_at IS NULL`,
  );
}

/** Messages that wait or are under way, and jobs that are left (housekeeping aside). */
export async function unfinished(site: Site): Promise<{ messages: number; jobs: number }> {
  const [row] = await site.database.asOwner<{ messages: number; jobs: number }>(
    `SELECT (SELECT count(*)::int FROM message WHERE state IN ('queued', 'claimed')) AS messages,
            (SELECT count(*)::int FROM graphile_worker.jobs
              WHERE task_identifier NOT IN ('recover-claims', 'housekeeping')) AS jobs`,
  );
  if (row === undefined) throw new Error('a count came back empty');
  return row;
}

/** kill -9 of the worker, then a new one that settles what the dead one held. */
export async function replaceWorker(site: Site): Promise<void> {
  await site.worker.kill();
  await ageHeldWork(site);
  site.worker.start();
}

/** Until every message is settled and every job done; waiting times are skipped. */
export async function finishMail(site: Site, limitMs: number): Promise<void> {
  await replaceWorker(site);
  await until(
    'every message settled and every job done',
    async () => {
      await bringForwardRetries(site);
      const left = await unfinished(site);
      return left.messages + left.jobs === 0;
    },
    limitMs,
  );
}

/** The database may be down just now: tries until it answers. */
function untilDone(work: () => Promise<void>): Promise<number> {
  return until(
    'the database takes a statement of the harness',
    () =>
      work().then(
        () => true,
        () => false,
      ),
    DATABASE_BACK_MS,
  );
}

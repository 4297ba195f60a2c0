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

/**
 * Messages and jobs that still have something to do (housekeeping aside), and jobs that were given up. A job without a
 * key was replaced by a later one under its key while it ran: its worker died after its work was committed.
 */
async function unfinished(site: Site): Promise<{ messages: number; jobs: number; givenUp: number }> {
  const [row] = await site.database.asOwner<{ messages: number; jobs: number; givenUp: number }>(
    `SELECT (SELECT count(*)::int FROM message WHERE state IN ('queued', 'claimed')) AS messages,
            count(*) FILTER (WHERE attempts < max_attempts OR locked_at IS NOT NULL)::int AS jobs,
            count(*) FILTER (WHERE attempts >= max_attempts AND key IS NOT NULL)::int AS "givenUp"
       FROM graphile_worker.jobs WHERE task_identifier NOT IN ('recover-claims', 'housekeeping')`,
  );
  if (row === undefined) throw new Error('a count came back empty');
  return row;
}

/** kill -9 of the worker, then a new one that settles what the dead one held. */
async function replaceWorker(site: Site): Promise<void> {
  await site.worker.kill();
  await ageHeldWork(site);
  site.worker.start();
}

/** Until every message is settled and every job done; waiting times are skipped. Answers what never came to an end. */
export async function finishMail(site: Site, limitMs: number): Promise<string[]> {
  await replaceWorker(site);
  let left = await unfinished(site);
  const done = async () => {
    await bringForwardRetries(site);
    left = await unfinished(site);
    return left.messages + left.jobs === 0;
  };
  await until('every message settled', done, limitMs).catch(() => undefined);
  const faults: string[] = [];
  if (left.messages + left.jobs > 0)
    faults.push(`${left.messages} messages and ${left.jobs} jobs came to no end in ${limitMs} ms`);
  if (left.givenUp > 0) faults.push(`${left.givenUp} jobs were given up`);
  return faults;
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

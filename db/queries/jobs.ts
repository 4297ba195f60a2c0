import type { Writer } from '../client';
import type { Job } from './enqueue';

export interface ScheduledJob extends Job {
  /** Not before this instant; null: at once. */
  runAt: Date | null;
  /** Lower goes first; jobs enqueued without one have 0. */
  priority: number;
}

const SCHEDULE = {
  name: 'jobs_schedule',
  text: `
-- Like enqueue_jobs, with an instant before which a job does not run and its place among others.
SELECT schedule_jobs($1::text[], $2::json[], $3::text[], $4::timestamptz[], $5::int[])`,
};

/** Enqueues jobs for later, or behind others, in the same transaction. A waiting job with the same key is replaced. */
export async function scheduleJobs(tx: Writer, jobs: readonly ScheduledJob[]): Promise<void> {
  if (jobs.length === 0) return;
  await tx.query(SCHEDULE, [
    jobs.map((job) => job.task),
    jobs.map((job) => JSON.stringify(job.payload)),
    jobs.map((job) => job.key),
    jobs.map((job) => job.runAt),
    jobs.map((job) => job.priority),
  ]);
}

/** Run by the owner (the job library's schema is its own): jobs held by a worker process that died. */
export const RELEASE_HELD_JOBS = {
  name: 'jobs_release_held',
  text: `
-- Every job is bounded in time: one held for longer belongs to a process that is gone. Were it not, a job run twice
-- does no harm: messages are claimed, pages counted once.
SELECT graphile_worker.force_unlock_workers(ARRAY(
  SELECT DISTINCT locked_by FROM graphile_worker.jobs WHERE locked_at < now() - make_interval(secs => $1)))`,
};

/** Run by the owner: jobs held by runners of this very process that have ended. */
export const RELEASE_JOBS_OF = {
  name: 'jobs_release_of',
  text: `
-- Nobody else can know sooner that these runners are gone.
SELECT graphile_worker.force_unlock_workers($1::text[])`,
};

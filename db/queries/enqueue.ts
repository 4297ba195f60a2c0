import type { Writer } from '../client';

/** Work for the worker, by task name. */
export interface Job {
  task: string;
  /** Ids only: no address, name or words. */
  payload: Record<string, string | number>;
  key: string | null;
}

const ENQUEUE = {
  name: 'enqueue_jobs',
  text: `
-- Through the one function the application may enqueue with; same transaction as the record.
SELECT enqueue_jobs($1::text[], $2::json[], $3::text[])`,
};

/** Enqueues jobs in the same transaction: they exist if and only if it commits. */
export async function enqueueJobs(tx: Writer, jobs: readonly Job[]): Promise<void> {
  if (jobs.length === 0) return;
  await tx.query(ENQUEUE, [
    jobs.map((job) => job.task),
    jobs.map((job) => JSON.stringify(job.payload)),
    jobs.map((job) => job.key),
  ]);
}

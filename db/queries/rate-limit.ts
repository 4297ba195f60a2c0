import type { Writer } from '../client';

const COUNT = {
  name: 'rate_limit_count',
  text: `
-- One more hit in this window; the count is shared by every process.
INSERT INTO rate_counter AS r (bucket, window_start, hits) VALUES ($1, $2, $3)
ON CONFLICT (bucket, window_start) DO UPDATE SET hits = r.hits + excluded.hits RETURNING hits`,
};

const PURGE = {
  name: 'rate_limit_purge',
  text: `
-- Windows long past.
WITH gone AS (DELETE FROM rate_counter WHERE window_start < $1 RETURNING 1) SELECT count(*)::int AS count FROM gone`,
};

/** Adds hits to a window of a bucket; returns the total in that window. */
export async function addHits(tx: Writer, bucket: string, windowStart: Date, hits: number): Promise<number> {
  const [row] = await tx.query<{ hits: number }>(COUNT, [bucket, windowStart, hits]);
  return row?.hits ?? hits;
}

/** Deletes windows that began before an instant; returns how many. */
export async function deleteWindowsBefore(tx: Writer, before: Date): Promise<number> {
  const [row] = await tx.query<{ count: number }>(PURGE, [before]);
  return row?.count ?? 0;
}

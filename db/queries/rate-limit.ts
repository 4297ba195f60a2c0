import type { Writer } from '../client';

const COUNT = {
  name: 'rate_limit_count',
  text: `
-- One more hit in this window; the count is shared by every process.
INSERT INTO rate_counter AS r (bucket, window_start, hits) VALUES ($1, $2, $3)
ON CONFLICT (bucket, window_start) DO UPDATE SET hits = r.hits + excluded.hits RETURNING hits`,
};

const COUNT_TOGETHER = {
  name: 'rate_limit_count_together',
  text: `
-- One more hit in each of several buckets of the same window; always in the same order, so that none waits for another.
INSERT INTO rate_counter AS r (bucket, window_start, hits)
SELECT b.bucket, $2::timestamptz, 1 FROM unnest($1::text[]) AS b (bucket) ORDER BY b.bucket
ON CONFLICT (bucket, window_start) DO UPDATE SET hits = r.hits + 1 RETURNING bucket, hits`,
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

/** Adds one hit to each bucket in a window; returns what each now stands at. */
export async function countTogether(
  tx: Writer,
  buckets: readonly string[],
  windowStart: Date,
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.query<{ bucket: string; hits: number }>(COUNT_TOGETHER, [buckets, windowStart]);
  return new Map(rows.map(({ bucket, hits }) => [bucket, hits]));
}

/** Deletes windows that began before an instant; returns how many. */
export async function deleteWindowsBefore(tx: Writer, before: Date): Promise<number> {
  const [row] = await tx.query<{ count: number }>(PURGE, [before]);
  return row?.count ?? 0;
}

import type { Writer } from '../client';

const TRY_LOCK = {
  name: 'idempotency_try_lock',
  text: `
-- Whether nobody else is carrying out the same request now; held until this transaction ends.
SELECT pg_try_advisory_xact_lock(hashtextextended($1::text || '|' || $2::text || '|' || $3::text, 0)) AS free`,
};

const CLAIM = {
  name: 'idempotency_claim',
  text: `
-- Claims the key; it holds if and only if the transaction that does the work commits.
INSERT INTO idempotency_key (client_id, route, key, request_digest, created_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (client_id, route, key) DO NOTHING RETURNING key`,
};

const STORED = {
  name: 'idempotency_stored',
  text: `
-- What was answered to the request that used this key first.
SELECT request_digest AS "requestDigest", status, body FROM idempotency_key WHERE client_id = $1 AND route = $2 AND key = $3`,
};

const KEEP = {
  name: 'idempotency_keep_answer',
  text: `
-- Keeps the answer beside the key, in the transaction that does the work.
UPDATE idempotency_key SET status = $4, body = $5 WHERE client_id = $1 AND route = $2 AND key = $3`,
};

const PURGE = {
  name: 'idempotency_purge',
  text: `
-- Keys older than we promise to remember.
WITH gone AS (DELETE FROM idempotency_key WHERE created_at < $1 RETURNING 1) SELECT count(*)::int AS count FROM gone`,
};

/** One use of an idempotency key: keys are each client's own, for each route. */
export interface KeyUse {
  clientId: string;
  route: string;
  key: string;
}

export interface StoredAnswer {
  requestDigest: Buffer;
  status: number | null;
  body: string | null;
}

/** False when the same key is being used by a request that has not finished. */
export async function tryLockKey(tx: Writer, use: KeyUse): Promise<boolean> {
  const [row] = await tx.query<{ free: boolean }>(TRY_LOCK, [use.clientId, use.route, use.key]);
  return row?.free === true;
}

/** Claims a key for this transaction; returns what it was used for before, or null when it is new. */
export async function claimKey(
  tx: Writer,
  use: KeyUse,
  requestDigest: Buffer,
  now: Date,
): Promise<StoredAnswer | null> {
  const claimed = await tx.query(CLAIM, [use.clientId, use.route, use.key, requestDigest, now]);
  if (claimed.length > 0) return null;
  const [stored] = await tx.query<StoredAnswer>(STORED, [use.clientId, use.route, use.key]);
  return stored ?? null;
}

/** Stores the answer of a claimed key. */
export async function keepAnswer(
  tx: Writer,
  use: KeyUse,
  answer: { status: number; body: string },
): Promise<void> {
  await tx.query(KEEP, [use.clientId, use.route, use.key, answer.status, answer.body]);
}

/** Deletes keys made before an instant; returns how many. */
export async function deleteKeysBefore(tx: Writer, before: Date): Promise<number> {
  const [row] = await tx.query<{ count: number }>(PURGE, [before]);
  return row?.count ?? 0;
}

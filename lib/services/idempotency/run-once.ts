import { createHash } from 'node:crypto';
import type { Writer } from '../../../db/client';
import { claimKey, keepAnswer, tryLockKey } from '../../../db/queries/idempotency';
import type { Context } from '../../context';
import { AppError } from '../../errors';

/** A request that may come twice. Without a key it is simply carried out. */
export interface RepeatableRequest {
  clientId: string;
  /** Which operation, such as `POST /consent-events`. */
  route: string;
  key: string | null;
  /** Everything the request says; the same key with something else is a mistake of the caller. */
  payload: string;
}

/** An answer worth keeping: no address and no token may stand in its body. */
export interface KeptAnswer {
  status: number;
  body: string;
}

/**
 * Does the work in one transaction, at most once for each client, route and idempotency key, which is claimed in that
 * transaction: the key is used up if and only if the work holds. Throws `unprocessable` when the key was used for
 * another payload and `conflict` while the first request runs (draft-ietf-httpapi-idempotency-key-header §2.6).
 */
export async function runOnce(
  ctx: Context,
  request: RepeatableRequest,
  work: (tx: Writer) => Promise<KeptAnswer>,
): Promise<KeptAnswer & { replayed: boolean }> {
  const { clientId, route, key, payload } = request;
  if (key === null) {
    const answer = await ctx.db.transaction(work);
    return { ...answer, replayed: false };
  }
  const use = { clientId, route, key };
  const digest = createHash('sha256').update(payload).digest();
  return ctx.db.transaction(async (tx) => {
    if (!(await tryLockKey(tx, use))) throw stillRunning();
    const stored = await claimKey(tx, use, digest, ctx.now());
    if (stored !== null) {
      if (!stored.requestDigest.equals(digest)) throw usedOtherwise();
      if (stored.status === null || stored.body === null) throw stillRunning();
      return { status: stored.status, body: stored.body, replayed: true };
    }
    const answer = await work(tx);
    await keepAnswer(tx, use, answer);
    return { ...answer, replayed: false };
  });
}

function stillRunning(): AppError {
  return new AppError(
    'conflict',
    'The first request with this Idempotency-Key is still being carried out; ask again shortly.',
  );
}

function usedOtherwise(): AppError {
  return new AppError(
    'unprocessable',
    'This Idempotency-Key was used for another request; use a new key for each new request.',
  );
}

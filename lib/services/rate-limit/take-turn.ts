import { addHits } from '../../../db/queries/rate-limit';
import type { Context } from '../../context';

export interface RateLimit {
  /** Whom and what is counted; ids only, never an address. */
  bucket: string;
  limit: number;
  windowMs: number;
}

export interface Turn {
  ok: boolean;
  remaining: number;
  /** Seconds until a new window begins. */
  resetsInS: number;
}

/**
 * Counts one use in a fixed window shared by all processes and tells whether it is within the limit. Never to be put
 * in the way of an opt-out (promise 5).
 */
export async function takeTurn(ctx: Context, { bucket, limit, windowMs }: RateLimit): Promise<Turn> {
  const nowMs = ctx.now().getTime();
  const startMs = nowMs - (nowMs % windowMs);
  const hits = await ctx.db.single((tx) => addHits(tx, bucket, new Date(startMs), 1));
  return {
    ok: hits <= limit,
    remaining: Math.max(0, limit - hits),
    resetsInS: Math.max(1, Math.ceil((startMs + windowMs - nowMs) / 1000)),
  };
}

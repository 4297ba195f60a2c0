import { deleteKeysBefore } from '../../../db/queries/idempotency';
import type { Context } from '../../context';

/** How long the answer to a key is kept, as the API document promises. */
export const KEY_LIFE_MS = 24 * 60 * 60 * 1000;
/** Kept a little longer than promised, so that no clock's error shortens it. */
const MARGIN_MS = 60 * 60 * 1000;

/** Forgets idempotency keys older than promised; returns how many. */
export function purgeKeys(ctx: Context): Promise<number> {
  const before = new Date(ctx.now().getTime() - KEY_LIFE_MS - MARGIN_MS);
  return ctx.db.transaction((tx) => deleteKeysBefore(tx, before));
}

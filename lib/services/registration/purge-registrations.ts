import { deleteLapsed, forgetUnconfirmed } from '../../../db/queries/registrations';
import type { Context } from '../../context';

/**
 * Forgets registrations that ran out: what was typed, the proof of the request, and every address of which nothing
 * else is known. At most `limit` at a time.
 */
export async function purgeRegistrations(ctx: Context, limit: number): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const points = await deleteLapsed(tx, ctx.now(), limit);
    await forgetUnconfirmed(tx, points);
  });
}

import { endAllSessions } from '../../../db/queries/sessions';
import type { Context } from '../../context';

/** Ends every session of a sign-in user, on every device, and voids links not yet used. */
export async function signOutEverywhere(ctx: Context, userId: string): Promise<void> {
  await ctx.db.transaction((tx) => endAllSessions(tx, userId));
}

import { endOneSession } from '../../../db/queries/sessions';
import type { Context } from '../../context';

/** Ends one of a sign-in user's own sessions, wherever it is; an id of nobody's or somebody else's ends none. */
export async function signOutElsewhere(
  ctx: Context,
  who: { userId: string; sessionId: string },
): Promise<void> {
  await ctx.db.transaction((tx) => endOneSession(tx, who.userId, who.sessionId));
}

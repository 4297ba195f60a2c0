import { endSession } from '../../../db/queries/sessions';
import type { Context } from '../../context';
import { secretDigest } from '../../domain/sign-in-code';

/** Ends the one session that a browser's token stands for; an unknown token ends none. */
export async function signOutHere(ctx: Context, sessionToken: string): Promise<void> {
  await ctx.db.transaction((tx) => endSession(tx, secretDigest(sessionToken)));
}

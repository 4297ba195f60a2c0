import { type ClaimedMessage, claimQueued } from '../../../db/queries/messages';
import type { Context } from '../../context';

/**
 * Takes a waiting message for one attempt, committed before anything is sent: after a crash it is known that this
 * one may have gone out. Undefined when somebody else has it or it is settled.
 */
export function claimMessage(
  ctx: Context,
  key: { contactPointId: string; messageId: string },
): Promise<ClaimedMessage | undefined> {
  return ctx.db.transaction((tx) => claimQueued(tx, key, ctx.now()));
}

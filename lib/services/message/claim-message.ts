import type { Writer } from '../../../db/client';
import { lastSent, takePaceTurn } from '../../../db/queries/frequency';
import { type ClaimedMessage, claimQueued, isMarketing } from '../../../db/queries/messages';
import type { Context } from '../../context';

/** A message taken for one attempt. */
export interface HeldMessage extends ClaimedMessage {
  /** When the address was last sent something on the topic, another message under way included; null: never, or no matter. */
  lastSentAt: Date | null;
}

/**
 * Takes a waiting message for one attempt, committed before anything is sent: after a crash it is known that this
 * one may have gone out. Undefined when somebody else has it or it is settled.
 */
export function claimMessage(
  ctx: Context,
  key: { contactPointId: string; messageId: string },
): Promise<HeldMessage | undefined> {
  return ctx.db.transaction(async (tx) => {
    const message = await claimQueued(tx, key, ctx.now());
    return message === undefined ? undefined : { ...message, lastSentAt: await sentBefore(ctx, tx, message) };
  });
}

/** Asked under a lock of address and topic: of two claimed at once, one sees the other and waits its time. */
async function sentBefore(ctx: Context, tx: Writer, message: ClaimedMessage): Promise<Date | null> {
  const { contactPointId, senderNo, topicNo } = message;
  const { topics } = await ctx.vocabulary.current();
  const paced = (topics.get(topicNo)?.frequencies.length ?? 0) > 0;
  if (!isMarketing(message.kind) || !paced) return null;
  await takePaceTurn(tx, contactPointId, topicNo);
  const about = { contactPointIds: [contactPointId], senderNo, topicNo, exceptId: message.id };
  return (await lastSent(tx, about)).get(contactPointId) ?? null;
}

import { type ContactRow, type CurrentUse, contactByRef, currentUses } from '../../../db/queries/contact';
import type { ReadContext } from '../../context';
import type { Sender, Topic } from '../../domain/facts';
import { KIND_OF_CHANNEL } from '../../domain/vocabulary';
import { type AskedQuestion, decideQuestions } from '../decision/decide-questions';

/** What may be sent to one address now, for one channel, sender and topic. */
export interface ShownPermission {
  channel: CurrentUse['channels'][number];
  sender: string;
  topic: string;
  answer: 'allow' | 'deny';
  reasons: string[];
  validUntil: Date;
}

export interface ShownContact {
  contact: ContactRow;
  points: (CurrentUse & { permissions: ShownPermission[] })[];
}

/**
 * A contact with its addresses and what may be sent to each now, for the given senders' live topics. Null when no
 * contact has the reference.
 */
export async function showContact(
  ctx: ReadContext,
  externalRef: string,
  senderNos: ReadonlySet<number>,
): Promise<ShownContact | null> {
  const contact = await contactByRef(ctx.db.reader, externalRef);
  if (contact === null) return null;
  const uses = await currentUses(ctx.db.reader, contact.id);
  const { senders, topics } = await ctx.vocabulary.current();
  const offered = [...topics.values()].flatMap((topic) => {
    const sender = senders.get(topic.senderNo);
    return sender === undefined || !senderNos.has(sender.no) || sender.archived || topic.archived
      ? []
      : [{ sender, topic }];
  });
  const questions = uses.flatMap((use) => questionsAbout(externalRef, use, offered));
  const answers = await decideQuestions(
    ctx,
    questions.map((question) => question.asked),
  );
  const permissions = new Map<string, ShownPermission[]>(uses.map((use) => [use.id, []]));
  questions.forEach(({ asked, pointId }, index) => {
    const decision = answers[index]?.decision;
    if (decision === undefined) throw new Error('a question came back without an answer');
    permissions.get(pointId)?.push({
      channel: asked.channel,
      sender: asked.sender.slug,
      topic: asked.topic.slug,
      answer: decision.answer,
      reasons: decision.reasons.map((reason) => reason.code),
      validUntil: decision.validUntil,
    });
  });
  return {
    contact,
    points: uses.map((use) => ({ ...use, permissions: permissions.get(use.id) ?? [] })),
  };
}

function questionsAbout(
  externalRef: string,
  use: CurrentUse,
  offered: readonly { sender: Sender; topic: Topic }[],
): { pointId: string; asked: AskedQuestion }[] {
  return use.channels
    .filter((channel) => KIND_OF_CHANNEL[channel] === use.kind)
    .flatMap((channel) =>
      offered.map(({ sender, topic }) => ({
        pointId: use.id,
        asked: {
          id: `${use.id}/${channel}/${topic.no}`,
          address: null,
          contact: externalRef,
          contactPointId: use.id,
          channel,
          sender,
          topic,
        },
      })),
    );
}

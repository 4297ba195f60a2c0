import { disclosedAddress } from '../../../db/queries/disclosures';
import type { ReadContext } from '../../context';
import type { Topic } from '../../domain/facts';
import { CHANNELS_OF_KIND, type Channel } from '../../domain/vocabulary';
import { decideQuestions } from '../decision/decide-questions';

export interface Refusals {
  refused: { topic: Topic; channel: Channel }[];
  /** The events behind them, sorted. */
  eventIds: string[];
}

/** Everything of one sender that somebody at this contact point has said no to and that stands now. */
export async function findRefusals(
  ctx: ReadContext,
  contactPointId: string,
  senderNo: number,
): Promise<Refusals> {
  const point = await disclosedAddress(ctx.db.reader, contactPointId);
  const { senders, topics } = await ctx.vocabulary.current();
  const sender = senders.get(senderNo);
  if (point === undefined || sender === undefined) return { refused: [], eventIds: [] };
  const cells = [...topics.values()]
    .filter((topic) => topic.senderNo === senderNo && !topic.essential)
    .flatMap((topic) => CHANNELS_OF_KIND[point.kind].map((channel) => ({ topic, channel })));
  const answers = await decideQuestions(
    ctx,
    cells.map(({ topic, channel }, index) => ({
      id: String(index),
      address: null,
      contact: null,
      contactPointId,
      channel,
      sender,
      topic,
    })),
  );
  const refusals: Refusals = { refused: [], eventIds: [] };
  const events = new Set<string>();
  cells.forEach((cell, index) => {
    const decision = answers[index]?.decision;
    if (!decision?.reasons.some(({ code }) => code === 'refused' || code === 'erased')) return;
    refusals.refused.push(cell);
    for (const event of decision.reliedOn) events.add(event);
  });
  return { ...refusals, eventIds: [...events].sort() };
}

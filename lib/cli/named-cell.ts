import type { Context } from '../context';
import type { Sender, Topic } from '../domain/facts';
import { slugIndex } from '../domain/slug-index';
import { AppError } from '../errors';

/** The sender and topic somebody named at the terminal. Throws AppError `not_found` naming those there are. */
export async function namedCell(
  ctx: Pick<Context, 'vocabulary'>,
  named: { sender: string; topic: string },
): Promise<{ sender: Sender; topic: Topic }> {
  const vocabulary = await ctx.vocabulary.current();
  const index = slugIndex(vocabulary);
  const sender = index.sender(named.sender);
  if (sender === undefined) {
    const known =
      [...vocabulary.senders.values()].map(({ slug }) => slug).join(', ') || 'none; run `sayso setup`';
    throw new AppError('not_found', `There is no sender "${named.sender}" (there are: ${known}).`);
  }
  const topic = index.topic(sender, named.topic);
  if (topic === undefined) {
    const known = [...vocabulary.topics.values()].filter(({ senderNo }) => senderNo === sender.no);
    throw new AppError(
      'not_found',
      `${sender.slug} has no topic "${named.topic}" (it has: ${known.map(({ slug }) => slug).join(', ') || 'none'}).`,
    );
  }
  return { sender, topic };
}

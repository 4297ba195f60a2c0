import { type JoinNotice, joinForms, joinNotices } from '../../../db/queries/join-forms';
import {
  type ShownSender,
  type ShownTopic,
  shownSenders,
  shownTopics,
} from '../../../db/queries/preferences';
import type { ReadContext } from '../../context';
import type { Vocabulary } from '../../domain/facts';
import type { JoinForm } from '../../domain/joining';
import { refreshVocabulary } from '../vocabulary/refresh-vocabulary';

/** All forms in all their versions, and the words they ask in. */
export interface JoinCatalogue {
  vocabulary: Vocabulary;
  /** By slug, newest version first. */
  forms: readonly JoinForm[];
  notices: readonly JoinNotice[];
  senders: readonly ShownSender[];
  topics: readonly ShownTopic[];
}

const held = new WeakMap<Vocabulary, JoinCatalogue>();

/** Everything the join forms show, read again whenever the vocabulary's version has changed. */
export async function readJoinCatalogue(ctx: ReadContext): Promise<JoinCatalogue> {
  const vocabulary = await refreshVocabulary(ctx);
  const known = held.get(vocabulary);
  if (known !== undefined) return known;
  const catalogue = await ctx.db.snapshot(async (reader) => ({
    vocabulary,
    forms: await joinForms(reader),
    notices: await joinNotices(reader),
    senders: await shownSenders(reader),
    topics: await shownTopics(reader),
  }));
  held.set(vocabulary, catalogue);
  return catalogue;
}

import { type OfferedNotice, offeredNotices } from '../../../db/queries/notices';
import {
  type ShownSender,
  type ShownTopic,
  shownSenders,
  shownTopics,
} from '../../../db/queries/preferences';
import type { ReadContext } from '../../context';
import type { Vocabulary } from '../../domain/facts';
import { refreshVocabulary } from '../vocabulary/refresh-vocabulary';

/** What can be chosen today, with the words a page needs. */
export interface Catalogue {
  vocabulary: Vocabulary;
  /** Own brands first. */
  senders: readonly ShownSender[];
  topics: readonly ShownTopic[];
  notices: readonly OfferedNotice[];
}

const held = new WeakMap<Vocabulary, Catalogue>();
const lastHeld = new WeakMap<ReadContext['vocabulary'], Catalogue>();

/**
 * Everything a page of choices offers. It is read again whenever the vocabulary's version has changed; `held` answers
 * with what was read last, for a page that must be shown again while the record is away (null when nothing was).
 */
export async function readCatalogue(ctx: ReadContext): Promise<Catalogue>;
export async function readCatalogue(ctx: ReadContext, from: 'held'): Promise<Catalogue | null>;
export async function readCatalogue(
  ctx: ReadContext,
  from: 'record' | 'held' = 'record',
): Promise<Catalogue | null> {
  if (from === 'held') return lastHeld.get(ctx.vocabulary) ?? null;
  const vocabulary = await refreshVocabulary(ctx);
  const known = held.get(vocabulary);
  if (known !== undefined) return known;
  const catalogue = await ctx.db.snapshot(async (reader) => ({
    vocabulary,
    senders: await shownSenders(reader),
    topics: await shownTopics(reader),
    notices: await offeredNotices(reader),
  }));
  held.set(vocabulary, catalogue);
  lastHeld.set(ctx.vocabulary, catalogue);
  return catalogue;
}

import type { Sender, Topic, Vocabulary } from './facts';

/** The vocabulary by the names callers use. A topic's slug is its sender's own. */
export interface SlugIndex {
  sender(slug: string): Sender | undefined;
  topic(sender: Sender, slug: string): Topic | undefined;
}

const indexes = new WeakMap<Vocabulary, SlugIndex>();

/** Indexes a vocabulary by slug; made once for each copy held in memory. */
export function slugIndex(vocabulary: Vocabulary): SlugIndex {
  const known = indexes.get(vocabulary);
  if (known !== undefined) return known;
  const senders = new Map([...vocabulary.senders.values()].map((sender) => [sender.slug, sender]));
  const topics = new Map<number, Map<string, Topic>>();
  for (const topic of vocabulary.topics.values()) {
    const own = topics.get(topic.senderNo) ?? new Map<string, Topic>();
    topics.set(topic.senderNo, own.set(topic.slug, topic));
  }
  const index: SlugIndex = {
    sender: (slug) => senders.get(slug),
    topic: (sender, slug) => topics.get(sender.no)?.get(slug),
  };
  indexes.set(vocabulary, index);
  return index;
}

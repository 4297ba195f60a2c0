import type { ReadContext } from '../../context';
import { OFFICE_TIME_ZONE } from '../../domain/data-request/due-date';
import type { Language } from '../../domain/language';
import { ALL } from '../../domain/vocabulary';
import { zoneOf } from '../../domain/zone';
import { formatDay, formatInstant } from '../../pages/dates';
import { wordsFor } from '../../pages/words/words';
import type { MyData } from '../../services/my-data/collect-my-data';

type FileWords = ReturnType<typeof wordsFor<'my-data-file'>>;
/** The key of a label or title. */
export type Label = Parameters<FileWords>[0];

/** What every part of the file is told with. */
export interface Telling {
  words: FileWords;
  language: Language;
  day(at: Date): string;
  when(at: Date): string;
  /** The address of a contact point, in one line. */
  address(contactPointId: string): string;
  /** The scope of something said, in words. */
  about(row: { senderNo: number; topicNo: number }): string;
  /** A word of ours, such as a state or a role, in words of the reader's; as it is where it is none. */
  plain(value: string, of?: 'value' | 'look'): string;
  /** A fact, left out when there is nothing to tell. */
  fact(label: Label, value: string | null | undefined): [string, string][];
}

/** How a person is told of their data: in their language, on their calendar. */
export async function tellingOf(ctx: ReadContext, language: Language, data: MyData): Promise<Telling> {
  const { senders, topics } = await ctx.vocabulary.current();
  const choices = wordsFor(language, 'choices');
  const words = wordsFor(language, 'my-data-file');
  const { timezone } = data.profile;
  const zone = timezone !== null && zoneOf(timezone) !== null ? timezone : OFFICE_TIME_ZONE;
  const addressOf = new Map(data.addresses.map((use) => [use.id, use.typed ?? use.normalised ?? '']));
  return {
    words,
    language,
    day: (at) => formatDay(at, zone, language),
    when: (at) => formatInstant(at, zone, language),
    address: (id) => (addressOf.get(id) ?? '').split('\n').join(', '),
    about({ senderNo, topicNo }) {
      const sender = senders.get(senderNo)?.name;
      if (senderNo === ALL || sender === undefined) return choices('everything');
      const topic = topics.get(topicNo)?.name;
      return topic === undefined
        ? choices('everythingFrom', { sender })
        : choices('topicFrom', { topic, sender });
    },
    plain: (value, of = 'value') => {
      const key = `${of}.${value}` as 'value.active';
      return words.has(key) ? words(key) : value;
    },
    fact: (label, value) =>
      value === null || value === undefined || value === '' ? [] : [[words(label as 'label.name'), value]],
  };
}

/** What was written down, one line each, as it was written. */
export function linesOf(body: Record<string, unknown>): string {
  return Object.entries(body)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('\n');
}

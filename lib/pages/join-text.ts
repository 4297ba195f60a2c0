import type { JoinCell, JoinForm, OfferSection } from '../domain/joining';
import type { Language } from '../domain/language';
import { listOf, wordsFor } from './words/words';

/** What a form asks for one sender, with the words that go with it. */
export interface JoinSection extends Pick<OfferSection, 'senderNo' | 'thirdParty' | 'ask' | 'noticeId'> {
  sender: { name: string; privacyUrl: string };
  /** The exact words published, in their language (BCP 47). */
  notice: { language: string; words: string };
  topics: readonly { no: number; name: string; description: string; cells: readonly JoinCell[] }[];
}

/** A form as the page and the snippet for other websites show it. */
export interface JoinAsking {
  form: JoinForm;
  senderName: string;
  sections: readonly JoinSection[];
}

/** The title over a section's boxes. */
export function sectionTitle(language: Language, section: JoinSection): string {
  const { name } = section.sender;
  if (section.thirdParty) return name;
  return wordsFor(language, 'register')(section.ask === 'no' ? 'softTitle' : 'choicesTitle', {
    sender: name,
  });
}

/** What a soft opt-in is about and how it would come, each in a sentence. */
export function softSentences(language: Language, section: JoinSection): string[] {
  const words = wordsFor(language, 'register');
  const channel = wordsFor(language, 'choices');
  const channels = [...new Set(section.topics.flatMap(({ cells }) => cells.map((cell) => cell.channel)))];
  return [
    words('softAbout', {
      topics: listOf(
        language,
        section.topics.map(({ name }) => name),
      ),
    }),
    words('softHow', {
      channels: listOf(
        language,
        channels.map((one) => channel(`channel.${one}`)),
      ),
    }),
  ];
}

/**
 * The words beside the boxes of a form, as they are rendered in a language, box by box: what is kept to prove what
 * was shown. `[ ]` stands for a box.
 */
export function joinText(language: Language, { sections }: JoinAsking): string {
  const words = wordsFor(language, 'register');
  const channel = wordsFor(language, 'choices');
  return sections
    .map((section) => {
      const { sender, notice, topics, ask } = section;
      const privacy = `${words('privacyOf', { sender: sender.name })}: ${sender.privacyUrl}`;
      const boxes =
        ask === 'no'
          ? [...softSentences(language, section), `[ ] ${words('doNot')}. ${words('doNotHint')}`]
          : topics.flatMap(({ name, description, cells }) => [
              description === '' ? name : `${name}: ${description}`,
              ...cells.map((cell) => `[ ] ${channel(`channel.${cell.channel}`)}`),
            ]);
      return [sectionTitle(language, section), notice.words.trim(), privacy, ...boxes].join('\n');
    })
    .join('\n\n');
}

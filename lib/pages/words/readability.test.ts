import { describe, expect, it } from 'vitest';
import { en as emails } from '../../../emails/words/en';
import { messagesIn, readAloud } from '../testing/icu';
import { readingGrade } from '../testing/reading-grade';
import { en as pages } from './en';

/** Grade 7 in the US: age 12. */
const HIGHEST_GRADE = 7;
/** Shorter messages are labels, of which no formula can tell anything. */
const SENTENCE_WORDS = 12;

const VALUES = {
  day: '3 May',
  when: '3 May at 2 pm',
  time: '2 pm',
  minutes: '15',
  url: 'our site',
  shown: 'ann at home',
  address: 'ann at home',
  how: 'by post',
  what: 'offers',
  topic: 'Offers',
};

/** Names of laws and offices, which nobody can choose to write more plainly. */
const NAMES: readonly [RegExp, string][] = [
  [/Web Content Accessibility Guidelines \(WCAG\) 2\.2/g, 'the web rules'],
  [/WCAG 2\.2 AA/g, 'the web rules'],
  [/European Data Protection Board/g, 'the board'],
];

function spoken(message: string): string {
  const text = NAMES.reduce(
    (said, [name, plain]) => said.replace(name, plain),
    readAloud(message, VALUES, 'Northgate'),
  );
  return /[.?!:]$/.test(text) ? text : `${text}.`;
}

describe.each([...Object.entries(pages), ...Object.entries(emails)])(
  'the English of %s',
  (_name, messages) => {
    const texts = messagesIn(messages).map(({ key, message }) => ({ key, text: spoken(message) }));
    const long = texts.filter(({ text }) => text.split(/\s+/).length >= SENTENCE_WORDS);

    it('reads at age 12 or below in every sentence', () => {
      const hard = long
        .map(({ key, text }) => ({ key, text, grade: readingGrade(text) }))
        .filter(({ grade }) => grade > HIGHEST_GRADE);
      expect(hard).toEqual([]);
    });

    it('reads at age 12 or below as a whole', () => {
      if (long.length > 0)
        expect(readingGrade(long.map(({ text }) => text).join(' '))).toBeLessThanOrEqual(HIGHEST_GRADE);
    });
  },
);

it('finds a hard sentence hard and an easy one easy', () => {
  expect(
    readingGrade(
      'Notwithstanding the aforementioned stipulations, recipients may subsequently discontinue promotional communications.',
    ),
  ).toBeGreaterThan(HIGHEST_GRADE);
  expect(readingGrade('You can say no at any time. It is free, and we do not ask why.')).toBeLessThan(
    HIGHEST_GRADE,
  );
});

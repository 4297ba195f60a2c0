import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../domain/language';
import type { MessageTree } from '../../domain/messages';
import { catalogueFaults, messageFaults } from '../testing/catalogue-faults';
import { messagesIn } from '../testing/icu';
import { ar } from './ar';
import { cy } from './cy';
import { de } from './de';
import { en } from './en';
import { es } from './es';
import { fr } from './fr';
import { pl } from './pl';

const CATALOGUES = { en, cy, fr, de, es, pl, ar };
const others = LANGUAGES.filter((language) => language !== 'en');

it.each(Object.entries(en))('the English of %s can be formatted', (_namespace, messages) => {
  for (const { key, message } of messagesIn(messages))
    expect([key, ...messageFaults(message)]).toEqual([key]);
});

describe.each(others)('the catalogue of the pages in %s', (language) => {
  it.each(Object.keys(en))('says everything of %s', (namespace) => {
    const [english, own] = [en, CATALOGUES[language]].map(
      (catalogue) => (catalogue as Record<string, MessageTree>)[namespace],
    );
    expect(catalogueFaults(language, english ?? {}, own)).toEqual([]);
  });
});

describe('the check itself', () => {
  const english = {
    a: 'Yes to {what}',
    b: 'A long sentence that must be translated',
    c: '{n, plural, one {# day} other {# days}}',
  };
  it.each([
    [{}, ['a: missing', 'b: missing', 'c: missing']],
    [{ ...english, a: 'Ja', b: 'Ein Satz' }, ['a: takes nothing, the English takes {what, argument}']],
    [
      { ...english, a: 'Ja {what', b: 'Ein Satz' },
      ['a: cannot be read as ICU: EXPECT_ARGUMENT_CLOSING_BRACE'],
    ],
    [{ ...english, a: '', b: 'Ein Satz' }, ['a: is empty']],
    [
      { ...english, a: "l'{what}", b: 'Ein Satz' },
      ['a: has a straight quote: use ’ or the quotation marks of the language'],
    ],
    [{ ...english, d: 'mehr', b: 'Ein Satz' }, ['d: is not in the English catalogue']],
    [english, ['b: is still the English words']],
    [{ ...english, b: 'Ein Satz' }, []],
  ])('finds the faults of %j', (own, faults) => {
    expect(catalogueFaults('de', english, own)).toEqual(faults);
  });

  it('asks for every plural form of a language', () => {
    const own = { ...english, b: 'Zdanie', a: 'Tak {what}' };
    expect(catalogueFaults('pl', english, own)).toEqual(['c: lacks plural branches (n: few, n: many)']);
  });
});

import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../lib/domain/language';
import type { MessageTree } from '../../lib/domain/messages';
import { catalogueFaults, messageFaults } from '../../lib/pages/testing/catalogue-faults';
import { messagesIn } from '../../lib/pages/testing/icu';
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

describe.each(others)('the catalogue of the emails in %s', (language) => {
  it.each(Object.keys(en))('says everything of %s', (namespace) => {
    const [english, own] = [en, CATALOGUES[language]].map(
      (catalogue) => (catalogue as Record<string, MessageTree>)[namespace],
    );
    expect(catalogueFaults(language, english ?? {}, own)).toEqual([]);
  });
});

import { createTranslator } from 'use-intl/core';
import { directionOf, type Language, localeOf } from '../../lib/domain/language';
import { completed, isolated } from '../../lib/domain/messages';
import { ar } from './ar';
import type { Catalogue, Messages, Namespace } from './catalogue';
import { cy } from './cy';
import { de } from './de';
import { en } from './en';
import { es } from './es';
import { fr } from './fr';

import { pl } from './pl';

const CATALOGUES: Readonly<Record<Language, Catalogue>> = { en, cy, fr, de, es, pl, ar };

/** Says the messages of one namespace in one language: `words('key', {name})`. */
export type Words<N extends Namespace> = ReturnType<typeof createTranslator<Messages, N>>;

const made = new Map<string, unknown>();

/**
 * The words of one namespace, made once per language. A message the language lacks is told in English. Throws when a
 * message is given other values than it names: that is a fault of the calling email, and the same in every language.
 */
export function wordsFor<N extends Namespace>(language: Language, namespace: N): Words<N> {
  const key = `${language} ${namespace}`;
  const known = made.get(key);
  if (known !== undefined) return known as Words<N>;
  const words = createTranslator<Messages, N>({
    locale: localeOf(language),
    messages: { [namespace]: messagesOf(language, namespace) } as unknown as Messages,
    namespace: namespace as never,
    onError(error) {
      throw error;
    },
  });
  made.set(key, words);
  return words as Words<N>;
}

function messagesOf(language: Language, namespace: Namespace) {
  const whole = completed(en[namespace], CATALOGUES[language][namespace] ?? {});
  return directionOf(language) === 'rtl' ? isolated(whole) : whole;
}

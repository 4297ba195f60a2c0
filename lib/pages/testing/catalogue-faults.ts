import { type Language, localeOf } from '../../domain/language';
import type { MessageTree } from '../../domain/messages';
import { messagesIn, needsOf, parsed, pluralsLacking, readAloud } from './icu';

/** Sentences that are rightly the same in another language: names of things, and what is never translated. */
const SAME_IN_EVERY_LANGUAGE: ReadonlySet<string> = new Set([
  'Information Commission (ICO)',
  'Data Protection Commission',
]);
const LONG_CHARACTERS = 20;
/** French and Spanish have a branch of their own for whole millions, which nothing here counts up to. */
const MILLIONS: ReadonlySet<Language> = new Set(['fr', 'es']);

/** What is wrong with one namespace of a language beside the English one: a line for each fault, none when it is good. */
export function catalogueFaults(
  language: Language,
  english: MessageTree,
  own: MessageTree | undefined,
): string[] {
  const told = new Map(messagesIn(own ?? {}).map(({ key, message }) => [key, message]));
  const wanted = messagesIn(english);
  const extra = [...told.keys()].filter((key) => !wanted.some((one) => one.key === key));
  return [
    ...wanted.flatMap(({ key, message }) => {
      const said = told.get(key);
      if (said === undefined) return [`${key}: missing`];
      return faultsOf(language, message, said).map((fault) => `${key}: ${fault}`);
    }),
    ...extra.map((key) => `${key}: is not in the English catalogue`),
  ];
}

/** What is wrong with a message by itself. */
export function messageFaults(message: string): string[] {
  if (message.trim() === '') return ['is empty'];
  // A straight apostrophe quotes what follows in ICU syntax, so that a value would not be put in.
  if (/['"]/.test(message)) return ['has a straight quote: use ’ or the quotation marks of the language'];
  if (message !== message.trim() || /\s{2}/.test(message)) return ['has spaces at an end or two in a row'];
  try {
    parsed(message);
    return [];
  } catch (error) {
    return [`cannot be read as ICU: ${error instanceof Error ? error.message : 'not a message'}`];
  }
}

function faultsOf(language: Language, english: string, said: string): string[] {
  const faults = messageFaults(said);
  if (faults.length > 0) return faults;
  const [needs, needed] = [needsOf(said).join(' '), needsOf(english).join(' ')];
  if (needs !== needed) faults.push(`takes ${needs || 'nothing'}, the English takes ${needed || 'nothing'}`);
  const categories = new Intl.PluralRules(localeOf(language)).resolvedOptions().pluralCategories;
  const lacking = pluralsLacking(
    said,
    categories.filter((name) => !(name === 'many' && MILLIONS.has(language))),
  );
  if (lacking.length > 0) faults.push(`lacks plural branches (${lacking.join(', ')})`);
  const text = readAloud(said, {}, '');
  const long = text.length > LONG_CHARACTERS && /\p{L}/u.test(text);
  if (long && said === english && !SAME_IN_EVERY_LANGUAGE.has(said))
    faults.push('is still the English words');
  return faults;
}

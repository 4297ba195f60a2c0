import { getCountries } from 'libphonenumber-js/max';
import { type Language, localeOf } from './language';

/** A country as somebody picks it from a list. */
export interface NamedCountry {
  /** ISO 3166-1, two letters. */
  code: string;
  name: string;
}

const lists = new Map<Language, readonly NamedCountry[]>();

/** Every country there are phone numbers in, by its name in a language, in that language's order. */
export function countriesIn(language: Language): readonly NamedCountry[] {
  const known = lists.get(language);
  if (known !== undefined) return known;
  const names = new Intl.DisplayNames(localeOf(language), { type: 'region' });
  const { compare } = new Intl.Collator(localeOf(language));
  const list = getCountries()
    .map((code) => ({ code: code as string, name: names.of(code) ?? code }))
    .sort((one, other) => compare(one.name, other.name));
  lists.set(language, list);
  return list;
}

/** A country's name in a language; its code where there is no name. */
export function countryName(code: string, language: Language): string {
  return countriesIn(language).find((one) => one.code === code)?.name ?? code;
}

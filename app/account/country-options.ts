import { COUNTRIES } from '../../lib/domain/country';
import { type Language, localeOf } from '../../lib/domain/language';

const made = new Map<Language, readonly (readonly [string, string])[]>();

/** Every country by code and name, in the order of the language's alphabet. */
export function countryOptions(language: Language): readonly (readonly [string, string])[] {
  const known = made.get(language);
  if (known !== undefined) return known;
  const names = new Intl.DisplayNames(localeOf(language), { type: 'region' });
  const options = COUNTRIES.map((code) => [code, names.of(code) ?? code] as const).sort((one, other) =>
    one[1].localeCompare(other[1], localeOf(language)),
  );
  made.set(language, options);
  return options;
}

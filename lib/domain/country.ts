import { getCountries } from 'libphonenumber-js/max';

/** Every country and territory with numbers of its own, by its ISO 3166-1 two letters. */
export const COUNTRIES: readonly string[] = getCountries().filter((code) => /^[A-Z]{2}$/.test(code));
const KNOWN = new Set(COUNTRIES);

export function isCountry(code: string): boolean {
  return KNOWN.has(code);
}

import { foldDigits, foldLetters, foldWidth } from './fold-text';

/** Names people write for a country; codes of two letters are taken as they are. */
const COUNTRY_NAMES: Readonly<Record<string, string>> = {
  uk: 'GB',
  unitedkingdom: 'GB',
  greatbritain: 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  northernireland: 'GB',
  gbr: 'GB',
  usa: 'US',
  unitedstates: 'US',
  unitedstatesofamerica: 'US',
  canada: 'CA',
  can: 'CA',
  ireland: 'IE',
  republicofireland: 'IE',
  eire: 'IE',
  france: 'FR',
  germany: 'DE',
  deutschland: 'DE',
  netherlands: 'NL',
  thenetherlands: 'NL',
  spain: 'ES',
  espana: 'ES',
  italy: 'IT',
  italia: 'IT',
  belgium: 'BE',
  austria: 'AT',
  osterreich: 'AT',
  switzerland: 'CH',
  australia: 'AU',
  newzealand: 'NZ',
  jersey: 'JE',
  guernsey: 'GG',
  isleofman: 'IM',
};

/** Countries (and islands with British postcodes) where a postcode is a street or less. */
const FINE: ReadonlySet<string> = new Set(['GB', 'JE', 'GG', 'IM', 'NL', 'CA', 'SG', 'IE']);
/** Addresses here may lack a postcode, because there is none or few know theirs. */
const WITHOUT_POSTCODE: ReadonlySet<string> = new Set(
  'IE HK AE QA AO AG AW BS BZ BJ BW BF BI CM CF KM CG CD CK CI DJ DM GQ ER FJ GM GH GD GY JM KI KP LY MW ML MR NR NU PA RW KN LC ST SC SL SB SO SR SY TL TG TK TO TV UG VU YE ZW MO'.split(
    ' ',
  ),
);
const BRITISH_ISLANDS: Readonly<Record<string, string>> = { JE: 'JE', GY: 'GG', IM: 'IM' };
const BRITISH = '(?:GIR\\s?0AA|[A-Z]{1,2}\\d[A-Z\\d]?\\s?\\d[A-Z]{2})';
const PATTERNS: Readonly<Record<string, RegExp>> = {
  GB: new RegExp(`^${BRITISH}$`),
  JE: new RegExp(`^${BRITISH}$`),
  GG: new RegExp(`^${BRITISH}$`),
  IM: new RegExp(`^${BRITISH}$`),
  US: /^\d{5}$/,
  CA: /^[A-Z]\d[A-Z]\d[A-Z]\d$/,
};
const IN_TEXT: Readonly<Record<string, RegExp>> = {
  GB: new RegExp(`\\b${BRITISH}$`),
  US: /\b\d{5}(?:-\d{4})?$/,
  CA: /\b[A-Z]\d[A-Z]\s?\d[A-Z]\d$/,
};

/** A country as typed (code or common English name) as two upper-case letters; null when not understood. */
export function normaliseCountry(input: string): string | null {
  const folded = foldLetters(foldWidth(input)).replace(/[^\p{L}]/gu, '');
  const named = COUNTRY_NAMES[folded];
  if (named !== undefined) return named;
  return /^[a-z]{2}$/.test(folded) ? folded.toUpperCase() : null;
}

/** A country named in words as the last line of an address often does; null for anything else. */
export function countryNamed(folded: string): string | null {
  return folded.length > 3 || folded === 'uk' || folded === 'usa' ? (COUNTRY_NAMES[folded] ?? null) : null;
}

/**
 * A postcode as one folded key: upper case, no spaces or punctuation; a US ZIP+4 loses its last four, and
 * the country prefix some put before it (D-10115) goes. Empty when there is nothing in it.
 */
export function foldPostcode(input: string, country: string): string {
  const code = foldDigits(foldLetters(foldWidth(input.slice(0, 40))))
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  if (country === 'US') return /^\d{9}$/.test(code) ? code.slice(0, 5) : code;
  if (PATTERNS[country] === undefined)
    return code.replace(new RegExp(`^(?:${country}|${country[0]})(?=\\d{4,}$)`), '');
  return code;
}

/** Whether a folded postcode has the shape its country gives it; true where no shape is known. */
export function postcodeFits(postcode: string, country: string): boolean {
  if (postcode === '') return WITHOUT_POSTCODE.has(country);
  return PATTERNS[country]?.test(postcode) ?? true;
}

/** The postcode at the end of a line of text, as typed, where the country's pattern is plain; else null. */
export function postcodeInText(line: string, country: string): string | null {
  return IN_TEXT[country]?.exec(foldWidth(line).toUpperCase().trim())?.[0] ?? null;
}

/** The country whose law a British postcode names: JE, GY and IM codes are not the United Kingdom's. */
export function countryOfPostcode(postcode: string, country: string): string {
  if (country !== 'GB') return country;
  const area = /^([A-Z]{2})\d/.exec(postcode)?.[1];
  return (area !== undefined && BRITISH_ISLANDS[area]) || country;
}

/** Whether a postcode alone nearly names the street, so that a loose street match is safe. */
export function isFinePostcode(postcode: string, country: string): boolean {
  return postcode !== '' && FINE.has(country);
}

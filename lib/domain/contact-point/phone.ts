import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import { foldDigits, foldWidth, storable, stripInvisible } from './fold-text';

export type PhoneProblem = 'empty' | 'not_a_number' | 'too_long';

export type NormalisedPhone =
  | {
      ok: true;
      typed: string;
      e164: string;
      extension: string | null;
      valid: boolean;
      possible: boolean;
      country: string | null;
      numberType: string | null;
    }
  | { ok: false; problem: PhoneProblem; message: string };

const E164_MAX_DIGITS = 15;
const INPUT_MAX_CHARS = 250;
const CANDIDATES_MAX = 8;
const FOLDED_MAX_CHARS = 320;
/** Shared by countries under different law, so the calling code alone names none. */
const SHARED_CALLING_CODES: ReadonlySet<string> = new Set([
  '1',
  '7',
  '590',
  '262',
  '599',
  '212',
  '358',
  '47',
  '61',
]);
/** +44 and +39 hold islands and enclaves too, but what is not known to be theirs is the main country's. */
const MAIN_COUNTRY: Readonly<Record<string, string>> = { '44': 'GB', '39': 'IT' };

const MESSAGES: Readonly<Record<PhoneProblem, string>> = {
  empty: 'Enter a phone number, like 07700 900123 or +44 7700 900123.',
  not_a_number: 'That is not a phone number. Enter digits, like 07700 900123 or +44 7700 900123.',
  too_long: 'A phone number has at most 15 digits. Check that it is only one number.',
};

/**
 * A phone or fax number as typed to E.164 (ITU-T E.164, RFC 3966), read with `defaultCountry` (ISO 3166
 * two letters) where no country prefix is given. A number that is not valid in its numbering plan still
 * has an E.164 form: `possible` and `valid` say how far to trust it (drama ranges are possible, not valid).
 */
export function normalisePhone(input: string, defaultCountry: string): NormalisedPhone {
  const text = foldNumberText(input);
  if (text === '') return fail('empty');
  const parsed = parse(text, defaultCountry);
  if (parsed === null) return fail('not_a_number');
  if (parsed.number.length - 1 > E164_MAX_DIGITS) return fail('too_long');
  return {
    ok: true,
    typed: storable(stripInvisible(input), INPUT_MAX_CHARS),
    e164: parsed.number,
    extension: parsed.ext ?? null,
    valid: parsed.isValid(),
    possible: parsed.isPossible(),
    country: countryOf(parsed, defaultCountry),
    numberType: parsed.getType() ?? null,
  };
}

/**
 * Every number an opt-out may have meant, for input that does not parse cleanly: the key of its folded
 * digits (of its folded text when it has none) and at most eight plausible E.164 numbers, likeliest first.
 */
export function plausiblePhones(
  input: string,
  defaultCountry: string,
): { folded: string; candidates: string[] } {
  const text = foldNumberText(input);
  const digits = text.replace(/\D/g, '');
  const folded = (digits === '' ? text.toLowerCase().normalize('NFC') : digits).slice(0, FOLDED_MAX_CHARS);
  const found = new Set<string>();
  for (const piece of pieces(text)) {
    for (const number of readings(piece, defaultCountry)) {
      if (found.size < CANDIDATES_MAX) found.add(number);
    }
  }
  return { folded: storable(folded, FOLDED_MAX_CHARS), candidates: [...found] };
}

/** An E.164 number made safe to show: calling code, a constant number of dots, the last three digits. */
export function maskPhone(e164: string): string {
  const code = /^\+\d{7,15}$/.test(e164) ? callingCodeOf(e164) : undefined;
  if (code === undefined || e164.length - code.length < 7) return '•••';
  return `+${code} ••• ${e164.slice(-3)}`;
}

const CALLING_CODES = new Set<string>(getCountries().map((country) => getCountryCallingCode(country)));

/** No calling code begins another, so the first that fits is the one (ITU-T E.164). */
function callingCodeOf(e164: string): string | undefined {
  return [1, 2, 3].map((digits) => e164.slice(1, 1 + digits)).find((code) => CALLING_CODES.has(code));
}

function fail(problem: PhoneProblem): NormalisedPhone {
  return { ok: false, problem, message: MESSAGES[problem] };
}

function foldNumberText(input: string): string {
  const bounded = input.slice(0, INPUT_MAX_CHARS * 4);
  return foldDigits(foldWidth(stripInvisible(bounded)))
    .replace(/[\u200C\u200D]/g, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/[\p{Pd}\u2212\u2043]/gu, '-')
    .trim();
}

function parse(text: string, defaultCountry: string): PhoneNumber | null {
  // With a plus the default country has no say, and leaving it out is a third quicker.
  const country = !text.startsWith('+') && isSupportedCountry(defaultCountry) ? defaultCountry : undefined;
  const defaults = country === undefined ? {} : { defaultCountry: country };
  // Some keypads and spreadsheets write "+00 44 …"; the plus already says what the zeroes say.
  const tidy = text.replace(/^(tel:)?\+\s*00\s*/i, '$1+');
  let parsed = parsePhoneNumberFromString(tidy, { ...defaults, extract: /^tel:/i.test(tidy) });
  // A number no plan has can lose one more trunk zero each time it is read: read on until it stays.
  for (let again = parsed; again && parsed && !parsed.isValid(); ) {
    again = parsePhoneNumberFromString(parsed.number, { ...defaults, extract: false });
    if (again === undefined || again.number === parsed.number) break;
    if (parsed.ext !== undefined) again.ext = parsed.ext;
    parsed = again;
  }
  return parsed ?? null;
}

function countryOf(parsed: PhoneNumber, defaultCountry: string): string | null {
  if (parsed.country !== undefined) return parsed.country;
  const code = parsed.countryCallingCode;
  if (parsed.isNonGeographic()) return null;
  if (MAIN_COUNTRY[code] !== undefined) return MAIN_COUNTRY[code];
  if (isSupportedCountry(defaultCountry) && getCountryCallingCode(defaultCountry) === code)
    return defaultCountry;
  return SHARED_CALLING_CODES.has(code) ? null : (parsed.getPossibleCountries()[0] ?? null);
}

/** The text as one number, then each part of it where it looks like several. */
function pieces(text: string): string[] {
  const parts = text
    .split(/\s*(?:[,;/|]|\bor\b|\band\b|&)\s*/i)
    .filter((part) => /\d{3}/.test(part.replace(/\D/g, '')));
  return [...new Set([text, ...(parts.length > 1 ? parts : [])])].slice(0, CANDIDATES_MAX);
}

function readings(piece: string, defaultCountry: string): string[] {
  const asTyped = parse(piece, defaultCountry);
  const withoutExtension = piece.replace(/\s*(?:;ext=|ext\.?|extension|x|#)\s*\d{1,7}\s*$/i, '');
  const digits = withoutExtension.replace(/\D/g, '');
  const bare = digits.replace(/^(?:00|011|0011|810)(?=[1-9])/, '').replace(/^0+/, '');
  const guesses = [
    parse(digits, defaultCountry),
    parse(`+${bare}`, defaultCountry),
    ownCallingCode(bare, defaultCountry),
    /^[2-9]\d{2}[2-9]\d{6}$/.test(bare) ? parse(`+1${bare}`, defaultCountry) : null,
  ];
  const plausible = guesses.filter((guess) => guess?.isPossible() === true);
  return [asTyped, ...plausible].flatMap((guess) =>
    guess && guess.number.length - 1 <= E164_MAX_DIGITS ? [guess.number as string] : [],
  );
}

/** The digits as a national number of the default country, its trunk zero lost or doubled. */
function ownCallingCode(bare: string, defaultCountry: string): PhoneNumber | null {
  if (!isSupportedCountry(defaultCountry)) return null;
  const code = getCountryCallingCode(defaultCountry as CountryCode);
  const national = bare.startsWith(code) ? bare.slice(code.length).replace(/^0+/, '') : bare;
  return parse(`+${code}${national}`, defaultCountry);
}

import { foldDigits, foldLetters, foldUmlauts, foldWidth, stripInvisible } from './fold-text';
import { countryNamed } from './postcode';
import { isFloor, takeUnits } from './street-units';
import {
  COMPANY_WORDS,
  DIRECTIONS,
  DWELLING_TYPES,
  LEADING_TYPES,
  NUMBER_WORDS,
  SPELT_NUMBERS,
  STREET_NOISE,
  STREET_TOKEN,
  STREET_TYPES,
} from './street-words';

/** What names a building or a dwelling in it, folded; empty strings where the address does not say. */
export interface Premises {
  unit: string;
  number: string;
  street: string;
}

const LINES_MAX = 12;
const LINE_MAX_CHARS = 200;
const HOUSE_NUMBER = /^\d+[a-z]?(?:[-/]\d+[a-z]?)*$/;
/** Here the number stands before the street, so a number further back belongs to something else. */
const NUMBER_FIRST: ReadonlySet<string> = new Set(
  'GB JE GG IM IE US CA AU NZ FR LU MT ZA IN SG HK'.split(' '),
);

/**
 * Reads the premises from the lines of an address, in any layout.
 *
 * The rule: flat and house numbers, and the words of the street up to its type (St, Rd …), are the identity;
 * everything after them (locality, town, county, country) is not, and neither are organisations, "c/o" lines
 * and a house's name where it also has a number. Where a fine postcode already names the street (`fine`) and
 * no street type marks its end, the first word stands for the street. A house without a number is its name,
 * taken from the first line. So two spellings of one place meet; two places under one postcode with the same
 * number and street are taken for one, which can only make a refusal reach further.
 */
export function readPremises(
  lines: readonly string[],
  context: { country: string; postcode: string; fine: boolean },
): Premises {
  const units: string[] = [];
  const segments: string[][] = [];
  for (const segment of splitSegments(lines, context.postcode)) {
    const box = postBox(segment);
    if (box !== null) return { unit: '', number: box, street: '' };
    const rest = takeUnits(segment, units);
    if (rest.length > 0) segments.push(rest);
  }
  const found = findNumber(segments, units, context.country) ?? nameOnly(spellOut(segments), units, context);
  return {
    unit: foldUnits(units),
    number: found.number,
    street: reduceStreet(found.words, found.named, context.fine),
  };
}

/** One line of an address as folded tokens, abbreviations resolved. */
export function foldTokens(line: string): string[] {
  return foldDigits(
    foldLetters(foldWidth(stripInvisible(line.slice(0, LINE_MAX_CHARS)).replace(/½/g, ' 1/2'))),
  )
    .replace(/['’‘`´ʼ]/g, '')
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .replace(/\u2044/g, '/')
    .replace(/#/g, ' flat ')
    .replace(/(?<=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー])(?=\d)/gu, ' ')
    .replace(/(\d)\s+1\/2(?![\d/])/g, '$1h')
    .replace(/(\d[a-z]?)\s*-\s*(?=\d+[a-z]?(?![\p{L}\p{N}]))/gu, '$1-')
    .replace(/(?<!\d[a-z]?)[-/]|[-/](?!\d)/g, ' ')
    .split(/[^\p{L}\p{M}\p{N}/-]+/u)
    .filter((token) => token !== '' && !STREET_NOISE.has(token))
    .map((token) => STREET_TOKEN.get(token) ?? token.replace(/(?<=\p{L}{3})(?:strasse|str)$/u, 'st'));
}

function splitSegments(lines: readonly string[], postcode: string): string[][] {
  const all = lines
    .slice(0, LINES_MAX)
    .filter((line) => !/^\s*(?:c\/o|care of|f\.?a\.?o\.?|attn)\b/i.test(foldWidth(line)))
    .flatMap((line) => line.slice(0, LINE_MAX_CHARS).split(/[,;\n\r，、]+/))
    .map((part) => dropPostcode(foldTokens(part), postcode))
    .filter((tokens) => tokens.length > 0);
  const places = all.filter(
    (tokens, index) =>
      !(index > 0 && countryNamed(tokens.join('')) !== null) && !tokens.some((t) => COMPANY_WORDS.has(t)),
  );
  return places.length > 0 ? places : all;
}

/** Drops the postcode where a line repeats it (the field is what counts), whether spaced or not. */
function dropPostcode(tokens: string[], postcode: string): string[] {
  const wanted = postcode.toLowerCase();
  if (wanted === '') return tokens;
  for (let from = 0; from < tokens.length; from++) {
    let joined = '';
    for (let to = from; to < tokens.length && joined.length < wanted.length; to++) {
      joined += (tokens[to] ?? '').replace(/[-/]/g, '');
      const zipPlusFour = /^\d{9}$/.test(joined) && joined.startsWith(wanted) && wanted.length === 5;
      if (joined === wanted || zipPlusFour) return [...tokens.slice(0, from), ...tokens.slice(to + 1)];
    }
  }
  return tokens;
}

function postBox(tokens: readonly string[]): string | null {
  const match = /^(?:.* )?(?:p ?o ?box|bfpo|postfach|box) (?:no )?(\w+)/.exec(tokens.join(' '));
  return match?.[1] === undefined ? null : `box${match[1]}`;
}

interface Found {
  number: string;
  words: string[];
  named: boolean;
}

function findNumber(segments: string[][], units: string[], country: string): Found | null {
  const first = segments.findIndex((tokens) => HOUSE_NUMBER.test(skipNumberWord(tokens)[0] ?? ''));
  const any = segments.findIndex((tokens) => tokens.some((token) => HOUSE_NUMBER.test(token)));
  const at = NUMBER_FIRST.has(country) && first >= 0 ? first : any;
  const tokens = skipNumberWord(segments[at] ?? []);
  const position = tokens.findIndex((token) => HOUSE_NUMBER.test(token));
  const number = tokens[position];
  if (number === undefined) return null;
  if (position > 0) return { number, words: tokens.slice(0, position), named: false };
  const next = skipNumberWord(segments[at + 1] ?? []);
  const rest = tokens.length > 1 ? tokens.slice(1) : next;
  if (HOUSE_NUMBER.test(rest[0] ?? '') && rest.length > 1) {
    // Two numbers in a row: the first is the flat ("2, 12 High Street").
    units.push(number);
    return findNumber([rest], units, country);
  }
  const pair = /^(\d+[a-z]?)\/(\d+[a-z]?)$/.exec(number);
  if (pair?.[1] && pair[2] && (country === 'AU' || country === 'NZ')) {
    units.push(pair[1]);
    return { number: pair[2], words: rest, named: false };
  }
  const letter =
    rest.length > 1 && /^[a-z]$/.test(rest[0] ?? '') && !DIRECTIONS.has(rest[0] ?? '') ? rest[0] : undefined;
  if (letter !== undefined && /\d$/.test(number))
    return { number: number + letter, words: rest.slice(1), named: false };
  return { number, words: rest, named: false };
}

function nameOnly(segments: string[][], units: string[], context: { country: string }): Found {
  const spelt = segments.some((tokens) => HOUSE_NUMBER.test(tokens[0] ?? ''));
  const found = spelt ? findNumber(segments, units, context.country) : null;
  return found ?? { number: '', words: segments[0] ?? [], named: true };
}

function spellOut(segments: string[][]): string[][] {
  return segments.map((tokens) => {
    const figure = SPELT_NUMBERS.get(tokens[0] ?? '');
    return figure !== undefined && tokens.length > 1 ? [figure, ...tokens.slice(1)] : tokens;
  });
}

function skipNumberWord(tokens: string[]): string[] {
  return NUMBER_WORDS.has(tokens[0] ?? '') && HOUSE_NUMBER.test(tokens[1] ?? '') ? tokens.slice(1) : tokens;
}

function reduceStreet(words: readonly string[], named: boolean, fine: boolean): string {
  const ends = (token: string | undefined) =>
    token !== undefined && (STREET_TYPES.has(token) || (named && DWELLING_TYPES.has(token)));
  let end = words.findIndex((token, index) => index > 0 && ends(token));
  if (end > 0) {
    while (ends(words[end + 1])) end++;
    if (end + 2 === words.length && DIRECTIONS.has(words[end + 1] ?? '')) end++;
    return foldUmlauts(words.slice(0, end + 1).join(''));
  }
  const head = words[0] ?? '';
  if (named || !fine || LEADING_TYPES.has(head)) return foldUmlauts(words.join(''));
  const short = head === 'st' || DIRECTIONS.has(head) || head.length < 3;
  return foldUmlauts(words.slice(0, short ? 2 : 1).join(''));
}

function foldUnits(units: readonly string[]): string {
  const numbered = units.filter((unit) => !isFloor(unit));
  return [...new Set(numbered.length > 0 ? numbered : units)].sort().join('.');
}

import { storable, stripInvisible } from './fold-text';
import { type PersonName, readPeople } from './person-name';
import {
  countryNamed,
  countryOfPostcode,
  foldPostcode,
  isFinePostcode,
  normaliseCountry,
  postcodeFits,
  postcodeInText,
} from './postcode';
import { foldTokens, readPremises } from './premises';

export interface PostalInput {
  readonly name?: string | undefined;
  readonly lines: readonly string[];
  readonly postcode: string;
  readonly country: string;
}

export type PostalProblem = 'empty' | 'lines' | 'postcode' | 'country';

/**
 * A postal address as keys. `premises` is the place; `people` the persons named there (person key, and what
 * tells one full name from another); `person` and `fullName` are those of the first.
 */
export interface FoldedPostal {
  readonly typed: string;
  readonly country: string;
  readonly postcode: string;
  readonly premises: string;
  readonly person: string | null;
  readonly fullName: string | null;
  readonly people: readonly {
    readonly person: string;
    readonly fullName: string;
    readonly surnameOnly: string;
  }[];
}

export type NormalisedPostal =
  | ({ ok: true } & FoldedPostal)
  | { ok: false; problem: PostalProblem; message: string };

const TYPED_MAX_CHARS = 1_000;
/** Stands in a key for a country nobody could read. */
export const UNKNOWN_COUNTRY = 'ZZ';
const STARTS_WITH_TITLE = /^\s*(?:mr|mrs|ms|miss|mx|dr|prof|rev)\b[^\d]*$/i;
const MESSAGES: Readonly<Record<PostalProblem, string>> = {
  empty: 'Enter a postal address.',
  lines: 'Enter the house name or number and the street.',
  postcode: 'Enter the postcode as it stands in the address, like LS1 1AA.',
  country: 'Enter the country by its two-letter code, like GB.',
};

/**
 * A postal address to its two keys: the premises (what `readPremises` holds to be the identity of a place)
 * and the person there (premises + folded surname + first initial, titles dropped). Nothing in the key
 * tells a town from its county, `St` from `Street` or `Mr J Smith` from `John Smith`; `fullName` does the
 * last, because a yes needs the full name to be equal.
 */
export function normalisePostal(input: PostalInput): NormalisedPostal {
  if (input.lines.every((line) => stripInvisible(line) === '') && stripInvisible(input.postcode) === '') {
    return fail('empty');
  }
  if (normaliseCountry(input.country) === null) return fail('country');
  const folded = foldPostal(input);
  if (!postcodeFits(folded.postcode, folded.country)) return fail('postcode');
  if (premisesSays(folded.premises) === '') return fail('lines');
  return { ok: true, ...folded };
}

/** What can be folded of any postal address, however incomplete: the keys a refusal is kept under. */
export function foldPostal(input: PostalInput): FoldedPostal {
  const stated = normaliseCountry(input.country) ?? UNKNOWN_COUNTRY;
  const lines = input.lines.slice(0, 12);
  const inLines = lines.map((line) => postcodeInText(line, stated)).findLast((found) => found !== null);
  const postcode = foldPostcode(stripInvisible(input.postcode) || (inLines ?? ''), stated);
  const country = countryOfPostcode(postcode, stated);
  const { people, rest } = separatePeople(input.name ?? '', lines);

  const fine = isFinePostcode(postcode, country);
  const place = readPremises(rest, { country, postcode, fine });
  const area = postcode === '' ? `~${locality(rest)}` : postcode;
  const premises = [country, area, place.unit, place.number, place.street].join('|');
  const keyed = people.map((one) => ({
    person: `${premises}#${one.surname},${one.initial}`,
    fullName: one.full,
    surnameOnly: `${premises}#${one.surname},`,
  }));
  return {
    typed: [input.name ?? '', ...lines, input.postcode, input.country]
      .map((part) => storable(stripInvisible(part), TYPED_MAX_CHARS / 4))
      .filter((part) => part !== '')
      .join('\n')
      .slice(0, TYPED_MAX_CHARS),
    country,
    postcode,
    premises,
    person: keyed[0]?.person ?? null,
    fullName: keyed[0]?.fullName ?? null,
    people: keyed,
  };
}

/** A premises or person key made safe to show: `12 •••, LS1 •••`. Dots are constant; no name shows. */
export function maskPostal(normalised: string): string {
  const [country = '', postcode = '', unit = '', number = '', street = ''] = (
    normalised.split('#')[0] ?? ''
  ).split('|');
  const house = number || unit || [...street][0] || '';
  const area = postcode.startsWith('~') ? '' : outwardPart(postcode, country);
  return `${house}${number || unit ? ' ' : ''}•••, ${area}${area ? ' ' : ''}•••`;
}

function fail(problem: PostalProblem): NormalisedPostal {
  return { ok: false, problem, message: MESSAGES[problem] };
}

/** The unit, number and street of a premises key, to see whether it says anything at all. */
function premisesSays(premises: string): string {
  return premises.split('|').slice(2).join('');
}

function outwardPart(postcode: string, country: string): string {
  if (['GB', 'JE', 'GG', 'IM', 'CA'].includes(country)) return postcode.slice(0, -3);
  return postcode.slice(0, 2);
}

/** The people named, and the lines that name the place: a line repeating the name is no part of it. */
function separatePeople(
  name: string,
  lines: readonly string[],
): { people: PersonName[]; rest: readonly string[] } {
  const [first = '', ...others] = lines;
  if (stripInvisible(name) === '') {
    if (others.length === 0 || !STARTS_WITH_TITLE.test(first)) return { people: [], rest: lines };
    return { people: readPeople(first), rest: others };
  }
  const people = readPeople(name);
  const repeats = (line: string) =>
    !/\d/.test(line) &&
    readPeople(line).some((one) =>
      people.some((p) => p.surname === one.surname && p.initial === one.initial),
    );
  return { people, rest: lines.length > 1 ? lines.filter((line) => !repeats(line)) : lines };
}

/** Where there is no postcode, the last line that is not a country stands for the area. */
function locality(lines: readonly string[]): string {
  const folded = lines
    .flatMap((line) => line.split(/[,;\n]/))
    .map((part) => foldTokens(part).join(''))
    .filter((part) => part !== '' && countryNamed(part) === null);
  return folded.length > 1 ? (folded[folded.length - 1] ?? '') : '';
}

import { foldLetters, foldUmlauts, foldWidth, stripInvisible } from './fold-text';

/** One person as a line of an envelope names them. `initial` is empty where only one name is given. */
export interface PersonName {
  readonly surname: string;
  readonly initial: string;
  readonly full: string;
}

const NAME_MAX_CHARS = 200;
const PEOPLE_MAX = 4;

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const TITLES = words(
  'mr mrs ms miss mx dr prof professor rev revd reverend sir lady lord dame hon honourable honorable the right rt very ' +
    'capt captain col colonel sgt lt lieut cllr councillor madam mme mlle monsieur herr frau sr sra srta senor senora ' +
    'sig signor signora dhr mevr mw ing dipl doctor messrs mister rabbi imam med',
);
/** Titles that are given names or surnames too: dropped only when a full name is left. */
const NAME_LIKE_TITLES = words(
  'major maj judge baron baroness count countess earl duke duchess father fr sister master don dona',
);
const SUFFIXES = words(
  'family household jr jnr junior snr senior iii obe mbe cbe kbe dbe gbe phd dphil esq esquire qc kc bsc msc mba frcs frcp frs llb dds',
);
const NAME_LIKE_SUFFIXES = words('ma ba md mp jp sr ii iv rn be dsc bem cpa');
const PARTICLES = words(
  'van der den de la le du di da dos das del della von zu zum ten ter te bin ibn al el y e',
);
const OCCUPIERS = words(
  'occupier occupiers occupant householder homeowner resident residents owner tenant customer',
);
const COMPANY = words('ltd limited plc llp llc inc incorporated corp gmbh sarl bv nv');
/** Irish surnames often written "O Brien": after a lone O they are taken with it, not as a middle initial. */
const AFTER_O = words(
  'brien connor connell neill neil reilly sullivan donnell donoghue keeffe leary hara grady malley rourke toole shea ' +
    'dwyer mahony callaghan driscoll flynn gorman hagan hanlon kane meara riordan regan loughlin farrell hare dowd halloran',
);
const WITHOUT_SPACES = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u;

/**
 * The people a name line names, titles and honours dropped; none for "The Occupier" or an empty line.
 *
 * The surname is the last word without its particles (van der Berg is Berg, Smith-Jones is Jones), so that
 * spellings meet; "SMITH, John" and "Smith J" are read surname first. A name in Chinese, Japanese or Korean
 * script is taken whole. "Mr & Mrs J Smith" is one J Smith; "John and Jane Smith" are two people.
 */
export function readPeople(name: string): PersonName[] {
  const text = foldLetters(foldWidth(stripInvisible(name.slice(0, NAME_MAX_CHARS))))
    .replace(/['’‘`´ʼ]/g, '')
    .replace(/\([^()]*\)/g, ' ');
  if (WITHOUT_SPACES.test(text)) return [wholeName(text)];
  const organisation = tokensOf(text);
  if (organisation.some((token) => COMPANY.has(token))) return [wholeName(text)];

  const parts = text.split(/\s*(?:[&+]|(?<![\p{L}])and(?![\p{L}]))\s*/u).map(readPart);
  const named = parts.filter((part) => part.length > 0).slice(0, PEOPLE_MAX);
  const last = named[named.length - 1];
  if (last === undefined || last.some((token) => OCCUPIERS.has(token))) return [];
  const people = named.map((part) =>
    // "John & Jane Smith", "Mr J & Mrs M Smith": the first goes by the surname given at the end.
    part !== last && part.length === 1 && last.length > 1
      ? person([...part, ...surnameOf(last)])
      : person(part),
  );
  const seen = new Set<string>();
  return people.filter((one) => !seen.has(one.full) && seen.add(one.full));
}

function wholeName(text: string): PersonName {
  const whole = foldUmlauts(text.replace(/[^\p{L}\p{M}\p{N}]+/gu, ''));
  return { surname: whole, initial: '', full: whole };
}

/** Words of a name; "O.B.E." and "Ph.D." stay one word, "J.P." comes apart. */
function tokensOf(text: string): string[] {
  return text.split(/\s+/).flatMap((chunk) => {
    const undotted = chunk.replace(/[^\p{L}\p{M}\p{N}]/gu, '');
    if (chunk.includes('.') && (SUFFIXES.has(undotted) || TITLES.has(undotted))) return [undotted];
    return chunk.split(/[^\p{L}\p{M}\p{N}]+/u).filter((token) => token !== '');
  });
}

/** One person's tokens in the order given name, surname, with titles and honours gone. */
function readPart(text: string): string[] {
  const [before = '', ...after] = text.split(/[,،，]/);
  const surnameFirst = dropSuffixes(dropTitles(tokensOf(before)));
  const given = dropSuffixes(dropTitles(tokensOf(after.join(' '))), 0);
  if (given.length > 0) return [...given, ...surnameFirst];
  return surnameFirst;
}

function dropTitles(tokens: string[]): string[] {
  let from = 0;
  while (from < tokens.length) {
    const left = tokens.length - from;
    const token = tokens[from] ?? '';
    const title = TITLES.has(token) || (NAME_LIKE_TITLES.has(token) && left > 2);
    // A lone "Lord" or "Rev" after nothing else is a title with no name; after a title it is the surname.
    if (!title || (left === 1 && from > 0)) break;
    from++;
  }
  return tokens.slice(from);
}

function dropSuffixes(tokens: string[], keep = 1): string[] {
  let to = tokens.length;
  while (to > keep) {
    const token = tokens[to - 1] ?? '';
    if (!SUFFIXES.has(token) && !(NAME_LIKE_SUFFIXES.has(token) && (keep === 0 || to > 2))) break;
    to--;
  }
  return tokens.slice(0, to);
}

function person(tokens: string[]): PersonName {
  const ordered = initialsLast(tokens)
    ? [...tokens.filter(isInitial), ...tokens.filter((t) => !isInitial(t))]
    : tokens;
  const surname = surnameOf(ordered);
  const given = ordered.slice(0, ordered.length - surname.length);
  const key =
    surname.filter((token) => !PARTICLES.has(token)).join('') || (surname[surname.length - 1] ?? '');
  const initial = String.fromCodePoint(given[0]?.codePointAt(0) ?? 0).replace('\0', '');
  return { surname: foldUmlauts(key.replace(/^mac(?=[a-z]{3})/, 'mc')), initial, full: ordered.join(' ') };
}

function isInitial(token: string): boolean {
  return [...token].length === 1;
}

/** "Smith J A": the surname stands first when only initials follow it. */
function initialsLast(tokens: readonly string[]): boolean {
  return !isInitial(tokens[0] ?? '') && isInitial(tokens[tokens.length - 1] ?? '');
}

function surnameOf(tokens: readonly string[]): string[] {
  let from = tokens.length - 1;
  const last = tokens[from] ?? '';
  const before = tokens[from - 1] ?? '';
  if (before === 'mc' || before === 'mac' || (before === 'o' && AFTER_O.has(last))) from--;
  while (from > 1 && PARTICLES.has(tokens[from - 1] ?? '')) from--;
  return tokens.slice(Math.max(from, 0));
}

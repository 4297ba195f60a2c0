/**
 * The words of streets and dwellings and what each folds to. Part of the frozen normaliser. Both spellings
 * of a pair fold to one token; which token is of no account, only that it is the same one.
 */

const SPELLINGS: readonly string[] = [
  // first word is the token; the rest fold to it. "st" is Street and Saint alike, so neither splits.
  'st street saint str strasse',
  'rd road',
  'ave avenue av aven avenida',
  'ln lane',
  'dr drive drv',
  'cl close',
  'ct court crt',
  'sq square',
  'pl place',
  'gdns gardens garden gdn gdens',
  'cres crescent cresc cr crest',
  'tce terrace terr ter',
  'gr grove grv gro',
  'pk park',
  'wy way',
  'wk walk wlk',
  'ms mews',
  'hl hill',
  'grn green',
  'blvd boulevard boul bvd bd boulevarde',
  'hwy highway',
  'pkwy parkway pky',
  'cir circle circ',
  'trl trail',
  'tpke turnpike',
  'expy expressway',
  'aly alley',
  'arc arcade',
  'pde parade',
  'esp esplanade',
  'plz plaza',
  'qy quay',
  'whf wharf',
  'yd yard',
  'vw view',
  'rse rise',
  'row rw',
  'bway broadway',
  'mt mount',
  'hts heights',
  'ctr centre center cntr',
  'ft fort',
  'hse house ho',
  'bldg building buildings bldgs bdg',
  'cott cottage cot',
  'cotts cottages',
  'ldg lodge',
  'fm farm',
  'est estate',
  'upr upper',
  'lwr lower',
  'gt great grt',
  'lt little',
  'jct junction',
  'n north',
  's south',
  'e east',
  'w west',
  'ne northeast',
  'nw northwest',
  'se southeast',
  'sw southwest',
  'flat flt apt apartment appartment unit suite ste room rm appt',
  'block blk',
  'floor fl flr level lvl',
  '1st first',
  '2nd second',
  '3rd third',
  '4th fourth',
  '5th fifth',
  '6th sixth',
  '7th seventh',
  '8th eighth',
  '9th ninth',
  '10th tenth',
];

export const STREET_TOKEN: ReadonlyMap<string, string> = new Map(
  SPELLINGS.flatMap((line) => {
    const [token = '', ...spellings] = line.split(' ');
    return [[token, token], ...spellings.map((spelling) => [spelling, token])] as [string, string][];
  }),
);

/** Tokens that end a street's name when they follow another word. */
export const STREET_TYPES: ReadonlySet<string> = new Set(
  (
    'st rd ave ln dr cl ct sq pl gdns cres tce gr pk wy wk ms hl grn blvd hwy pkwy cir trl tpke expy aly arc ' +
    'pde esp plz qy whf yd vw rse row hts'
  ).split(' '),
);

/** Tokens that end a house's name when they follow another word. */
export const DWELLING_TYPES: ReadonlySet<string> = new Set(
  'hse bldg cott cotts ldg fm hall manor villa villas grange vicarage rectory bungalow tower towers mansions'.split(
    ' ',
  ),
);

/** Street words that come first, as in "rue de Rivoli": the name is all that follows. */
export const LEADING_TYPES: ReadonlySet<string> = new Set(
  'rue ave blvd calle c via viale piazza pl chemin allee impasse rua cours quai route camino el las los'.split(
    ' ',
  ),
);

export const DIRECTIONS: ReadonlySet<string> = new Set('n s e w ne nw se sw'.split(' '));

/** Words without weight in a street's or a house's name. */
export const STREET_NOISE: ReadonlySet<string> = new Set(['the', 'and']);

/** Words that announce a number and say nothing themselves. */
export const NUMBER_WORDS: ReadonlySet<string> = new Set(['no', 'nr', 'num', 'number']);

/** Marks of an organisation's name, which is no part of where a house stands. */
export const COMPANY_WORDS: ReadonlySet<string> = new Set(
  'ltd limited plc llp llc inc incorporated corp gmbh sarl bv nv'.split(' '),
);

/** Numbers in words, read only where an address has no figure at all ("One Canada Square"). */
export const SPELT_NUMBERS: ReadonlyMap<string, string> = new Map(
  'one two three four five six seven eight nine ten eleven twelve'
    .split(' ')
    .map((word, index) => [word, String(index + 1)]),
);

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskPostal, normalisePostal, type PostalInput } from './postal';

type Written = [lines: string, postcode?: string, country?: string, name?: string];

function read([lines, postcode = 'LS1 1AA', country = 'GB', name]: Written) {
  const result = normalisePostal({ name, lines: lines.split(' / '), postcode, country });
  if (!result.ok) throw new Error(`${lines}: ${result.problem}`);
  return result;
}
const premises = (...written: Written) => read(written).premises;
const person = (name: string) => read(['12 High Street', 'LS1 1AA', 'GB', name]).person;

const SAME_PLACE: string[][] = [
  [
    '12 High Street',
    '12 High St',
    '12 HIGH ST.',
    '12, High Street',
    '12 / High Street',
    'No. 12 High Street',
    '12  high\u00A0street',
    '12 High Street, Leeds',
    '12 High Street Leeds',
    '12 High Street / Leeds / West Yorkshire',
    '12 High St / Leeds LS1 1AA',
    '12 High St / LS11AA / United Kingdom',
    '１２ Ｈｉｇｈ Street',
    '12 Hìgh Street',
    'Rose Cottage / 12 High Street',
    'Acme Ltd / 12 High Street',
    'c/o Lee / 12 High Street',
    '12\u200B High Street',
    'High Street 12',
  ],
  [
    'Flat 2 / 12 High Street',
    'Flat 2, 12 High St',
    'FLAT 2 12 High St',
    'Apt 2 / 12 High Street',
    'Apartment 2, 12 High Street',
    'Unit 2 / 12 High St',
    '12 High Street, Flat 2',
    '12 High Street Flat 2',
    '12 High Street #2',
    'Flat no. 2 / 12 High Street',
    '2 / 12 High Street',
    'Flt 2, 12 High Street, Leeds',
  ],
  ['12A High Street', '12a High St', '12 A High Street', '12 a, High Street'.replace(', ', ' ')],
  ["12 St John's Road", '12 St Johns Rd', '12 Saint Johns Road', '12 St. John’s Road'],
  ["12 St Mary's St", "12 Saint Mary's Street", '12 ST MARYS STREET, Leeds'],
  [
    'Rose Cottage / Mill Lane',
    'Rose Cottage',
    'Rose Cottage, Mill Lane, Leeds',
    'ROSE COTTAGE MILL LANE',
    'Rose Cott., Mill Ln',
    'The Rose Cottage',
  ],
  ['Garden Flat / 12 High Street', 'Garden flat, 12 High St', 'Garden Flat 12 High Street'],
  ['First Floor Flat / 12 High Street', '1st Floor, 12 High Street', '1st Floor Flat 12 High St'],
  ['Top Flat / 12 High Street', 'Top Floor Flat, 12 High St', 'Top floor, 12 High Street'],
  ['Level 3 / 12 High Street', '3rd Floor, 12 High St', 'Floor 3, 12 High Street'],
  ['1 Canada Square', 'One Canada Square', '1 Canada Sq'],
  ['12-14 High Street', '12 - 14 High Street', '12–14 High St'],
  ['12 Church Street North', '12 Church St N'],
  ['PO Box 123', 'P.O. Box 123', 'PO BOX 123 / Leeds'],
  ['12 Queens Gardens', "12 Queen's Gdns"],
  ['12 Seven Sisters Road', '12 / Seven Sisters Rd'],
  ['12 The Crescent', '12 Crescent'],
  ['12 Stoke-on-Trent Road', '12 Stoke on Trent Rd'],
];

describe('spellings of one place share its premises key', () => {
  it.each(SAME_PLACE.map((spellings) => [spellings[0] ?? '', spellings] as const))(
    '%s',
    (first, spellings) => {
      for (const spelling of spellings)
        expect([spelling, premises(spelling)]).toEqual([spelling, premises(first)]);
    },
  );
  it('and no two of these places share one', () => {
    const keys = SAME_PLACE.map(([first = '']) => premises(first));
    expect(new Set(keys).size).toBe(keys.length);
  });
  it.each([
    ['12 High Street', '14 High Street'],
    ['12 High Street', '12a High Street'],
    ['12 High Street', '12 High Road'],
    ['12 High Street', '12 Church Street'],
    ['12 High Street', '12-14 High Street'],
    ['Flat 2, 12 High Street', 'Flat 12, 2 High Street'],
    ['Flat 2, 12 High Street', 'Flat 3, 12 High Street'],
    ['Flat A, 12 High Street', 'Flat B, 12 High Street'],
    ['Flat 2, 12 High Street', '12 High Street'],
    ['Garden Flat, 12 High Street', 'Basement Flat, 12 High Street'],
    ['Rose Cottage, Mill Lane', 'Ivy Cottage, Mill Lane'],
    ['Block A, Flat 2, 12 High St', 'Block B, Flat 2, 12 High St'],
    ['PO Box 1', 'PO Box 2'],
  ])('%s is not %s', (one, other) => expect(premises(one)).not.toBe(premises(other)));

  it.each([
    [
      ['LS1 1AA', 'GB'],
      ['ls11aa', 'uk'],
    ],
    [
      ['LS1 1AA', 'GB'],
      ['ＬＳ１ １ＡＡ', 'United Kingdom'],
    ],
    [
      ['LS1 1AA', 'GB'],
      ['LS1-1AA', 'England'],
    ],
    [
      ['JE2 3AB', 'GB'],
      ['JE2 3AB', 'JE'],
    ],
    [
      ['62701', 'US'],
      ['62701-1234', 'USA'],
    ],
    [
      ['62701', 'US'],
      ['627011234', 'us'],
    ],
    [
      ['K1A 0B1', 'CA'],
      ['k1a0b1', 'Canada'],
    ],
    [
      ['1012 AB', 'NL'],
      ['1012ab', 'NL'],
    ],
    [
      ['10115', 'DE'],
      ['D-10115', 'Germany'],
    ],
  ])('%j is %j', (one, other) => {
    expect(premises('12 High Street', one[0], one[1])).toBe(premises('12 High Street', other[0], other[1]));
  });
  it('reads other countries’ layouts', () => {
    const de = premises('Hauptstraße 12 / 10115 Berlin', '10115', 'DE');
    expect(premises('Hauptstr. 12', '10115', 'DE')).toBe(de);
    expect(premises('HAUPTSTRASSE 12, Berlin', '10115', 'DE')).toBe(de);
    expect(premises('Hauptstraße 14', '10115', 'DE')).not.toBe(de);
    expect(premises('Mühlenweg 3', '10115', 'DE')).toBe(premises('Muehlenweg 3', '10115', 'DE'));
    expect(premises('12 rue de Rivoli / 75001 Paris', '75001', 'FR')).toBe(
      premises('12, Rue de Rivoli', '75001', 'FR'),
    );
    expect(premises('12 rue de Rivoli', '75001', 'FR')).not.toBe(
      premises('12 rue de la Paix', '75001', 'FR'),
    );
    expect(premises('123 N Main St Apt 4B / Springfield, IL 62701', '62701', 'US')).toBe(
      premises('123 North Main Street #4B', '62701-0001', 'US'),
    );
    expect(premises('123 N Main St', '62701', 'US')).not.toBe(premises('123 S Main St', '62701', 'US'));
    expect(premises('2/12 High St', '2000', 'AU')).toBe(premises('Unit 2, 12 High Street', '2000', 'AU'));
    expect(premises('東京都千代田区丸の内1-1-1', '100-0005', 'JP')).toBe(
      premises('東京都千代田区丸の内 １－１－１', '1000005', 'JP'),
    );
    expect(premises('12 Main St / Galway', '', 'IE')).toBe(
      premises('12 Main Street / Galway / Ireland', '', 'IE'),
    );
    expect(premises('12 Main St / Galway', '', 'IE')).not.toBe(premises('12 Main St / Cork', '', 'IE'));
  });
});

describe('what is no address is told why', () => {
  const problem = (input: PostalInput) => {
    const result = normalisePostal(input);
    return result.ok ? null : result.problem;
  };
  it.each<[PostalInput, string]>([
    [{ lines: [], postcode: '', country: 'GB' }, 'empty'],
    [{ lines: [' ', ''], postcode: '\u200B', country: 'GB' }, 'empty'],
    [{ lines: [' '], postcode: 'LS1 1AA', country: 'GB' }, 'lines'],
    [{ lines: ['12 High Street'], postcode: '', country: 'GB' }, 'postcode'],
    [{ lines: ['12 High Street'], postcode: 'LS1', country: 'GB' }, 'postcode'],
    [{ lines: ['12 High Street'], postcode: '1234', country: 'US' }, 'postcode'],
    [{ lines: ['12 High Street'], postcode: 'LS1 1AA', country: 'Narnia' }, 'country'],
  ])('%j: %s', (input, expected) => expect(problem(input)).toBe(expected));
  it('finds a postcode left in the lines', () => {
    expect(premises('12 High Street / Leeds LS1 1AA', '')).toBe(premises('12 High Street'));
  });
});

describe('a masked postal address', () => {
  it.each([
    [() => premises('12 High Street'), '12 •••, LS1 •••'],
    [() => person('John Smith') ?? '', '12 •••, LS1 •••'],
    [() => premises('Rose Cottage'), 'r•••, LS1 •••'],
    [() => premises('12 Main St', '62701', 'US'), '12 •••, 62 •••'],
    [() => 'nonsense', '•••, •••'],
  ])('shows the house and the area alone', (key, masked) => expect(maskPostal(key())).toBe(masked));
});

describe('properties', () => {
  const word = fc.stringMatching(/^[A-Za-z]{1,9}$/);
  const input = fc.record({
    name: fc
      .array(fc.oneof(word, fc.constantFrom('Mr', 'Dr', 'van', 'O’Neil', '&', 'OBE')), { maxLength: 4 })
      .map((w) => w.join(' ')),
    lines: fc.array(
      fc
        .array(
          fc.oneof(
            word,
            fc.nat(200).map(String),
            fc.constantFrom('Flat', 'St', 'Road', 'The', "Mary's", '12a', 'Floor', 'Müller'),
          ),
          { minLength: 1, maxLength: 5 },
        )
        .map((w) => w.join(' ')),
      { minLength: 1, maxLength: 4 },
    ),
    postcode: fc.constantFrom('LS1 1AA', '10115', '62701'),
    country: fc.constantFrom('GB', 'DE', 'US'),
  });
  const keys = (one: PostalInput) => {
    const result = normalisePostal(one);
    return result.ok ? [result.premises, result.person, result.fullName] : result.problem;
  };
  it('case, spacing, punctuation and invisible characters never change a key', () => {
    fc.assert(
      fc.property(input, fc.constantFrom('  ', '\u00A0', '\t', ' \u200B', '. '), (one, gap) => {
        const respaced = (text: string) => `${gap}${text.toUpperCase().replaceAll(' ', gap)}${gap}`;
        const other = {
          ...one,
          name: respaced(one.name),
          lines: one.lines.map(respaced),
          postcode: respaced(one.postcode),
        };
        expect(keys(other)).toEqual(keys(one));
      }),
      { numRuns: 1_000 },
    );
  });
  it('normalising what was kept as typed gives the same keys', () => {
    fc.assert(
      fc.property(input, (one) => {
        const first = normalisePostal(one);
        if (!first.ok) return;
        const lines = first.typed.split('\n');
        const from = one.name.trim() === '' ? 0 : 1;
        const again = { ...one, lines: lines.slice(from, -2), name: from ? lines[0] : '' };
        expect(keys(again)).toEqual(keys(one));
      }),
    );
  });
  it('never throws', () => {
    const any = fc.string({ unit: 'binary', maxLength: 60 });
    fc.assert(
      fc.property(any, fc.array(any, { maxLength: 15 }), any, any, (name, lines, postcode, country) => {
        for (const where of [country, 'GB', 'US']) normalisePostal({ name, lines, postcode, country: where });
        maskPostal(name);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskPhone, normalisePhone, plausiblePhones } from './phone';
import vectors from './vectors/phone-e164.json';

const e164 = (input: string, country = 'GB') => {
  const read = normalisePhone(input, country);
  return read.ok ? read.e164 : null;
};

describe('the shared phone vectors', () => {
  it.each(vectors.cases)('$input in $defaultRegion is $e164', (one) => {
    const read = normalisePhone(one.input, one.defaultRegion);
    if (one.e164 === null || one.e164.length > 16) {
      expect(read.ok).toBe(false);
      return;
    }
    expect(read).toMatchObject({ ok: true, e164: one.e164, valid: one.valid, possible: one.possible });
    expect(read).toMatchObject({ country: one.country, numberType: one.type });
  });
  it('holds every case of the file', () => expect(vectors.cases).toHaveLength(31));
});

describe('one number has one key', () => {
  it.each([
    '07700 900123',
    '+44 7700 900123',
    '+44 (0) 7700 900123',
    '+44 0 7700 900123',
    '0044 7700 900123',
    '+00447700900123',
    '(07700) 900-123',
    '07700.900.123',
    '07700/900123',
    '０７７００　９００１２３',
    '＋４４７７００９００１２３',
    '٠٧٧٠٠٩٠٠١٢٣',
    '۰۷۷۰۰۹۰۰۱۲۳',
    '०७७००९००१२३',
    '\u202A+44 7700 900123\u202C',
    '077\u200B00\u200D 900\u2060123',
    '07700\u2011900\u2212123',
    'tel:+44-7700-900123',
    'tel:07700-900123;phone-context=+44',
    '07700\u00A0900\u2009123',
    '07700\n900123',
    '447700900123',
  ])('%j', (input) => expect(e164(input)).toBe('+447700900123'));

  it('keeps an extension beside the key', () => {
    for (const typed of ['0117 496 0860 x12', '0117 496 0860 ext. 12', 'tel:+44-117-496-0860;ext=12']) {
      expect(normalisePhone(typed, 'GB')).toMatchObject({ e164: '+441174960860', extension: '12' });
    }
  });
  it('names the country of a drama number whatever the default, and none where +1 leaves it open', () => {
    expect(normalisePhone('+447700900123', 'US')).toMatchObject({
      country: 'GB',
      valid: false,
      possible: true,
    });
    expect(normalisePhone('+12005550104', 'GB')).toMatchObject({ country: null });
    expect(normalisePhone('+1 787 555 0104', 'GB')).toMatchObject({ country: 'PR' });
  });
  it('reads a national number only with a country', () => {
    expect(e164('07700 900123', 'ZZ')).toBeNull();
    expect(e164('+447700900123', '')).toBe('+447700900123');
  });
});

describe('what is no number is told why', () => {
  it.each([
    ['', 'empty'],
    ['\u200B \u202A', 'empty'],
    ['STOP', 'not_a_number'],
    ['call me on 07700 900123', 'not_a_number'],
    ['+12345 12345 12345 6', 'too_long'],
  ])('%j: %s', (input, problem) => expect(normalisePhone(input, 'GB')).toMatchObject({ ok: false, problem }));
});

describe('an opt-out covers every number it may have meant', () => {
  it.each([
    ['1-202-555-0104', 'GB', '12025550104', ['+4412025550104', '+12025550104']],
    ['12025550104', 'GB', '12025550104', ['+12025550104']],
    ['011 44 7700 900123', 'GB', '011447700900123', ['+447700900123']],
    ['+44 0 07700 900123', 'GB', '44007700900123', ['+447700900123']],
    ['7700 900123 mobile', 'GB', '7700900123', ['+447700900123']],
    ['07700 900123 or 0117 496 0860', 'GB', '0770090012301174960860', ['+447700900123', '+441174960860']],
    ['my number is 07700900123.', 'GB', '07700900123', ['+447700900123']],
    ['7700900123', 'GB', '7700900123', ['+447700900123']],
    ['447700900123', 'US', '447700900123', ['+447700900123']],
  ])('%j in %s', (input, country, folded, expected) => {
    const read = plausiblePhones(input, country);
    expect(read.folded).toBe(folded);
    expect(read.candidates).toEqual(expect.arrayContaining(expected));
  });
  it('keeps text without a digit as text', () => {
    expect(plausiblePhones('STOP', 'GB')).toEqual({ folded: 'stop', candidates: [] });
  });
  it('gives the same folded key however the digits are written', () => {
    expect(plausiblePhones('９９９', 'GB').folded).toBe(plausiblePhones(' 9-9 9', 'GB').folded);
  });
});

describe('a masked number shows its calling code and last three digits', () => {
  it.each([
    ['+447700900123', '+44 ••• 123'],
    ['+12025550104', '+1 ••• 104'],
    ['+390612345678', '+39 ••• 678'],
    ['999', '•••'],
    ['+44999', '•••'],
    ['stop', '•••'],
  ])('%s as %s', (key, masked) => expect(maskPhone(key)).toBe(masked));
});

describe('properties', () => {
  const digits = fc.stringMatching(/^[0-9]{3,14}$/);
  it('normalising a possible number changes nothing', () => {
    fc.assert(
      fc.property(digits, fc.constantFrom('GB', 'US', 'IT', 'DE', 'AR', 'MX'), (text, country) => {
        for (const input of [text, `+${text}`]) {
          const read = normalisePhone(input, country);
          if (read.ok && read.possible) expect(e164(read.e164, country)).toBe(read.e164);
        }
      }),
      { numRuns: 1_000 },
    );
  });
  it('spacing never changes a key', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^07[0-9]{9}$/),
        fc.array(fc.nat(10), { maxLength: 4 }),
        (number, cuts) => {
          let spaced = number;
          for (const cut of cuts) spaced = `${spaced.slice(0, cut)} ${spaced.slice(cut)}`;
          expect(e164(spaced)).toBe(e164(number));
        },
      ),
    );
  });
  it('plausible numbers are bounded, E.164 and never throw', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.stringMatching(/^[+0-9 ,x()-]{0,300}$/)),
        fc.constantFrom('GB', 'US', 'ZZ', ''),
        (input, country) => {
          const { candidates, folded } = plausiblePhones(input, country);
          expect(candidates.length).toBeLessThanOrEqual(8);
          expect(folded.length).toBeLessThanOrEqual(320);
          for (const one of candidates) expect(one).toMatch(/^\+\d{1,15}$/);
        },
      ),
    );
  });
});

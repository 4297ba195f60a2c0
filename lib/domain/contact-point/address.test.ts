import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskAddress, parseAddress, parseAddressForRefusal, type RawAddress } from './address';

const parsed = (raw: RawAddress, country = 'GB') => {
  const read = parseAddress(raw, country);
  if (!read.ok) throw new Error(read.problem.problem);
  return read.address;
};
const refused = (raw: RawAddress, country = 'GB') =>
  parseAddressForRefusal(raw, country).map((one) => one.normalised);
const home = { lines: ['12 High Street', 'Leeds'], postcode: 'LS1 1AA' };

describe('an address is parsed to its key', () => {
  it('email', () => {
    expect(parsed({ email: 'Ann@Example.com' })).toEqual({
      kind: 'email',
      typed: 'Ann@Example.com',
      normalised: 'ann@example.com',
      alsoBoundBy: [],
      premisesNormalised: null,
      fullNameKeySource: null,
      country: null,
      extension: null,
      valid: true,
      smtputf8: false,
      literal: false,
    });
  });
  it('phone, with the country its number names', () => {
    expect(parsed({ phone: '07797 292290 x4' })).toMatchObject({
      kind: 'phone',
      normalised: '+447797292290',
      country: 'JE',
      extension: '4',
      valid: true,
    });
  });
  it('postal, with the default country where none is said', () => {
    const address = parsed({ postal: { ...home, name: 'Mr John Smith' } });
    expect(address).toMatchObject({ kind: 'postal', country: 'GB', fullNameKeySource: 'john smith' });
    expect(address.premisesNormalised).toBe(parsed({ postal: { ...home, country: 'GB' } }).normalised);
  });
  it('takes a drama number and not an impossible one', () => {
    expect(parsed({ phone: '07700 900123' })).toMatchObject({ normalised: '+447700900123', valid: false });
    expect(parseAddress({ phone: '1-202-555-0104' }, 'GB')).toMatchObject({
      ok: false,
      problem: { kind: 'phone', problem: 'not_possible' },
    });
    expect(parseAddress({ email: 'nobody' }, 'GB')).toMatchObject({
      problem: { kind: 'email', problem: 'no_at' },
    });
    expect(parseAddress({ postal: { ...home, postcode: '' } }, 'GB')).toMatchObject({
      problem: { kind: 'postal', problem: 'postcode' },
    });
  });
});

describe('a refusal is never refused', () => {
  it('binds exactly the parsed address when there is one', () => {
    expect(refused({ email: ' ANN@example.com ' })).toEqual(['ann@example.com']);
    expect(refused({ phone: '07723 456789' })).toEqual(['+447723456789']);
    expect(refused({ postal: { ...home, name: 'J Smith' } })).toEqual([
      parsed({ postal: { ...home, name: 'John Smith' } }).normalised,
    ]);
  });
  it.each([
    ['Ann Lee <Ann@example.com>', 'ann@example.com'],
    ['mailto:ann@example.com', 'ann@example.com'],
    ['ann @ example.com', 'ann@example.com'],
    ['ann@example.com, bob@example.com', 'bob@example.com'],
    ['please stop ann@example.com.', 'ann@example.com'],
    ['o’brien@example.ie', "o'brien@example.ie"],
    ['ann@example.com\r\nBcc: x', 'ann@example.com'],
    ['Ann@Localhost', 'ann@localhost'],
    ['no address at all', 'no address at all'],
  ])('email %j binds %s', (input, key) => expect(refused({ email: input })).toContain(key));

  it('a number that may be two is refused as both, and under its digits', () => {
    expect(refused({ phone: '1-202-555-0104' })).toEqual(
      expect.arrayContaining(['+4412025550104', '+12025550104', '12025550104']),
    );
    expect(refused({ phone: '07700 900123' })).toContain('+447700900123');
    expect(refused({ phone: '999' })).toContain('999');
    expect(refused({ phone: '+12345 12345 12345 6' })).toEqual(['1234512345123456']);
    expect(refused({ phone: 'STOP' })).toEqual(['stop']);
  });
  it('a letter naming two people is refused for both', () => {
    expect(refused({ postal: { ...home, name: 'John & Mary Smith' } })).toEqual([
      parsed({ postal: { ...home, name: 'J Smith' } }).normalised,
      parsed({ postal: { ...home, name: 'M Smith' } }).normalised,
    ]);
  });
  it('a postal address lacking parts keeps what it has', () => {
    expect(refused({ postal: { lines: ['12 High Street'], postcode: '' } })).toHaveLength(1);
    expect(refused({ postal: { lines: [], postcode: 'LS1 1AA', country: 'Narnia' } })).toHaveLength(1);
    expect(
      parseAddressForRefusal({ postal: { lines: ['12 High Street'], postcode: '' } }, 'GB')[0]?.valid,
    ).toBe(false);
  });
  it('only nothing at all is nothing', () => {
    const nothing = ' \u200B\r\n';
    expect(refused({ email: nothing })).toEqual([]);
    expect(refused({ phone: nothing })).toEqual([]);
    expect(refused({ postal: { name: '', lines: [nothing], postcode: '' } })).toEqual([]);
  });
});

describe('whose refusal binds a letter', () => {
  it('"Mr Smith" saying no is found by "John Smith"', () => {
    const [no] = refused({ postal: { ...home, name: 'Mr Smith' } });
    expect(parsed({ postal: { ...home, name: 'John Smith' } }).alsoBoundBy).toContain(no);
  });
  it('either of two people on the line', () => {
    const [john, mary] = refused({ postal: { ...home, name: 'John & Mary Smith' } });
    const asked = parsed({ postal: { ...home, name: 'John & Mary Smith' } });
    expect([asked.normalised, ...asked.alsoBoundBy]).toEqual(expect.arrayContaining([john, mary]));
  });
});

describe('masks', () => {
  it('by kind', () => {
    expect(maskAddress('email', 'ann@example.com')).toBe('a•••@e•••.com');
    expect(maskAddress('phone', '+447700900123')).toBe('+44 ••• 123');
    expect(maskAddress('postal', parsed({ postal: home }).normalised)).toBe('12 •••, LS1 •••');
  });
});

describe('properties', () => {
  const any = fc.string({ unit: 'binary', maxLength: 500 });
  const looseText = fc.oneof(any, fc.stringMatching(/^[a-z@.,;<> +0-9()-]{0,80}$/));
  it('a refusal never throws, is bounded, storable, and never empty unless the input is', () => {
    fc.assert(
      fc.property(
        looseText,
        fc.array(looseText, { maxLength: 4 }),
        fc.constantFrom('GB', 'US', '', 'ZZ'),
        (text, lines, country) => {
          const raws: RawAddress[] = [
            { email: text },
            { phone: text },
            { postal: { name: text, lines, postcode: text } },
          ];
          for (const raw of raws) {
            const found = parseAddressForRefusal(raw, country);
            expect(found.length).toBeLessThanOrEqual(9);
            if (/[\p{L}\p{N}]/u.test(text)) expect(found.length).toBeGreaterThan(0);
            for (const one of found) {
              expect(one.normalised).not.toBe('');
              expect(one.normalised + one.typed).not.toMatch(/\0|\p{Cs}/u);
              maskAddress(one.kind, one.normalised);
            }
          }
        },
      ),
      { numRuns: 500 },
    );
  });
  it('what parses for contact is among what a refusal of the same input binds', () => {
    const input = fc.oneof(
      fc.emailAddress().map((email): RawAddress => ({ email })),
      fc.stringMatching(/^\+?[0-9]{5,14}$/).map((phone): RawAddress => ({ phone })),
      fc.tuple(fc.nat(300), fc.stringMatching(/^[A-Z][a-z]{1,8} [A-Z][a-z]{1,8}$/)).map(
        ([n, name]): RawAddress => ({
          postal: { name, lines: [`${n} ${name} Road`], postcode: 'LS1 1AA' },
        }),
      ),
    );
    fc.assert(
      fc.property(input, (raw) => {
        const read = parseAddress(raw, 'GB');
        if (read.ok) expect(refused(raw)).toContain(read.address.normalised);
      }),
      { numRuns: 1_000 },
    );
  });
});

import { describe, expect, it } from 'vitest';
import { normalisePostal } from './postal';

const read = (name: string | undefined, lines = ['12 High Street']) => {
  const result = normalisePostal({ name, lines, postcode: 'LS1 1AA', country: 'GB' });
  if (!result.ok) throw new Error(result.problem);
  return result;
};
const person = (name: string) => read(name).person;
const fullName = (name: string) => read(name).fullName;

describe('a person at a place', () => {
  it.each([
    [
      'John Smith',
      'Mr J Smith',
      'Mr. J. Smith',
      'SMITH, John',
      'John Smith (Mr)',
      'J. SMITH',
      'john  smith',
      'Smith J',
      'J P Smith',
      'J.P. Smith',
      'Dr John A. Smith PhD',
      'Sir John Smith, O.B.E.',
      'John Smith Jr.',
      'Smith, Mr John',
      'Mr & Mrs J Smith',
      'John Smith MA',
      'Rev. Dr John Smith',
      'Ｊohn Smith',
      'Lord John Smith',
      'Jane Smith',
    ],
    [
      'Jan van der Berg',
      'J. van der Berg',
      'Berg, Jan van der',
      'van der Berg, Jan',
      'J Berg',
      'Mevr. J. van den Berg',
    ],
    ['Sarah Smith-Jones', 'S Smith Jones', 'SMITH-JONES, Sarah', 'Ms S Jones'],
    ['Zoë Müller', 'Z. Mueller', 'ZOE MULLER'],
    ["Pat O'Brien", 'P OBrien', "P. O'BRIEN", 'Pat O Brien', 'Pat O’Brien'],
    ['Ann McDonald', 'A MacDonald', 'Ann Mc Donald', 'MACDONALD, A'],
    ['Jean-Paul Roux', 'J Roux', 'Jean Paul Roux'],
    ['Jack Ma', 'J. Ma', 'Mr Jack Ma'],
    ['Mr A Lord', 'Ann Lord'],
    ['Иван Петров', 'И. ПЕТРОВ'],
    ['山田太郎', '山田 太郎', '山田　太郎'],
    ['Acme Widgets Ltd', 'ACME WIDGETS LTD.'],
    ['Mr Smith', 'The Smith Family', 'Smith', 'Mr & Mrs Smith'],
    ['Madonna', 'MADONNA', 'Ms Madonna'],
  ])('%s is one with the other ways to write it', (first, ...others) => {
    for (const other of others) expect([other, person(other)]).toEqual([other, person(first)]);
  });
  it.each([
    ['John Smith', 'Paul Smith'],
    ['John Smith', 'John Smythe'],
    ['John Smith', 'Mr Smith'],
    ['山田太郎', '山田花子'],
  ])('%s is not %s', (one, other) => expect(person(one)).not.toBe(person(other)));

  it('tells John from Jane by the full name, and order or title does not matter to it', () => {
    expect(fullName('John Smith')).not.toBe(fullName('Jane Smith'));
    expect(fullName('John Smith')).not.toBe(fullName('J Smith'));
    expect(fullName('SMITH, John')).toBe(fullName('Mr John Smith OBE'));
  });
  it('reads two people on one line as two', () => {
    const { people } = read('John and Mary Smith');
    expect(people.map((one) => one.person)).toEqual([person('John Smith'), person('Mary Smith')]);
    expect(read('Mr J & Mrs M Smith').people).toHaveLength(2);
    expect(read('Ann Lee & Bob Ray').people[1]?.person).toBe(person('Bob Ray'));
  });
  it('takes an occupier, and a bare title, for nobody', () => {
    for (const name of ['The Occupier', 'Householder', 'Mr', '', ' \u200B']) expect(person(name)).toBeNull();
  });
  it('finds the name on the first line, and does not take it for the house', () => {
    const named = read(undefined, ['Mr J Smith', '12 High Street']);
    expect(named.person).toBe(person('John Smith'));
    expect(read('Mr J Smith', ['John Smith', 'Rose Cottage']).premises).toBe(
      read(undefined, ['Rose Cottage']).premises,
    );
  });
});

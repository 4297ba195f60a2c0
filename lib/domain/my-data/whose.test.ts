import { describe, expect, test } from 'vitest';
import { type AddressUse, whose } from './whose';

const day = (number: number) => new Date(Date.UTC(2026, 0, number));
const use = (change: Partial<AddressUse> = {}): AddressUse => ({
  contactPointId: 'post',
  attachedAt: day(10),
  detachedAt: null,
  everShared: false,
  ...change,
});
const at = (number: number, contactId: string | null = null) => ({
  contactPointId: 'post',
  contactId,
  at: day(number),
});

describe('a record at an address', () => {
  test('under my name is mine, wherever and whenever', () => {
    expect(whose(at(1, 'me'), 'me', [])).toBe('own');
    expect(whose(at(1, 'me'), 'me', [use({ everShared: true })])).toBe('own');
  });

  test("under somebody else's name is theirs, even at an address I use", () => {
    expect(whose(at(12, 'you'), 'me', [use()])).toBe('other');
    expect(whose(at(12, 'you'), 'me', [use({ everShared: true })])).toBe('other');
  });

  test('under nobody’s name is mine where I alone have ever been, before I had an account too', () => {
    expect(whose(at(1), 'me', [use()])).toBe('own');
    expect(whose(at(20), 'me', [use({ detachedAt: day(15) })])).toBe('own');
  });

  test('under nobody’s name at a shared address is the address’s, in my time only', () => {
    const shared = use({ everShared: true, detachedAt: day(20) });
    expect(whose(at(9), 'me', [shared])).toBe('other');
    expect(whose(at(10), 'me', [shared])).toBe('address');
    expect(whose(at(19), 'me', [shared])).toBe('address');
    expect(whose(at(20), 'me', [shared])).toBe('other');
    const back = use({ everShared: true, attachedAt: day(25) });
    expect(whose(at(22), 'me', [shared, back])).toBe('other');
    expect(whose(at(26), 'me', [shared, back])).toBe('address');
  });

  test('at an address I never used is not mine', () => {
    expect(whose(at(12), 'me', [use({ contactPointId: 'elsewhere' })])).toBe('other');
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSaidAt } from './said-at';

test('a day without a time is its end for a no and its start for a yes', () => {
  expect(parseSaidAt('2026-11-20', 'no')?.at.toISOString()).toBe('2026-11-20T23:59:59.999Z');
  expect(parseSaidAt('2026-11-20', 'yes')?.at.toISOString()).toBe('2026-11-20T00:00:00.000Z');
  expect(parseSaidAt('2026-11-20', 'yes')?.dayOnly).toBe(true);
});

test('said on the same day without a time, the no is the later word', () => {
  const days = fc.date({
    min: new Date('1901-01-01'),
    max: new Date('2199-12-31'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(days, (date) => {
      const day = date.toISOString().slice(0, 10);
      const no = parseSaidAt(day, 'no');
      const yes = parseSaidAt(day, 'yes');
      expect(no && yes && no.at.getTime() > yes.at.getTime()).toBe(true);
    }),
  );
});

test.each([
  ['2026-11-20T10:00:00Z', '2026-11-20T10:00:00.000Z'],
  ['2026-11-20T10:00:00+02:00', '2026-11-20T08:00:00.000Z'],
  ['2026-11-20t10:00:00.123456z', '2026-11-20T10:00:00.123Z'],
  ['2026-11-20 10:00:00-05:30', '2026-11-20T15:30:00.000Z'],
  ['2016-12-31T23:59:60Z', '2016-12-31T23:59:59.999Z'],
  ['2024-02-29', '2024-02-29T00:00:00.000Z'],
])('an instant is read with its offset: %s', (text, instant) => {
  expect(parseSaidAt(text, 'yes')?.at.toISOString()).toBe(instant);
});

test.each([
  '',
  'yesterday',
  '2026-02-30',
  '2026-02-30T10:00:00Z',
  '2023-02-29',
  '2026-13-01',
  '2026-11-20T10:00:00',
  '2026-11-20T25:00:00Z',
  '2026-11-20T10:61:00Z',
  '0000-01-01T00:00:00Z',
  '20/11/2026',
  '1763632800000',
])('what is no such time is not guessed at: %s', (text) => {
  expect(parseSaidAt(text, 'no')).toBeNull();
  expect(parseSaidAt(text, 'yes')).toBeNull();
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pauseDays, pauseEnd } from './pause';
import { dayIn, startOfDay } from './zone';

const NOW = new Date('2026-11-22T12:00:00Z');
const LONDON = 'Europe/London';

describe('the day a pause ends', () => {
  it('begins at midnight where the person is', () => {
    expect(pauseEnd('2026-12-24', LONDON, NOW)).toEqual({
      ok: true,
      until: new Date('2026-12-24T00:00:00Z'),
    });
    expect(pauseEnd('2027-07-01', LONDON, NOW)).toEqual({
      ok: true,
      until: new Date('2027-06-30T23:00:00Z'),
    });
    expect(pauseEnd('2026-12-24', 'Asia/Tokyo', NOW)).toEqual({
      ok: true,
      until: new Date('2026-12-23T15:00:00Z'),
    });
  });

  it.each([
    ['', 'missing'],
    ['  ', 'missing'],
    ['tomorrow', 'not_a_date'],
    ['2026-02-30', 'not_a_date'],
    ['24/12/2026', 'not_a_date'],
    ['2026-11-22', 'past'],
    ['2026-11-21', 'past'],
    ['1999-01-01', 'past'],
    ['2027-11-23', 'too_long'],
    ['9999-12-31', 'too_long'],
  ])('%j is %s', (text, fault) => {
    expect(pauseEnd(text, LONDON, NOW)).toEqual({ ok: false, fault });
  });

  it('may be tomorrow at the earliest and a year from today at the latest, and every day between', () => {
    const zones = fc.constantFrom(LONDON, 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland');
    fc.assert(
      fc.property(
        zones,
        fc.date({ min: NOW, max: new Date('2032-01-01'), noInvalidDate: true }),
        (zone, now) => {
          const { first, last } = pauseDays(zone, now);
          for (const day of [first, last]) {
            const end = pauseEnd(day, zone, now);
            // 29 February of a year that has none is 1 March.
            expect(end.ok).toBe(true);
            if (end.ok) expect(end.until.getTime()).toBeGreaterThan(now.getTime());
          }
          const today = dayIn(zone, now);
          const text = `${today.year}-${today.month}-${today.day}`;
          expect(pauseEnd(text, zone, now)).toEqual({ ok: false, fault: 'past' });
          expect(startOfDay(zone, today).getTime()).toBeLessThanOrEqual(now.getTime());
        },
      ),
      { numRuns: 300 },
    );
  });
});

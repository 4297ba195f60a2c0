import { describe, expect, it } from 'vitest';
import { type CallingHours, callingHoursAt } from './calling-hours';
import { UK_PACKS } from './policy/uk';

const hours = UK_PACKS[0]?.rules['phone.individual'].hours as CallingHours;
const at = (iso: string, zone = 'Europe/London', of: CallingHours = hours) =>
  callingHoursAt(of, zone, Date.parse(iso));
const open = (iso: string, zone?: string) => at(iso, zone).state === 'open';
const change = (iso: string, zone?: string, of?: CallingHours) => {
  const answer = at(iso, zone, of);
  return answer.state === 'unknown_zone' ? null : new Date(answer.changesAtMs).toISOString();
};

describe('UK calling hours', () => {
  it('open on a working day at 08:00:00 and not a second before', () => {
    expect(open('2026-11-18T07:59:59.999Z')).toBe(false);
    expect(open('2026-11-18T08:00:00.000Z')).toBe(true);
  });

  it('close at 21:00:00 sharp', () => {
    expect(open('2026-11-18T20:59:59.999Z')).toBe(true);
    expect(open('2026-11-18T21:00:00.000Z')).toBe(false);
  });

  it('open at nine on Saturday and Sunday', () => {
    for (const day of ['2026-11-21', '2026-11-22']) {
      expect(open(`${day}T08:59:59Z`)).toBe(false);
      expect(open(`${day}T09:00:00Z`)).toBe(true);
    }
    expect(open('2026-11-23T08:00:00Z')).toBe(true);
  });

  it('follow local time in summer', () => {
    expect(open('2026-07-15T06:59:59Z')).toBe(false);
    expect(open('2026-07-15T07:00:00Z')).toBe(true);
    expect(open('2026-07-15T20:00:00Z')).toBe(false);
  });

  it('follow the clocks on the days they change', () => {
    expect(open('2026-03-29T07:59:59Z')).toBe(false);
    expect(open('2026-03-29T08:00:00Z')).toBe(true);
    expect(open('2026-10-25T08:59:59Z')).toBe(false);
    expect(open('2026-10-25T09:00:00Z')).toBe(true);
  });

  it('tell when they change, across a change of clocks too', () => {
    expect(change('2026-11-18T12:00:00Z')).toBe('2026-11-18T21:00:00.000Z');
    expect(change('2026-11-18T22:00:00Z')).toBe('2026-11-19T08:00:00.000Z');
    expect(change('2026-11-20T22:00:00Z')).toBe('2026-11-21T09:00:00.000Z');
    expect(change('2026-03-28T22:00:00Z')).toBe('2026-03-29T08:00:00.000Z');
    expect(change('2026-10-24T22:00:00Z')).toBe('2026-10-25T09:00:00.000Z');
  });

  it('are kept in the zone asked, with its own offset and weekday', () => {
    expect(open('2026-11-18T02:29:59Z', 'Asia/Kolkata')).toBe(false);
    expect(open('2026-11-18T02:30:00Z', 'Asia/Kolkata')).toBe(true);
    expect(open('2026-11-20T23:30:00Z', 'Asia/Tokyo')).toBe(false);
    expect(open('2026-11-19T23:30:00Z', 'Asia/Tokyo')).toBe(true);
    expect(open('2026-11-18T12:59:59Z', 'America/New_York')).toBe(false);
    expect(open('2026-11-18T13:00:00Z', 'America/New_York')).toBe(true);
  });

  it('before 1970 weekdays still count right', () => {
    expect(open('1969-12-27T08:30:00Z', 'UTC')).toBe(false);
    expect(open('1969-12-29T08:30:00Z', 'UTC')).toBe(true);
  });
});

describe('calling hours', () => {
  it('of a zone nobody knows are not guessed', () => {
    for (const zone of ['', 'Mars/Base', 'Europe/London; drop']) {
      expect(at('2026-11-18T12:00:00Z', zone)).toEqual({ state: 'unknown_zone' });
    }
  });

  it('may have several windows in a day and none on another', () => {
    const day = [
      { opensAtMinute: 600, closesAtMinute: 780 },
      { opensAtMinute: 840, closesAtMinute: 1200 },
    ];
    const french = { week: [[], day, day, day, day, day, []], source: 'test' };
    expect(at('2026-11-18T12:30:00Z', 'Europe/Paris', french).state).toBe('closed');
    expect(change('2026-11-18T12:30:00Z', 'Europe/Paris', french)).toBe('2026-11-18T13:00:00.000Z');
    expect(change('2026-11-20T19:30:00Z', 'Europe/Paris', french)).toBe('2026-11-23T09:00:00.000Z');
  });

  it('that never open say so', () => {
    const never = { week: [[], [], [], [], [], [], []], source: 'test' };
    expect(at('2026-11-18T12:30:00Z', 'UTC', never)).toEqual({
      state: 'closed',
      changesAtMs: Number.POSITIVE_INFINITY,
    });
  });
});

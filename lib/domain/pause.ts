import { type CalendarDay, dayIn, startOfDay } from './zone';

/** Why a day cannot end a pause. */
export type PauseFault = 'missing' | 'not_a_date' | 'past' | 'too_long';

export type PauseEnd = { ok: true; until: Date } | { ok: false; fault: PauseFault };

const DAY = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*$/;
/** A pause of longer than this is a no: the page says so and offers it. */
const LONGEST_YEARS = 1;

/**
 * The instant a pause ends, from a day as a date field gives it (`2026-12-24`): the start of that day where the person
 * is. Faults: nothing given, no such day, today or earlier, more than a year ahead.
 */
export function pauseEnd(text: string, zone: string, now: Date): PauseEnd {
  if (text.trim() === '') return { ok: false, fault: 'missing' };
  const day = readDay(text);
  if (day === null) return { ok: false, fault: 'not_a_date' };
  const until = startOfDay(zone, day);
  if (until.getTime() <= now.getTime()) return { ok: false, fault: 'past' };
  if (until.getTime() > startOfDay(zone, lastDay(zone, now)).getTime())
    return { ok: false, fault: 'too_long' };
  return { ok: true, until };
}

/** The first and last day that may be chosen, as a date field wants them: tomorrow, and a year from today. */
export function pauseDays(zone: string, now: Date): { first: string; last: string } {
  const today = dayIn(zone, now);
  return { first: written({ ...today, day: today.day + 1 }), last: written(lastDay(zone, now)) };
}

function lastDay(zone: string, now: Date): CalendarDay {
  const today = dayIn(zone, now);
  return { ...today, year: today.year + LONGEST_YEARS };
}

function readDay(text: string): CalendarDay | null {
  const match = DAY.exec(text);
  if (match === null) return null;
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number);
  const probe = new Date(Date.UTC(year, month - 1, day));
  return probe.getUTCMonth() + 1 === month && probe.getUTCDate() === day ? { year, month, day } : null;
}

function written({ year, month, day }: CalendarDay): string {
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
}

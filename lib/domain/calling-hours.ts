import { instantOf, offsetAt, type Zone, zoneOf } from './zone';

/** A stretch of a day in which calls may be made: from the opening minute until just before the closing one. */
export interface DayWindow {
  opensAtMinute: number;
  closesAtMinute: number;
}

/** Seven days of windows, Sunday first, in the called person's local time; windows of a day in order, not overlapping. */
export interface CallingHours {
  week: readonly (readonly DayWindow[])[];
  source: string;
}

/** Whether calls may be made now and when (milliseconds since 1970) that changes; `unknown_zone` is no zone we know. */
export type CallingHoursAnswer =
  | { state: 'open' | 'closed'; changesAtMs: number }
  | { state: 'unknown_zone' };

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** 1 January 1970 was a Thursday. */
const WEEKDAY_OF_EPOCH = 4;

/**
 * Whether an instant lies in the calling hours of a zone.
 * @param zone IANA name such as `Europe/London`
 * @param atMs a valid instant in milliseconds since 1970
 */
export function callingHoursAt(hours: CallingHours, zone: string, atMs: number): CallingHoursAnswer {
  const known = zoneOf(zone);
  if (known === null) return { state: 'unknown_zone' };
  const localMs = atMs + offsetAt(known, atMs);
  const day = Math.floor(localMs / DAY_MS);
  const msOfDay = localMs - day * DAY_MS;
  for (const window of windowsOf(hours, day)) {
    const opensMs = window.opensAtMinute * MINUTE_MS;
    const closesMs = window.closesAtMinute * MINUTE_MS;
    if (msOfDay < opensMs) return closedUntil(known, day * DAY_MS + opensMs, atMs);
    if (msOfDay < closesMs) {
      return { state: 'open', changesAtMs: instantOf(known, day * DAY_MS + closesMs, atMs) };
    }
  }
  for (let ahead = 1; ahead <= 7; ahead++) {
    const first = windowsOf(hours, day + ahead)[0];
    if (first) return closedUntil(known, (day + ahead) * DAY_MS + first.opensAtMinute * MINUTE_MS, atMs);
  }
  return { state: 'closed', changesAtMs: Number.POSITIVE_INFINITY };
}

function closedUntil(zone: Zone, localMs: number, nowMs: number): CallingHoursAnswer {
  return { state: 'closed', changesAtMs: instantOf(zone, localMs, nowMs) };
}

function windowsOf(hours: CallingHours, day: number): readonly DayWindow[] {
  return hours.week[(((day + WEEKDAY_OF_EPOCH) % 7) + 7) % 7] ?? [];
}

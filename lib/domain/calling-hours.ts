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
/** No zone changes its offset inside a quarter of an hour of UTC, so one look-up serves all of it. */
const OFFSET_SLOT_MS = 15 * MINUTE_MS;
const MAX_CACHED_ZONES = 1_000;
const MAX_CACHED_SLOTS = 256;
/** 1 January 1970 was a Thursday. */
const WEEKDAY_OF_EPOCH = 4;

interface Zone {
  format: Intl.DateTimeFormat;
  offsetBySlot: Map<number, number>;
}

// Formatters are dear to make and the same for ever, so they are kept; the answers stay a pure function.
const zones = new Map<string, Zone | null>();

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

/** The instant of a local time, with the offset of that moment rather than of now (clocks may change between). */
function instantOf(zone: Zone, localMs: number, nowMs: number): number {
  const guess = localMs - offsetAt(zone, nowMs);
  return localMs - offsetAt(zone, guess);
}

function zoneOf(name: string): Zone | null {
  const known = zones.get(name);
  if (known !== undefined) return known;
  if (zones.size >= MAX_CACHED_ZONES) zones.clear();
  const made = makeZone(name);
  zones.set(name, made);
  return made;
}

function makeZone(name: string): Zone | null {
  if (name === '') return null;
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
    return { format, offsetBySlot: new Map() };
  } catch {
    return null;
  }
}

function offsetAt(zone: Zone, atMs: number): number {
  const slot = Math.floor(atMs / OFFSET_SLOT_MS);
  const known = zone.offsetBySlot.get(slot);
  if (known !== undefined) return known;
  if (zone.offsetBySlot.size >= MAX_CACHED_SLOTS) zone.offsetBySlot.clear();
  const offset = readOffset(zone.format, atMs);
  zone.offsetBySlot.set(slot, offset);
  return offset;
}

/** Reads the offset from its long form: `GMT`, `GMT+01:00`, and with seconds for very old instants. */
function readOffset(format: Intl.DateTimeFormat, atMs: number): number {
  const inRange = Math.max(-8.64e15, Math.min(8.64e15, atMs));
  const text = format.formatToParts(inRange).find((part) => part.type === 'timeZoneName')?.value ?? '';
  const match = /([+-])(\d{2}):(\d{2})(?::(\d{2}))?/.exec(text);
  if (!match) return 0;
  const ms = Number(match[2]) * 3_600_000 + Number(match[3]) * MINUTE_MS + Number(match[4] ?? 0) * 1_000;
  return match[1] === '-' ? -ms : ms;
}

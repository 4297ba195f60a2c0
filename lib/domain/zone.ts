const MINUTE_MS = 60_000;
/** No zone changes its offset inside a quarter of an hour of UTC, so one look-up serves all of it. */
const OFFSET_SLOT_MS = 15 * MINUTE_MS;
const MAX_CACHED_ZONES = 1_000;
const MAX_CACHED_SLOTS = 256;

/** A time zone with the offsets looked up so far. */
export interface Zone {
  format: Intl.DateTimeFormat;
  offsetBySlot: Map<number, number>;
}

/** A day of a calendar. */
export interface CalendarDay {
  year: number;
  /** From 1. */
  month: number;
  day: number;
}

// Formatters are dear to make and the same for ever, so they are kept; the answers stay a pure function.
const zones = new Map<string, Zone | null>();

/** The day a calendar on the wall shows at an instant, in a zone (UTC for a name that is no zone). */
export function dayIn(zone: string, at: Date): CalendarDay {
  const known = zoneOf(zone);
  const local = new Date(at.getTime() + (known === null ? 0 : offsetAt(known, at.getTime())));
  return { year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate() };
}

/** The first instant of a day in a zone. Days and months beyond their end roll over: month 13 is next January. */
export function startOfDay(zone: string, { year, month, day }: CalendarDay): Date {
  const localMs = Date.UTC(year, month - 1, day);
  const known = zoneOf(zone);
  return new Date(known === null ? localMs : instantOf(known, localMs, localMs));
}

/** The instant of a local time, with the offset of that moment rather than of now (clocks may change between). */
export function instantOf(zone: Zone, localMs: number, nowMs: number): number {
  const guess = localMs - offsetAt(zone, nowMs);
  return localMs - offsetAt(zone, guess);
}

/** A zone by its IANA name such as `Europe/London`; null for a name that is none. */
export function zoneOf(name: string): Zone | null {
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

/** How far ahead of UTC a zone is at an instant, in milliseconds. */
export function offsetAt(zone: Zone, atMs: number): number {
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

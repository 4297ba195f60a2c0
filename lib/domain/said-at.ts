/** When something was said, and whether only its day is known. */
export interface SaidAt {
  at: Date;
  dayOnly: boolean;
}

const RFC_3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const EARLIEST_YEAR = 1900;

/**
 * Reads when something was said: an RFC 3339 instant with its offset, or a day alone. A day counts in UTC, as its
 * last millisecond for a no and its first for a yes (DESIGN §4, "Two clocks"), so that doubt falls on the side of the
 * no. Null for what is no such time: the thirtieth of February, an hour without an offset, a year before 1900.
 */
export function parseSaidAt(text: string, effect: 'yes' | 'no'): SaidAt | null {
  const day = DAY.exec(text);
  if (day !== null) {
    if (!isDay(day)) return null;
    return { at: new Date(`${text}T${effect === 'no' ? '23:59:59.999' : '00:00:00.000'}Z`), dayOnly: true };
  }
  const parts = RFC_3339.exec(text);
  if (parts === null || !isDay(parts)) return null;
  const [, year, month, date, hour, minute, second, fraction = '', offset = ''] = parts;
  // RFC 3339 §5.6 knows leap seconds, Date does not: the last millisecond before stands for one.
  const clock = second === '60' ? '59.999' : `${second}${fraction.slice(0, 4)}`;
  const at = new Date(`${year}-${month}-${date}T${hour}:${minute}:${clock}${offset.toUpperCase()}`);
  return Number.isNaN(at.getTime()) ? null : { at, dayOnly: false };
}

/** Date rolls the thirtieth of February over into March, so the day is checked by itself. */
function isDay([, year, month, date]: readonly string[]): boolean {
  const probe = new Date(Date.UTC(Number(year), Number(month) - 1, Number(date)));
  return (
    Number(year) >= EARLIEST_YEAR &&
    probe.getUTCMonth() + 1 === Number(month) &&
    probe.getUTCDate() === Number(date)
  );
}

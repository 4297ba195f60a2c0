import type { Language } from './words/language';
import { localeOf, wordsFor } from './words/language';

const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * An instant in words, such as "22 November 2026, 2:05 pm (UK time)".
 * `timeZone` is an IANA name; throws RangeError for a name that is not one.
 */
export function formatInstant(at: Date, timeZone: string, language: Language): string {
  const part = partsOf(at, timeZone, language);
  const zone = wordsFor(language).dates.zones[timeZone] ?? part('timeZoneName');
  const time = `${part('hour')}:${part('minute')} ${part('dayPeriod').toLowerCase()}`;
  return `${part('day')} ${part('month')} ${part('year')}, ${time} (${zone})`;
}

/** The day of an instant in words, such as "22 November 2026", as a calendar in that zone shows it. */
export function formatDay(at: Date, timeZone: string, language: Language): string {
  const part = partsOf(at, timeZone, language);
  return `${part('day')} ${part('month')} ${part('year')}`;
}

function partsOf(at: Date, timeZone: string, language: Language) {
  const parts = formatFor(timeZone, language).formatToParts(at);
  return (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? '';
}

function formatFor(timeZone: string, language: Language): Intl.DateTimeFormat {
  const key = `${language} ${timeZone}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(localeOf(language), {
    timeZone,
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    hourCycle: 'h12',
    timeZoneName: 'longGeneric',
  });
  formats.set(key, made);
  return made;
}

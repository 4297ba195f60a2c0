import { type Language, localeOf } from '../domain/language';
import { wordsFor } from './words/words';

const formats = new Map<string, Intl.DateTimeFormat>();

/** Zones told shorter than the platform does. */
const ZONE_WORDS = { 'Europe/London': 'uk', UTC: 'utc', 'Etc/UTC': 'utc' } as const;

/**
 * An instant in words, such as "22 November 2026, 2:05 pm (UK time)".
 * `timeZone` is an IANA name; throws RangeError for a name that is not one.
 */
export function formatInstant(at: Date, timeZone: string, language: Language): string {
  const time = formatFor('time', timeZone, language).format(at);
  return patternFor(timeZone, language)
    .replace(DAY, formatDay(at, timeZone, language))
    .replace(TIME, time);
}

const DAY = '\uE000';
const TIME = '\uE001';
const patterns = new Map<string, string>();

/** The sentence of an instant with marks for day and time, said once per zone and language: pages tell many. */
function patternFor(timeZone: string, language: Language): string {
  const key = `${language} ${timeZone}`;
  const known = patterns.get(key);
  if (known !== undefined) return known;
  const words = wordsFor(language, 'dates');
  const named = ZONE_WORDS[timeZone as keyof typeof ZONE_WORDS];
  const zone = named === undefined ? zoneName(timeZone, language) : words(named);
  const made = words('instant', { day: DAY, time: TIME, zone });
  patterns.set(key, made);
  return made;
}

/** The day of an instant in words, such as "22 November 2026", as a calendar in that zone shows it. */
export function formatDay(at: Date, timeZone: string, language: Language): string {
  return formatFor('day', timeZone, language).format(at);
}

/** A zone's name without its summer or winter time, so that one instant tells it for all. */
function zoneName(timeZone: string, language: Language): string {
  const parts = formatFor('zone', timeZone, language).formatToParts(0);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone;
}

const FORMATS = {
  day: { dateStyle: 'long' },
  time: { hour: 'numeric', minute: '2-digit' },
  zone: { timeZoneName: 'longGeneric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** One for each use, zone and language: making one costs a hundred times what using it does. */
function formatFor(use: keyof typeof FORMATS, timeZone: string, language: Language): Intl.DateTimeFormat {
  const key = `${use} ${language} ${timeZone}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  // Times in English are told with am and pm, in the other languages as each is used to.
  const hours = language === 'en' && use === 'time' ? ({ hourCycle: 'h12' } as const) : {};
  const made = new Intl.DateTimeFormat(localeOf(language), { timeZone, ...FORMATS[use], ...hours });
  formats.set(key, made);
  return made;
}

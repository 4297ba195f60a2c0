import { expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../domain/language';
import { formatDay, formatInstant } from './dates';

const told = (iso: string, zone = 'Europe/London') => formatInstant(new Date(iso), zone, 'en');

it('tells an instant in plain words, in winter and summer time', () => {
  expect(told('2026-11-22T14:05:00Z')).toBe('22 November 2026, 2:05 pm (UK time)');
  expect(told('2026-07-01T11:30:00Z')).toBe('1 July 2026, 12:30 pm (UK time)');
  expect(told('2026-01-01T00:00:00Z')).toBe('1 January 2026, 12:00 am (UK time)');
});

it('names another zone in words', () => {
  expect(told('2026-11-22T14:05:00Z', 'America/New_York')).toBe('22 November 2026, 9:05 am (Eastern Time)');
});

it('takes the day from the zone, not from UTC', () => {
  expect(formatDay(new Date('2026-06-30T23:30:00Z'), 'Europe/London', 'en')).toBe('1 July 2026');
});

it('refuses a zone that is none', () => {
  expect(() => told('2026-11-22T14:05:00Z', 'Nowhere/None')).toThrow(RangeError);
});

it('tells days and times as each language does, always with the digits 0 to 9', () => {
  const at = new Date('2026-11-22T14:05:00Z');
  const day = (language: Language) => formatDay(at, 'Europe/London', language);
  expect(LANGUAGES.map(day)).toEqual([
    '22 November 2026',
    '22 Tachwedd 2026',
    '22 novembre 2026',
    '22. November 2026',
    '22 de noviembre de 2026',
    '22 listopada 2026',
    '22 نوفمبر 2026',
  ]);
  for (const language of LANGUAGES)
    expect(formatInstant(at, 'Europe/London', language)).toMatch(/14:05|2:05/);
});

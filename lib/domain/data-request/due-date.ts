import { type CalendarDay, dayIn, startOfDay } from '../zone';

/** The calendar that due days are counted on. */
export const OFFICE_TIME_ZONE = 'Europe/London';
/** Months to answer in, from the day a request arrives (GDPR Art. 12(3)). */
export const ANSWER_MONTHS = 1;
/** Months with the two that Art. 12(3) allows to add, when the person is told why within the first. */
export const EXTENDED_MONTHS = 3;
/** UK DPA 2018 s.164A(3): the 30 days begin when a complaint arrives, so its own day is the first of them. */
const ACKNOWLEDGE_DAYS = 30;

/**
 * The last instant to answer a request: the end of the day of the same number `months` later, or of the last day of
 * a month that has no such day, on the calendar of `zone` (IANA). Where that is a day of rest the law may allow the
 * next working day (Regulation 1182/71 Art. 3(4)); those differ by country, so they are not counted on.
 */
export function answerDue(receivedAt: Date, months: number, zone: string): Date {
  const { year, month, day } = dayIn(zone, receivedAt);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return endOfDay(zone, { year, month: month + months, day: Math.min(day, last) });
}

/** The last instant to acknowledge a complaint: the end of its thirtieth day, counting the day it arrived. */
export function acknowledgementDue(receivedAt: Date, zone: string): Date {
  const arrived = dayIn(zone, receivedAt);
  return endOfDay(zone, { ...arrived, day: arrived.day + ACKNOWLEDGE_DAYS - 1 });
}

function endOfDay(zone: string, day: CalendarDay): Date {
  return new Date(startOfDay(zone, { ...day, day: day.day + 1 }).getTime() - 1);
}

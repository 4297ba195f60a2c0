import { describe, expect, test } from 'vitest';
import { ANSWER_MONTHS, acknowledgementDue, answerDue, EXTENDED_MONTHS } from './due-date';

const LONDON = 'Europe/London';
const due = (received: string, months = ANSWER_MONTHS, zone = LONDON) =>
  answerDue(new Date(received), months, zone).toISOString();

describe('an answer is due', () => {
  test.each([
    ['2026-11-22T12:00:00Z', '2026-12-22T23:59:59.999Z', 'the same day of the next month'],
    ['2026-01-31T12:00:00Z', '2026-02-28T23:59:59.999Z', 'the last day of a shorter month'],
    ['2028-01-31T12:00:00Z', '2028-02-29T23:59:59.999Z', 'the leap day of a leap year'],
    ['2026-01-29T12:00:00Z', '2026-02-28T23:59:59.999Z', 'the last day where there is no 29th'],
    ['2026-12-15T12:00:00Z', '2027-01-15T23:59:59.999Z', 'over the turn of the year'],
    ['2026-05-31T12:00:00Z', '2026-06-30T22:59:59.999Z', 'by summer time'],
    ['2026-03-01T12:00:00Z', '2026-04-01T22:59:59.999Z', 'over the change to summer time'],
    ['2026-10-01T12:00:00Z', '2026-11-01T23:59:59.999Z', 'over the change to winter time'],
  ])('%s → %s: %s', (received, expected) => {
    expect(due(received)).toBe(expected);
  });

  test('by the day it was at the office, not in Greenwich', () => {
    // Half past midnight on the first of July in London.
    expect(due('2026-06-30T23:30:00Z')).toBe('2026-08-01T22:59:59.999Z');
    expect(due('2026-06-30T23:30:00Z', ANSWER_MONTHS, 'UTC')).toBe('2026-07-30T23:59:59.999Z');
    expect(due('2026-06-30T23:30:00Z', ANSWER_MONTHS, 'America/New_York')).toBe('2026-07-31T03:59:59.999Z');
  });

  test('when extended, three months from its arrival, not from the first due day', () => {
    expect(due('2026-11-30T12:00:00Z', EXTENDED_MONTHS)).toBe('2027-02-28T23:59:59.999Z');
    expect(due('2026-10-31T12:00:00Z', EXTENDED_MONTHS)).toBe('2027-01-31T23:59:59.999Z');
  });

  test('on a day on which the clock changes, at the end of that very day', () => {
    // 29 March 2026 has 23 hours in London, 25 October 2026 has 25.
    expect(due('2026-02-28T12:00:00Z', 1)).toBe('2026-03-28T23:59:59.999Z');
    expect(answerDue(new Date('2026-01-29T12:00:00Z'), 2, LONDON).toISOString()).toBe(
      '2026-03-29T22:59:59.999Z',
    );
    expect(due('2026-09-25T12:00:00Z')).toBe('2026-10-25T23:59:59.999Z');
  });
});

describe('a complaint is to be acknowledged', () => {
  test.each([
    ['2026-11-22T00:00:00Z', '2026-12-21T23:59:59.999Z'],
    ['2026-11-22T23:59:59Z', '2026-12-21T23:59:59.999Z'],
    ['2026-02-01T12:00:00Z', '2026-03-02T23:59:59.999Z'],
    ['2026-03-10T12:00:00Z', '2026-04-08T22:59:59.999Z'],
  ])('%s → %s: the day it arrived is the first of thirty', (received, expected) => {
    expect(acknowledgementDue(new Date(received), LONDON).toISOString()).toBe(expected);
  });
});

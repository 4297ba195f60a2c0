import { describe, expect, test } from 'vitest';
import { type AnswerableRequest, answerProblem } from './answer';
import { referenceOf, requestIdOf } from './reference';

const NOW = new Date('2026-11-22T12:00:00Z');
const DUE = new Date('2026-12-22T23:59:59.999Z');
const open = (change: Partial<AnswerableRequest> = {}): AnswerableRequest => ({
  kind: 'correction',
  state: 'open',
  dueAt: DUE,
  acknowledgedAt: null,
  extendedAt: null,
  ...change,
});

describe('a request', () => {
  test('that is closed takes no answer', () => {
    for (const state of ['done', 'refused', 'withdrawn'] as const)
      for (const answer of ['acknowledge', 'progress', 'extend', 'done', 'refuse', 'withdraw'] as const)
        expect(answerProblem(open({ state }), answer, NOW)).toBe('closed');
  });

  test('is acknowledged once', () => {
    expect(answerProblem(open(), 'acknowledge', NOW)).toBeNull();
    expect(answerProblem(open({ acknowledgedAt: NOW }), 'acknowledge', NOW)).toBe('acknowledged_already');
  });

  test('is extended once, and only while its first month runs', () => {
    expect(answerProblem(open(), 'extend', DUE)).toBeNull();
    expect(answerProblem(open(), 'extend', new Date(DUE.getTime() + 1))).toBe('too_late_to_extend');
    expect(answerProblem(open({ extendedAt: NOW }), 'extend', NOW)).toBe('extended_already');
    expect(answerProblem(open({ kind: 'complaint' }), 'extend', NOW)).toBe('no_extension');
  });

  test('to erase is not done by saying so', () => {
    expect(answerProblem(open({ kind: 'erasure' }), 'done', NOW)).toBe('needs_carrying_out');
    expect(answerProblem(open({ kind: 'erasure' }), 'refuse', NOW)).toBeNull();
    expect(answerProblem(open(), 'done', NOW)).toBeNull();
  });

  test('can be reported on and withdrawn while it is open', () => {
    expect(answerProblem(open(), 'progress', NOW)).toBeNull();
    expect(answerProblem(open(), 'withdraw', NOW)).toBeNull();
  });
});

describe('a reference', () => {
  test('is short, readable, and different for different bytes', () => {
    expect(referenceOf(Buffer.from('0000000000', 'hex'))).toBe('DR-0000-0000');
    expect(referenceOf(Buffer.from('ffffffffff', 'hex'))).toBe('DR-ZZZZ-ZZZZ');
    expect(referenceOf(Buffer.from('0000000001', 'hex'))).toBe('DR-0000-0001');
    expect(referenceOf(Buffer.from('123456789a', 'hex'))).toMatch(
      /^DR-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/,
    );
  });
});

describe('the id of a form', () => {
  test('is the same for the same form, another for any other, and a UUIDv8', () => {
    expect(requestIdOf(['a', 'b'])).toBe(requestIdOf(['a', 'b']));
    expect(requestIdOf(['a', 'b'])).not.toBe(requestIdOf(['ab', '']));
    expect(requestIdOf(['a'])).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from './decide';
import { question, someFacts, vocabulary as someVocabulary } from './decide.arbitraries';
import { ago, ask, contact, facts, NOON, OFFERS, vocabulary, yes } from './decide.samples';
import type { FrequencyFact } from './facts';
import { chosenFrequency, nextDue } from './pace';
import { FREQUENCIES, type Frequency } from './vocabulary';

const PACED = { ...OFFERS, frequencies: FREQUENCIES };
const chose = (frequency: Frequency, since = ago(30), choiceId = `chose-${frequency}`): FrequencyFact => ({
  frequency,
  since,
  choiceId,
});
const permitted = (frequency: FrequencyFact | null) => facts({ permissions: [yes('email')], frequency });
const asked = (lastSentAt?: Date | null) =>
  ask('email', { topic: PACED, ...(lastSentAt === undefined ? {} : { lastSentAt }) });
const words = vocabulary({ topics: new Map([[PACED.no, PACED]]) });

describe('how often', () => {
  it('lets every message go unless something else was chosen', () => {
    expect(decide([permitted(null)], asked(ago(0)), words)).toMatchObject({
      answer: 'allow',
      frequency: 'every',
    });
  });

  it('says nothing of it where the topic offers no choice', () => {
    const decision = decide([permitted(null)], ask('email'), words);
    expect(decision).not.toHaveProperty('frequency');
  });

  it('weekly: nothing for seven days after a message, then one again', () => {
    const week = 7 * 86_400_000;
    const at = (sent: number) =>
      decide([permitted(chose('weekly'))], asked(new Date(NOON.getTime() - sent)), words);
    expect(at(week - 1)).toMatchObject({
      answer: 'deny',
      reasons: [{ code: 'policy', detail: expect.stringContaining('at most once a week') }],
      reliedOn: ['chose-weekly'],
      frequency: 'weekly',
      dueAt: new Date(NOON.getTime() + 1),
      validUntil: new Date(NOON.getTime() + 1),
    });
    expect(at(week).answer).toBe('allow');
    expect(decide([permitted(chose('weekly'))], asked(null), words).answer).toBe('allow');
  });

  it('monthly: one in each month of the calendar where the person is', () => {
    const sent = new Date('2026-10-31T23:30:00Z');
    // Half past midnight on 1 November in Paris, still October in New York.
    expect(nextDue('monthly', sent, ['Europe/Paris'])).toEqual(new Date('2026-11-30T23:00:00Z'));
    expect(nextDue('monthly', sent, ['America/New_York'])).toEqual(new Date('2026-11-01T04:00:00Z'));
    expect(nextDue('monthly', sent, ['America/New_York', 'Europe/Paris'])).toEqual(
      new Date('2026-11-30T23:00:00Z'),
    );
    expect(nextDue('monthly', new Date('2026-12-05T10:00:00Z'), ['Europe/London'])).toEqual(
      new Date('2027-01-01T00:00:00Z'),
    );
    const paris = facts({
      permissions: [yes('email')],
      frequency: chose('monthly'),
      contacts: [contact({ timezone: 'Europe/Paris' })],
    });
    expect(decide([paris], asked(sent), words).dueAt).toEqual(new Date('2026-11-30T23:00:00Z'));
  });

  it('another system is told the choice, and judges its own pace', () => {
    expect(decide([permitted(chose('weekly'))], asked(), words)).toMatchObject({
      answer: 'allow',
      frequency: 'weekly',
    });
  });

  it('of several choices the last said counts, and of two said at once the rarer', () => {
    const one = facts({ frequency: chose('monthly', ago(3)) });
    const two = facts({ frequency: chose('every', ago(2)) });
    expect(chosenFrequency([one, two])?.frequency).toBe('every');
    expect(chosenFrequency([one, facts({ frequency: chose('weekly', ago(3)) }), facts()])?.frequency).toBe(
      'monthly',
    );
  });

  it('a message that is denied for something else besides is not told when it would be due', () => {
    const refused = decide([facts({ frequency: chose('weekly') })], asked(ago(1)), words);
    expect(refused.answer).toBe('deny');
    expect(refused).not.toHaveProperty('dueAt');
  });

  it('never turns a denial into a permission, whatever the facts', () => {
    let met = 0;
    fc.assert(
      fc.property(someFacts, question, someVocabulary, (known, asking, vocabularyHeld) => {
        const paced = decide(known, asking, vocabularyHeld);
        const { lastSentAt: _, ...unpaced } = asking;
        const free = decide(known, unpaced, vocabularyHeld);
        if (free.answer === 'deny') expect(paced.answer).toBe('deny');
        else if (paced.answer === 'deny') met += 1;
        if (paced.dueAt !== undefined) {
          expect(paced.answer).toBe('deny');
          expect(paced.dueAt.getTime() <= asking.at.getTime()).toBe(false);
        }
      }),
      { numRuns: 8_000 },
    );
    expect(met).toBeGreaterThan(5);
  });
});

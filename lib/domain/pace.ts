import { type Asked, dayOf, type Ground, marketingAsked, mayChangeAt } from './asked';
import type { AddressFacts, FrequencyFact } from './facts';
import { FREQUENCIES, type Frequency } from './vocabulary';
import { dayIn, startOfDay } from './zone';

/** What a message says of itself that was put aside for a digest. */
export const WAITS = 'waits for a digest';

const WEEK_MS = 7 * 24 * 60 * 60_000;

const WORDS: Record<Exclude<Frequency, 'every'>, string> = {
  weekly: 'once a week',
  monthly: 'once a month',
};

/** How often the address wants to hear about what is asked, or null when the topic offers no choice. */
export function frequencyAsked({ facts, question }: Pick<Asked, 'facts' | 'question'>): Frequency | null {
  if (question.topic.frequencies.length === 0) return null;
  return chosenFrequency(facts)?.frequency ?? 'every';
}

/** The choice said last at any of an address's contact points; of two said at once the rarer holds. */
export function chosenFrequency(facts: readonly AddressFacts[]): FrequencyFact | null {
  let latest: FrequencyFact | null = null;
  for (const { frequency } of facts) {
    if (frequency === null) continue;
    const newer = latest === null || frequency.since > latest.since;
    if (newer || (sameTime(frequency, latest) && rarer(frequency, latest))) latest = frequency;
  }
  return latest;
}

function sameTime(one: FrequencyFact, other: FrequencyFact | null): boolean {
  return one.since.getTime() === other?.since.getTime();
}

function rarer(one: FrequencyFact, other: FrequencyFact | null): boolean {
  return other === null || FREQUENCIES.indexOf(one.frequency) > FREQUENCIES.indexOf(other.frequency);
}

/**
 * The earliest instant at which the next message may go after one sent at `lastSentAt`: seven days later, or the first
 * day of the next month wherever somebody of the address is; null when any time will do.
 * @param zones IANA names of the people's zones; the latest of them counts
 */
export function nextDue(
  frequency: Frequency,
  lastSentAt: Date | null,
  zones: readonly string[],
): Date | null {
  if (lastSentAt === null) return null;
  // No time at all is no proof that enough has passed.
  if (Number.isNaN(lastSentAt.getTime())) return frequency === 'every' ? null : lastSentAt;
  switch (frequency) {
    case 'every':
      return null;
    case 'weekly':
      return new Date(lastSentAt.getTime() + WEEK_MS);
    case 'monthly':
      return zones
        .map((zone) => {
          const { year, month } = dayIn(zone, lastSentAt);
          return startOfDay(zone, { year, month: month + 1, day: 1 });
        })
        .reduce((latest, due) => (due > latest ? due : latest), lastSentAt);
    default:
      return frequency satisfies never;
  }
}

/**
 * Whether a message of ours would come sooner than the person asked: the denial, and when it may go. Null when it would
 * not, and for another system's question, which does not say when that last sent.
 */
export function tooSoon(asked: Asked, zones: readonly string[]): (Ground & { until: Date }) | null {
  const { lastSentAt } = asked.question;
  const chosen = chosenFrequency(asked.facts);
  if (lastSentAt === undefined || lastSentAt === null || chosen === null || chosen.frequency === 'every')
    return null;
  const until = nextDue(chosen.frequency, lastSentAt, zones);
  if (until === null || until.getTime() <= asked.atMs) return null;
  mayChangeAt(asked, until.getTime());
  return {
    holds: false,
    until,
    reasons: [
      {
        code: 'policy',
        detail: `The person asked for ${marketingAsked(asked)} at most ${WORDS[chosen.frequency]}; the last went on ${dayOf(lastSentAt)}.`,
        source: 'House rule: no more often than the person asked',
      },
    ],
    reliedOn: [chosen.choiceId],
  };
}

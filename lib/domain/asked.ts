import type { AddressFacts, PermissionFact, Question, Reason, Vocabulary } from './facts';
import type { Cell } from './standing-no';
import type { Channel } from './vocabulary';

/** No answer is good for longer than this: what it rests on may change without anybody telling. */
export const ANSWER_MAX_AGE_MS = 60 * 60_000;
const LATEST_INSTANT_MS = 8.64e15;

/** A question with the facts it is asked of, and the earliest instant found at which its answer may change. */
export interface Asked {
  readonly facts: readonly AddressFacts[];
  readonly question: Question;
  readonly vocabulary: Vocabulary;
  readonly atMs: number;
  readonly cell: Cell;
  readonly permissions: readonly PermissionFact[];
  changesAtMs: number;
}

/** What a step of deciding found, and the events (or records) it rests on. */
export interface Findings {
  readonly reasons: Reason[];
  readonly reliedOn: string[];
}

/** Whether something permits, and why or why not. */
export interface Ground extends Findings {
  readonly holds: boolean;
}

/** Lays a question and the union of its facts out for deciding. The question's instant must be valid. */
export function ask(facts: readonly AddressFacts[], question: Question, vocabulary: Vocabulary): Asked {
  const atMs = question.at.getTime();
  const [only] = facts;
  return {
    facts,
    question,
    vocabulary,
    atMs,
    cell: { channel: question.channel, senderNo: question.sender.no, topicNo: question.topic.no },
    permissions:
      facts.length === 1 && only !== undefined ? only.permissions : facts.flatMap((fact) => fact.permissions),
    changesAtMs: Math.min(atMs + ANSWER_MAX_AGE_MS, LATEST_INSTANT_MS),
  };
}

/** Notes that the answer may change at an instant; instants already past change nothing. */
export function mayChangeAt(asked: Asked, instantMs: number): void {
  if (instantMs > asked.atMs && instantMs < asked.changesAtMs) asked.changesAtMs = instantMs;
}

const DAY_MS = 86_400_000;
const DAYS_KEPT = 4_096;
const days = new Map<number, string>();

/** The day of an instant in UTC, for sentences. Remembered by day: thousands of answers of one batch share a few hundred. */
export function dayOf(date: Date): string {
  const day = Math.floor(date.getTime() / DAY_MS);
  if (Number.isNaN(day)) return 'an unknown day';
  let text = days.get(day);
  if (text === undefined) {
    text = date.toISOString().slice(0, 10);
    if (days.size < DAYS_KEPT) days.set(day, text);
  }
  return text;
}

/** The channels as they stand in a sentence: "marketing by …". */
export const CHANNEL_WORDS: Record<Channel, string> = {
  email: 'email',
  post: 'post',
  phone: 'phone',
  automated_call: 'automated call',
  sms: 'SMS',
  fax: 'fax',
};

/** What is asked for, as it stands in a sentence. */
export function marketingAsked({ question }: Asked): string {
  return `marketing by ${CHANNEL_WORDS[question.channel]} from ${question.sender.name} about ${question.topic.name}`;
}

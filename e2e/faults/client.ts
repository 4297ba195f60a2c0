import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from './chance';
import type { Choice } from './choices';
import type { Site } from './site';

/** What the clients of a run have seen. */
export interface Ledgered {
  /** Every choice that was sent at least once. */
  choices: Choice[];
  requests: number;
  /** Answers 503, and connections that broke before an answer. */
  unavailable: number;
  broken: number;
  /** Answers nobody may get, whatever was killed. */
  wrong: string[];
  slowestAnswerMs: number;
}

export interface Answer {
  status: number;
  retryAfter: string | null;
  tookMs: number;
}

const ANSWER_WITHIN_MS = 20_000;
const WRONG_TOLD = 50;
/** About half a minute: longer than any part may take to come back. */
const LONGEST_TRIES = 120;

export function emptyLedgered(): Ledgered {
  return { choices: [], requests: 0, unavailable: 0, broken: 0, wrong: [], slowestAnswerMs: 0 };
}

/**
 * Sends a choice until it is acknowledged or patience ends: after a broken connection, a 503 or a 409 the very same
 * request is sent again. True when acknowledged.
 */
export async function insist(
  site: Site,
  ledgered: Ledgered,
  choice: Choice,
  patience: { tries: number; pauseMs: number },
): Promise<boolean> {
  ledgered.choices.push(choice);
  for (let attempt = 1; attempt <= patience.tries; attempt += 1) {
    const copies = Array.from({ length: choice.copies }, () => send(site, ledgered, choice));
    await Promise.all(copies);
    if (choice.acknowledgedAt !== null) {
      if (choice.again) await send(site, ledgered, choice);
      return true;
    }
    await sleep(patience.pauseMs);
  }
  if (patience.tries > 1) complain(ledgered, `${choice.door}: not taken in ${patience.tries} tries`);
  return false;
}

/** Patience of a client, most of them; a few give up at once and leave it open what became of their choice. */
export function patienceOf(chance: Chance): { tries: number; pauseMs: number } {
  return chance.happens(0.1)
    ? { tries: 1, pauseMs: 0 }
    : { tries: LONGEST_TRIES, pauseMs: chance.between(150, 350) };
}

/** Sends one request. Notes an acknowledgement on the choice; null when the connection broke. */
export async function send(site: Site, ledgered: Ledgered, choice: Choice): Promise<Answer | null> {
  const { method, headers, body } = choice;
  const began = performance.now();
  ledgered.requests += 1;
  const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
  const answer = await fetch(`${site.url}${choice.path}`, {
    method,
    headers,
    body,
    signal,
    redirect: 'manual',
  }).then(
    async (response): Promise<Answer | null> => {
      const { status } = response;
      const retryAfter = response.headers.get('retry-after');
      // An answer that breaks off in its body still said how it went: the status comes after the commit.
      await response.arrayBuffer().catch(() => undefined);
      return { status, retryAfter, tookMs: performance.now() - began };
    },
    () => null,
  );
  const tookMs = performance.now() - began;
  ledgered.slowestAnswerMs = Math.max(ledgered.slowestAnswerMs, tookMs);
  if (answer === null) {
    ledgered.broken += 1;
    if (tookMs >= ANSWER_WITHIN_MS) complain(ledgered, `${choice.door}: no answer in ${ANSWER_WITHIN_MS} ms`);
    return null;
  }
  if (choice.success.includes(answer.status)) choice.acknowledgedAt ??= Date.now();
  else if (answer.status === 503) {
    ledgered.unavailable += 1;
    if (answer.retryAfter === null) complain(ledgered, `${choice.door}: 503 without Retry-After`);
  } else if (answer.status !== 409) complain(ledgered, `${choice.door}: answered ${answer.status}`);
  return answer;
}

function complain(ledgered: Ledgered, text: string): void {
  if (ledgered.wrong.length < WRONG_TOLD) ledgered.wrong.push(text);
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { Writer } from '../../../db/client';
import { markTold } from '../../../db/queries/disclosures';
import { scheduleJobs } from '../../../db/queries/jobs';
import {
  type ClaimedMessage,
  countDoubts,
  isMarketing,
  markUndeliverable,
  type Settlement,
  settleMessage,
} from '../../../db/queries/messages';
import type { Context } from '../../context';
import type { Decision } from '../../domain/facts';
import { WAITS } from '../../domain/pace';
import { isDatabaseAway } from '../../errors';
import { waitForDigest } from '../digest/wait-for-digest';
import { sendJob } from './send-job';

/** What became of one attempt to send a claimed message. */
export type AttemptOutcome =
  /** The relay took it. `told`: disclosures whose third party now knows. */
  | { outcome: 'accepted'; code: number; decision: Decision | null; told: readonly string[] }
  /** Not sent, and rightly so: no permission at the moment of sending, or no reason any more. */
  | { outcome: 'withheld'; decision: Decision | null; cause: string }
  /** Marketing that would come sooner than the person asked: it waits for a digest. */
  | { outcome: 'waits'; decision: Decision; dueAt: Date }
  /** Certainly not taken; to be tried again. */
  | { outcome: 'retry'; reason: string; code: number | null; decision: Decision | null }
  /** Never to be taken. `status` is the enhanced code (RFC 3463) where the relay gave one. */
  | { outcome: 'rejected'; code: number; status: string | null; decision: Decision | null }
  /** It may have been taken. */
  | { outcome: 'unknown'; decision: Decision | null }
  /** It cannot be written or addressed. */
  | { outcome: 'impossible'; cause: string };

/** Attempts over about two days, then the failure stands for staff to see. */
export const MAX_ATTEMPTS = 11;
const FIRST_DELAY_MS = 5_000;
const DELAY_FACTOR = 4;
const LONGEST_DELAY_MS = 12 * 60 * 60_000;
/** How long an outcome waits in memory for the database to come back; shorter than a claim may stand. */
const PATIENCE_MS = 4 * 60_000;
const PAUSE_MS = 1_000;

/** RFC 3463 §3.2: the mailbox or its domain does not exist, or takes no mail (RFC 7505 null MX). */
const NO_SUCH_MAILBOX = new Set(['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10']);

/**
 * Records what became of an attempt and, when it is to be tried again, enqueues that in the same transaction. Waits
 * for a database that is away: a message sent and not marked would stand in doubt.
 */
export async function settleAttempt(
  ctx: Context,
  message: ClaimedMessage,
  outcome: AttemptOutcome,
): Promise<void> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      await ctx.db.transaction((tx) => settle(ctx, tx, message, outcome));
      return;
    } catch (error) {
      if (!isDatabaseAway(error) || Date.now() > giveUpAt) throw error;
      await sleep(PAUSE_MS);
    }
  }
}

async function settle(
  ctx: Context,
  tx: Writer,
  message: ClaimedMessage,
  outcome: AttemptOutcome,
): Promise<void> {
  const at = ctx.now();
  const key = { contactPointId: message.contactPointId, messageId: message.id, attempt: message.attempt };
  const state = await stateAfter(tx, message, outcome);
  const settled = await settleMessage(tx, {
    ...key,
    state,
    at,
    decision: 'decision' in outcome ? outcome.decision : null,
    failure: failureOf(outcome, state),
    delivery: deliveryOf(outcome),
  });
  if (!settled) return;
  if (outcome.outcome === 'waits') await waitForDigest(tx, message, outcome.dueAt, at);
  if (state === 'failed' || state === 'in_doubt')
    ctx.log.warn({ messageId: message.id, kind: message.kind, state }, 'a message was not known to be sent');
  if (state === 'queued') {
    const runAt = new Date(at.getTime() + retryDelayMs(message.attempt));
    await scheduleJobs(tx, [sendJob({ ...key, kind: message.kind }, runAt)]);
  }
  if (outcome.outcome === 'accepted') await markTold(tx, message.contactPointId, outcome.told, at);
  if (outcome.outcome === 'rejected' && outcome.status !== null && bounces(message, outcome.status))
    await markUndeliverable(tx, message.contactPointId, at, outcome.status);
}

/** How long to wait after an attempt (from 1), in milliseconds: 5 s, 20 s, 80 s … 12 h. */
export function retryDelayMs(attempt: number): number {
  return Math.min(FIRST_DELAY_MS * DELAY_FACTOR ** (attempt - 1), LONGEST_DELAY_MS);
}

/** A notice goes to the third party's address, so its bounce says nothing about the person's. */
function bounces(message: ClaimedMessage, status: string): boolean {
  return message.kind !== 'third_party_notice' && NO_SUCH_MAILBOX.has(status);
}

async function stateAfter(
  tx: Writer,
  message: ClaimedMessage,
  outcome: AttemptOutcome,
): Promise<Settlement['state']> {
  switch (outcome.outcome) {
    case 'accepted':
      return 'sent';
    case 'withheld':
    case 'waits':
      return 'withheld';
    case 'rejected':
    case 'impossible':
      return 'failed';
    case 'retry':
      return message.attempt >= MAX_ATTEMPTS ? 'failed' : 'queued';
    case 'unknown': {
      // Marketing is never sent twice; essential mail is repeated once, under the same Message-ID.
      if (isMarketing(message.kind)) return 'in_doubt';
      const doubts = await countDoubts(tx, {
        contactPointId: message.contactPointId,
        messageId: message.id,
        attempt: message.attempt,
      });
      return doubts === 0 ? 'queued' : 'in_doubt';
    }
  }
}

function failureOf(outcome: AttemptOutcome, state: Settlement['state']): string | null {
  switch (outcome.outcome) {
    case 'accepted':
      return null;
    case 'withheld':
    case 'impossible':
      return outcome.cause;
    case 'waits':
      return WAITS;
    case 'retry':
      return state === 'failed' ? `gave up: ${outcome.reason}` : outcome.reason;
    case 'rejected':
      return outcome.status === null
        ? `rejected ${outcome.code}`
        : `rejected ${outcome.code} ${outcome.status}`;
    case 'unknown':
      return 'no reply';
  }
}

function deliveryOf(outcome: AttemptOutcome): Settlement['delivery'] {
  switch (outcome.outcome) {
    case 'accepted':
    case 'rejected':
      return { outcome: outcome.outcome, replyCode: outcome.code };
    case 'retry':
      return { outcome: outcome.reason, replyCode: outcome.code };
    case 'unknown':
      return { outcome: 'unknown', replyCode: null };
    case 'withheld':
    case 'waits':
    case 'impossible':
      return null;
  }
}

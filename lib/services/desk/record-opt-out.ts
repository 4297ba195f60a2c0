import type { Writer } from '../../../db/client';
import { addAccess, addRequest, requestOfInstruction } from '../../../db/queries/desk';
import { pointsWithConsent } from '../../../db/queries/preferences';
import type { Context } from '../../context';
import type { Instruction } from '../../domain/consent-event';
import type { DeskMedium } from '../../domain/vocabulary';
import { AppError } from '../../errors';
import { record } from '../ledger/record';
import { assertMay, type StaffActor } from '../staff/assert-may';
import { type DeskTarget, noStatements, type OptOutScope, optOutScope } from './opt-out-scope';
import { readBackSentence } from './read-back';

/** An opt-out as staff took it down. */
export interface TakenOptOut {
  /** The form's own token: sent twice, it is recorded once. */
  instructionId: string;
  target: DeskTarget;
  /** Who spoke, when we know; what they said still binds everybody at the address. */
  spokenBy: string | null;
  household: boolean;
  /** Senders to stop; empty means everybody we send for. */
  senderNos: readonly number[];
  medium: DeskMedium;
  words: string;
  callReference: string | null;
  /** When it reached us; the future counts as now. */
  receivedAt: Date;
}

/** Longest time until everything already under way has run out (STANDARDS §9.12: never more than 28 days). */
export const DUE_MS = 28 * 24 * 60 * 60_000;
const WORDS_MAX_CHARS = 2_000;
const REFERENCE_MAX_CHARS = 100;

/**
 * Records an opt-out taken at the desk: the ledger, the request with its due date and the access log in one
 * transaction, so that it holds as soon as this returns. Returns the request's id. Throws AppError `bad_input` only
 * when there is no address at all, `forbidden` for a role that may not.
 */
export async function recordOptOut(ctx: Context, staff: StaffActor, taken: TakenOptOut): Promise<string> {
  assertMay(staff, 'record');
  const scope = await optOutScope(ctx, taken.target, taken.household);
  if (scope.points.length === 0) throw new AppError('bad_input', 'Type the address the opt-out is for.');
  const { senders } = await ctx.vocabulary.current();
  const chosen = taken.senderNos.flatMap((no) => senders.get(no) ?? []);
  const readBack = readBackSentence(
    scope.spoken,
    chosen.map((sender) => sender.name),
  );
  const now = ctx.now();
  const receivedAt = taken.receivedAt > now ? now : taken.receivedAt;
  const said = { ...taken, receivedAt, senderNos: chosen.map((sender) => sender.no) };
  return ctx.db.transaction(async (tx) => {
    const id = ctx.newId();
    const added = await addRequest(tx, {
      id,
      instructionId: taken.instructionId,
      staffId: staff.id,
      contactId: taken.spokenBy,
      contactPointIds: scope.points.map((point) => point.ref.id),
      medium: taken.medium,
      words: wordsOf(taken),
      callReference: referenceOf(taken),
      readBack,
      receivedAt,
      recordedAt: now,
      dueAt: new Date(receivedAt.getTime() + DUE_MS),
      outcome: 'holds',
    });
    if (!added) return (await requestOfInstruction(tx, taken.instructionId)) ?? id;
    const [outcome] = await record(ctx, tx, [await instructionFor(tx, staff, said, scope, readBack)]);
    if (outcome?.ok !== true) throw new Error('an opt-out was not recorded');
    await addAccess(tx, {
      id: ctx.newId(),
      staffId: staff.id,
      at: now,
      what: 'record',
      contactId: taken.spokenBy,
      contactPointId: scope.points[0]?.ref.id ?? null,
      detail: { request: id },
    });
    return id;
  });
}

async function instructionFor(
  tx: Writer,
  staff: StaffActor,
  said: TakenOptOut,
  scope: OptOutScope,
  readBack: string,
): Promise<Instruction> {
  const consents = await pointsWithConsent(
    tx,
    scope.points.map((point) => point.ref.id),
  );
  return {
    id: said.instructionId,
    saidAt: said.receivedAt,
    door: 'desk',
    actor: { kind: 'staff', id: staff.id },
    assurance: 'asserted',
    evidence: {
      medium: said.medium,
      words: wordsOf(said),
      call_reference: referenceOf(said),
      read_back: readBack,
      received_at: said.receivedAt.toISOString(),
    },
    utterances: scope.points.map((point) => ({
      point: point.ref,
      contactId: said.spokenBy,
      statements: noStatements(point, consents.has(point.ref.id) ? 'withdrawn' : 'objected', said.senderNos),
    })),
  };
}

/** An opt-out is never refused for want of a note; that there is none is written down instead. */
function wordsOf(taken: TakenOptOut): string {
  const words = taken.words.trim().slice(0, WORDS_MAX_CHARS);
  return words === '' ? '(no words were written down)' : words;
}

function referenceOf(taken: TakenOptOut): string | null {
  const reference = (taken.callReference ?? '').trim().slice(0, REFERENCE_MAX_CHARS);
  return reference === '' ? null : reference;
}

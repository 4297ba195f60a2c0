import {
  addAccess,
  eventsOfInstruction,
  markUndone,
  type RecordedNo,
  requestById,
} from '../../../db/queries/desk';
import type { Context } from '../../context';
import type { Instruction, Utterance } from '../../domain/consent-event';
import { bareRef } from '../../domain/contact-point/locate';
import { ACT_EFFECT } from '../../domain/vocabulary';
import { record } from '../ledger/record';
import { assertMay, type StaffActor } from '../staff/assert-may';
import { mayUndo } from './may-undo';

export type UndoOutcome = { ok: true } | { ok: false; why: string; field?: 'reason' };

const REASON_MAX_CHARS = 500;

/**
 * Undoes a slip as a new recorded act: each no the request wrote gets an `invalidated` event naming it, and what was
 * said before counts again. Only for a no taken at the desk, within 24 hours, by the same member of staff or an
 * administrator, with a reason. Nothing is erased.
 */
export async function undoRequest(
  ctx: Context,
  staff: StaffActor,
  asked: { requestId: string; reason: string },
): Promise<UndoOutcome> {
  assertMay(staff, 'record');
  const reason = asked.reason.trim().slice(0, REASON_MAX_CHARS);
  const request = await requestById(ctx.db.reader, asked.requestId);
  if (request === null) return { ok: false, why: 'There is no such request.' };
  const may = mayUndo(request, staff, ctx.now());
  if (!may.ok) return may;
  if (reason === '') return { ok: false, why: 'Say what the slip was.', field: 'reason' };
  return ctx.db.transaction(async (tx): Promise<UndoOutcome> => {
    const events = await eventsOfInstruction(tx, request.contactPointIds, request.instructionId);
    const slips = events.filter((event) => event.door === 'desk' && ACT_EFFECT[event.act] === 'no');
    if (slips.length === 0) return { ok: false, why: 'It wrote nothing that could be undone.' };
    const [outcome] = await record(ctx, tx, [undoing(ctx, staff, request.id, reason, slips)]);
    if (outcome?.ok !== true) throw new Error('an undo was not recorded');
    if (outcome.events.length === 0) return { ok: false, why: 'This was undone already.' };
    await markUndone(tx, request.id, ctx.now());
    await addAccess(tx, {
      id: ctx.newId(),
      staffId: staff.id,
      at: ctx.now(),
      what: 'undo',
      contactId: request.contactId,
      contactPointId: slips[0]?.contactPointId ?? null,
      detail: { request: request.id },
    });
    return { ok: true };
  });
}

function undoing(
  ctx: Context,
  staff: StaffActor,
  requestId: string,
  reason: string,
  slips: readonly RecordedNo[],
): Instruction {
  const byPoint = new Map<string, Utterance & { statements: Utterance['statements'][number][] }>();
  for (const slip of slips) {
    const utterance = byPoint.get(slip.contactPointId) ?? {
      point: bareRef(slip.contactPointId, slip.kind, slip.keyEpoch),
      contactId: slip.contactId,
      statements: [],
    };
    utterance.statements.push({
      act: 'invalidated',
      channel: slip.channel,
      senderNo: slip.senderNo,
      topicNo: slip.topicNo,
      undoesSeq: slip.seq,
    });
    byPoint.set(slip.contactPointId, utterance);
  }
  return {
    id: ctx.newId(),
    saidAt: ctx.now(),
    door: 'desk',
    actor: { kind: 'staff', id: staff.id },
    assurance: 'asserted',
    evidence: { reason, undoes_request: requestId },
    utterances: [...byPoint.values()],
  };
}

import { usedPoints } from '../../../db/queries/contact';
import { lockDataRequest, openRequestsOf } from '../../../db/queries/data-requests';
import { lockContact } from '../../../db/queries/data-restriction';
import { addAccess } from '../../../db/queries/desk';
import { emailOfPoint, sharedPoints, untoldRecipients } from '../../../db/queries/erasure';
import type { Context } from '../../context';
import { eraseContact } from '../contact/erase-contact';
import { assertMay, type StaffActor } from '../staff/assert-may';
import { addStep } from './add-step';

export type ErasureOutcome =
  | { ok: true; shared: number }
  | { ok: false; problem: 'not_found' | 'closed' | 'others_open' }
  /** Third parties that still hold data and were not told: tell them first, or say that it was done another way. */
  | { ok: false; problem: 'recipients_untold'; recipients: readonly string[] };

/**
 * Carries out a request to be erased: the person is forgotten, their no kept, the request closed, and the last mail to
 * them queued, in one transaction. Other open requests of theirs must be answered first, for their words would go too;
 * one to restrict is closed along with it. Pressed twice, the second finds it closed.
 */
export async function carryOutErasure(
  ctx: Context,
  staff: StaffActor,
  asked: { requestId: string; recipientsTold: boolean },
): Promise<ErasureOutcome> {
  assertMay(staff, 'answer_data_requests');
  const { requestId } = asked;
  const actor = { kind: 'staff' as const, id: staff.id };
  return ctx.db.transaction(async (tx): Promise<ErasureOutcome> => {
    const found = await lockDataRequest(tx, requestId);
    const contactId = found?.contactId ?? null;
    if (found === null || contactId === null || found.kind !== 'erasure')
      return { ok: false, problem: 'not_found' };
    if (found.state !== 'open') return { ok: false, problem: 'closed' };
    await lockContact(tx, contactId);
    const others = (await openRequestsOf(tx, contactId)).filter((one) => one.id !== requestId);
    if (others.some((one) => one.kind !== 'restriction')) return { ok: false, problem: 'others_open' };
    const pointIds = (await usedPoints(tx, contactId)).map(({ id }) => id);
    const shared = await sharedPoints(tx, contactId, pointIds);
    const recipients = await untoldRecipients(
      tx,
      pointIds.filter((id) => !shared.has(id)),
    );
    if (recipients.length > 0 && !asked.recipientsTold)
      return { ok: false, problem: 'recipients_untold', recipients };
    const recipient = found.replyPointId === null ? null : await emailOfPoint(tx, found.replyPointId);
    const erased = await eraseContact(ctx, tx, { contactId, actor, evidence: { request: found.reference } });
    for (const other of others) await addStep(ctx, tx, other, { step: 'done', actor }, { tell: false });
    await addStep(ctx, tx, found, { step: 'done', actor }, { recipient, tell: recipient !== null });
    await addAccess(tx, {
      id: ctx.newId(),
      staffId: staff.id,
      at: ctx.now(),
      what: 'erase',
      contactId,
      contactPointId: null,
      detail: { request: requestId },
    });
    return { ok: true, shared: erased?.shared ?? 0 };
  });
}

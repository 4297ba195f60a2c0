import { lockDataRequest, openRequestsOf } from '../../../db/queries/data-requests';
import { lockContact } from '../../../db/queries/data-restriction';
import type { Context } from '../../context';
import type { EvidenceBody } from '../../domain/consent-event';
import { answerProblem } from '../../domain/data-request/answer';
import { addStep } from './add-step';
import { endRestriction } from './end-restriction';

export type WithdrawOutcome = { ok: true } | { ok: false; problem: 'not_found' | 'closed' };

/**
 * Takes a request back because the person who made it says so. With a request to be erased, or to restrict, the
 * restriction it brought ends unless another open one still wants it; every no said along with it stays.
 */
export async function withdrawRequest(
  ctx: Context,
  said: { contactId: string; requestId: string; evidence: EvidenceBody },
): Promise<WithdrawOutcome> {
  const { contactId, requestId, evidence } = said;
  return ctx.db.transaction(async (tx): Promise<WithdrawOutcome> => {
    const contact = await lockContact(tx, contactId);
    const request = await lockDataRequest(tx, requestId);
    if (request === null || request.contactId !== contactId) return { ok: false, problem: 'not_found' };
    if (answerProblem(request, 'withdraw', ctx.now()) !== null) return { ok: false, problem: 'closed' };
    await addStep(ctx, tx, request, { step: 'withdrawn', actor: { kind: 'person', id: contactId } });
    const restricts = (kind: string) => kind === 'erasure' || kind === 'restriction';
    if (!restricts(request.kind) || contact?.status !== 'restricted') return { ok: true };
    const others = await openRequestsOf(tx, contactId);
    if (others.some((one) => restricts(one.kind))) return { ok: true };
    const words = 'I take my request back';
    await endRestriction(ctx, tx, {
      contactId,
      evidence: { ...evidence, words, request: request.reference },
    });
    return { ok: true };
  });
}

import { openRequestsOf } from '../../../db/queries/data-requests';
import { lockContact } from '../../../db/queries/data-restriction';
import type { Context } from '../../context';
import type { EvidenceBody } from '../../domain/consent-event';
import { addStep } from './add-step';
import { endRestriction } from './end-restriction';

export type LiftOutcome = { ok: true } | { ok: false; problem: 'erasure_open' };

/**
 * Ends a restriction because the person says so, and closes the request it came by. While they ask to be erased it
 * stays: that request must be taken back first. Lifted twice, the second does nothing.
 */
export async function liftRestriction(
  ctx: Context,
  said: { contactId: string; evidence: EvidenceBody },
): Promise<LiftOutcome> {
  const { contactId, evidence } = said;
  return ctx.db.transaction(async (tx): Promise<LiftOutcome> => {
    const contact = await lockContact(tx, contactId);
    if (contact?.status !== 'restricted') return { ok: true };
    const open = await openRequestsOf(tx, contactId);
    if (open.some((one) => one.kind === 'erasure')) return { ok: false, problem: 'erasure_open' };
    const words = 'Use my details again';
    await endRestriction(ctx, tx, { contactId, evidence: { ...evidence, words } });
    const request = open.find((one) => one.kind === 'restriction');
    if (request !== undefined)
      await addStep(ctx, tx, request, { step: 'withdrawn', actor: { kind: 'person', id: contactId } });
    return { ok: true };
  });
}

import type { Writer } from '../../../db/client';
import { keepContactFacts } from '../../../db/queries/contact';
import { setContactStatus, stoppedPoints } from '../../../db/queries/data-restriction';
import type { Context } from '../../context';
import type { EvidenceBody } from '../../domain/consent-event';
import { bareRef } from '../../domain/contact-point/locate';
import { ALL } from '../../domain/vocabulary';
import { record } from '../ledger/record';

/**
 * Ends the restriction of a person's data at their own wish: their state, and the stop wherever it stands. Every no
 * stays. The caller holds the contact.
 */
export async function endRestriction(
  ctx: Context,
  tx: Writer,
  said: { contactId: string; evidence: EvidenceBody },
): Promise<void> {
  const { contactId, evidence } = said;
  const now = ctx.now();
  await setContactStatus(tx, contactId, 'active', now);
  await keepContactFacts(tx, contactId, now, 'person');
  const points = await stoppedPoints(tx, contactId, 'restriction');
  if (points.length === 0) return;
  const [outcome] = await record(ctx, tx, [
    {
      id: ctx.newId(),
      saidAt: now,
      door: 'account',
      actor: { kind: 'person', id: contactId },
      assurance: 'signed_in',
      evidence: { ...evidence, page: '/account/my-data' },
      utterances: points.map((point) => ({
        point: bareRef(point.id, point.kind, point.keyEpoch),
        contactId,
        statements: [{ act: 'resumed', channel: 'all', senderNo: ALL, topicNo: ALL, stop: 'restriction' }],
      })),
    },
  ]);
  if (outcome?.ok !== true) throw new Error('the end of a restriction was not recorded');
}

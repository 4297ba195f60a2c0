import type { Writer } from '../../../db/client';
import { keepContactFacts } from '../../../db/queries/contact';
import { setContactStatus } from '../../../db/queries/data-restriction';
import { pointsOfContact } from '../../../db/queries/preferences';
import type { Context } from '../../context';
import type { EvidenceBody, Statement } from '../../domain/consent-event';
import { bareRef } from '../../domain/contact-point/locate';
import { ALL } from '../../domain/vocabulary';
import { record } from '../ledger/record';

const RESTRICT: Statement = {
  act: 'paused',
  channel: 'all',
  senderNo: ALL,
  topicNo: ALL,
  stop: 'restriction',
};
const REFUSE: Statement = { act: 'withdrawn', channel: 'all', senderNo: ALL, topicNo: ALL };

/**
 * Restricts the use of a person's data at once (GDPR Art. 18): their state, and a stop at each of their addresses.
 * With `refuse` also a lasting no to all marketing at the addresses nobody else uses. The caller holds the contact.
 */
export async function beginRestriction(
  ctx: Context,
  tx: Writer,
  said: { contactId: string; evidence: EvidenceBody; refuse: boolean },
): Promise<void> {
  const { contactId, evidence, refuse } = said;
  const points = await pointsOfContact(tx, contactId);
  const now = ctx.now();
  await setContactStatus(tx, contactId, 'restricted', now);
  await keepContactFacts(tx, contactId, now, 'person');
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
        statements: refuse && point.sharers === 0 ? [REFUSE, RESTRICT] : [RESTRICT],
      })),
    },
  ]);
  if (outcome?.ok !== true) throw new Error('a restriction was not recorded');
}

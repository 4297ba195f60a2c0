import { pointsOfContact, pointsWithConsent } from '../../../db/queries/preferences';
import type { Context } from '../../context';
import type { EvidenceBody } from '../../domain/consent-event';
import { bareRef } from '../../domain/contact-point/locate';
import { ALL } from '../../domain/vocabulary';
import { record } from '../ledger/record';

/**
 * Records a no to everything, from everybody, on every address of the contact: `withdrawn` where a consent stood,
 * else `objected`. Returns how many addresses it covers.
 */
export async function stopEverything(
  ctx: Context,
  said: { contactId: string; evidence: EvidenceBody },
): Promise<number> {
  const points = await pointsOfContact(ctx.db.reader, said.contactId);
  if (points.length === 0) return 0;
  const consents = await pointsWithConsent(
    ctx.db.reader,
    points.map((point) => point.id),
  );
  await ctx.db.transaction((tx) =>
    record(ctx, tx, [
      {
        id: ctx.newId(),
        saidAt: ctx.now(),
        door: 'account',
        actor: { kind: 'person', id: said.contactId },
        assurance: 'signed_in',
        evidence: { page: '/account', words: 'Stop everything', ...said.evidence },
        utterances: points.map((point) => ({
          point: bareRef(point.id, point.kind, point.keyEpoch),
          contactId: said.contactId,
          statements: [
            {
              act: consents.has(point.id) ? 'withdrawn' : 'objected',
              channel: 'all',
              senderNo: ALL,
              topicNo: ALL,
            },
          ],
        })),
      },
    ]),
  );
  return points.length;
}

import { replyPointOf } from '../../../db/queries/data-request-desk';
import { openRequestsOf } from '../../../db/queries/data-requests';
import { lockContact } from '../../../db/queries/data-restriction';
import type { Context } from '../../context';
import type { EvidenceBody } from '../../domain/consent-event';
import { languageOf } from '../../domain/language';
import { beginRestriction } from './begin-restriction';
import { openRequest } from './open-request';

/**
 * Asks to be erased (GDPR Art. 17). At once: a no to all marketing at every address the person alone uses, and a
 * restriction at all of them, so that nothing is sent to an address they share either, without taking a sharer's own
 * yes from them for good. Staff carry the erasure out by its due day. One that is open already is returned as it is.
 */
export async function askErasure(
  ctx: Context,
  asked: { contactId: string; evidence: EvidenceBody },
): Promise<string> {
  const { contactId, evidence } = asked;
  return ctx.db.transaction(async (tx) => {
    const contact = await lockContact(tx, contactId);
    const open = (await openRequestsOf(tx, contactId)).find((one) => one.kind === 'erasure');
    if (open !== undefined) return open.reference;
    const { request } = await openRequest(ctx, tx, {
      id: ctx.newId(),
      kind: 'erasure',
      way: 'account',
      contactId,
      replyPointId: await replyPointOf(tx, contactId),
      name: null,
      language: languageOf(contact?.locale) ?? 'en',
      words: null,
    });
    const said = { ...evidence, words: 'Delete my details', request: request.reference };
    await beginRestriction(ctx, tx, { contactId, evidence: said, refuse: true });
    return request.reference;
  });
}

import { replyPointOf } from '../../../db/queries/data-request-desk';
import { lockContact } from '../../../db/queries/data-restriction';
import type { Context } from '../../context';
import type { EvidenceBody } from '../../domain/consent-event';
import { requestIdOf } from '../../domain/data-request/reference';
import { languageOf } from '../../domain/language';
import { stopEverything } from '../preference/stop-everything';
import { addStep } from './add-step';
import { openRequest } from './open-request';

/**
 * Objects to all direct marketing (GDPR Art. 21(2)): stopped first and at once, then written down as a request that
 * is done, so that the person and staff see it. Returns its reference.
 */
export async function objectToMarketing(
  ctx: Context,
  said: { contactId: string; token: string; evidence: EvidenceBody },
): Promise<string> {
  const { contactId, token, evidence } = said;
  await stopEverything(ctx, { contactId, evidence: { ...evidence, page: '/account/my-data' } });
  return ctx.db.transaction(async (tx) => {
    const contact = await lockContact(tx, contactId);
    const asked = {
      id: requestIdOf([contactId, token, 'marketing_objection']),
      kind: 'marketing_objection' as const,
      way: 'account' as const,
      contactId,
      replyPointId: await replyPointOf(tx, contactId),
      name: null,
      language: languageOf(contact?.locale) ?? 'en',
      words: null,
    };
    const { request, fresh } = await openRequest(ctx, tx, asked, { tell: false });
    if (fresh) await addStep(ctx, tx, request, { step: 'done', actor: { kind: 'system', id: null } });
    return request.reference;
  });
}

import { replyPointOf } from '../../../db/queries/data-request-desk';
import { openRequestsOf } from '../../../db/queries/data-requests';
import { lockContact } from '../../../db/queries/data-restriction';
import type { Context } from '../../context';
import type { EvidenceBody } from '../../domain/consent-event';
import { languageOf } from '../../domain/language';
import { WORDS_MAX_CHARS } from './ask-in-words';
import { beginRestriction } from './begin-restriction';
import { openRequest } from './open-request';

/**
 * Restricts the use of a person's data at once, and opens a request for staff to look into why (GDPR Art. 18). One
 * that is open already is returned as it is. `words` may be empty: nobody has to say why. Returns the reference.
 */
export async function restrictUse(
  ctx: Context,
  asked: { contactId: string; words: string; evidence: EvidenceBody },
): Promise<string> {
  const { contactId, evidence } = asked;
  const words = asked.words.trim().slice(0, WORDS_MAX_CHARS);
  return ctx.db.transaction(async (tx) => {
    const contact = await lockContact(tx, contactId);
    const open = (await openRequestsOf(tx, contactId)).find((one) => one.kind === 'restriction');
    if (open !== undefined) return open.reference;
    const { request } = await openRequest(ctx, tx, {
      id: ctx.newId(),
      kind: 'restriction',
      way: 'account',
      contactId,
      replyPointId: await replyPointOf(tx, contactId),
      name: null,
      language: languageOf(contact?.locale) ?? 'en',
      words: words === '' ? null : words,
    });
    if (contact?.status === 'active') {
      const said = { ...evidence, words: 'Stop using my details', request: request.reference };
      await beginRestriction(ctx, tx, { contactId, evidence: said, refuse: false });
    }
    return request.reference;
  });
}

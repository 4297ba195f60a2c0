import { replyPointOf } from '../../../db/queries/data-request-desk';
import { openRequestsOf } from '../../../db/queries/data-requests';
import { lockContact } from '../../../db/queries/data-restriction';
import type { Context } from '../../context';
import { requestIdOf } from '../../domain/data-request/reference';
import { languageOf } from '../../domain/language';
import { openRequest } from './open-request';

export const WORDS_MAX_CHARS = 4_000;
/** As many open requests of one person as the desk can be expected to answer one by one. */
const OPEN_MOST = 20;

export type AskOutcome =
  | { ok: true; requestId: string; reference: string }
  | { ok: false; problem: 'words_missing' | 'words_too_long' | 'too_many' };

/** What a signed-in person asks in their own words: a correction, an objection to one use, a complaint. */
export interface AskedInWords {
  contactId: string;
  /** The token of the page the form stood on. */
  token: string;
  kind: 'correction' | 'objection' | 'complaint';
  words: string;
}

/** Writes down what a person asks in words; staff answer it. The same form sent twice is one request. */
export async function askInWords(ctx: Context, asked: AskedInWords): Promise<AskOutcome> {
  const words = asked.words.trim();
  if (words === '') return { ok: false, problem: 'words_missing' };
  if (words.length > WORDS_MAX_CHARS) return { ok: false, problem: 'words_too_long' };
  const { contactId, kind } = asked;
  const id = requestIdOf([contactId, asked.token, kind, words]);
  return ctx.db.transaction(async (tx): Promise<AskOutcome> => {
    const contact = await lockContact(tx, contactId);
    const open = await openRequestsOf(tx, contactId);
    if (open.length >= OPEN_MOST && !open.some((one) => one.id === id))
      return { ok: false, problem: 'too_many' };
    const replyPointId = await replyPointOf(tx, contactId);
    const language = languageOf(contact?.locale) ?? 'en';
    const request = { kind, way: 'account' as const, contactId, replyPointId, name: null, words, language };
    const first = await openRequest(ctx, tx, { ...request, id });
    // An old page sent once more after its request was closed asks again.
    const again = !first.fresh && first.request.state !== 'open';
    const opened = again ? await openRequest(ctx, tx, { ...request, id: ctx.newId() }) : first;
    return { ok: true, requestId: opened.request.id, reference: opened.request.reference };
  });
}

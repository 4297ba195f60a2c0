import { stepOfMail } from '../../db/queries/data-request-desk';
import type { ClaimedMessage } from '../../db/queries/messages';
import type { Context } from '../context';
import { OFFICE_TIME_ZONE } from '../domain/data-request/due-date';
import { type Language, languageOf, localeOf } from '../domain/language';
import { regulatorOf } from '../domain/regulator';
import { messageIdOf } from '../mail/message-format';
import { renderEssential } from '../mail/render-essential';
import { brandOf, impossible, type Prepared } from './prepared-mail';

/**
 * Prepares the mail that tells one step of a request about somebody's own data. Where the address was erased along
 * with that step, it goes to the one kept for this mail alone.
 */
export async function prepareDataRequest(ctx: Context, message: ClaimedMessage): Promise<Prepared> {
  const key = { contactPointId: message.contactPointId, messageId: message.id };
  const told = await stepOfMail(ctx.db.reader, key);
  if (told === null) return impossible('no step to tell');
  const to = told.recipient ?? message.email;
  if (to === null) return impossible('no address');
  const language = languageOf(told.language) ?? 'en';
  const day = dayIn(language, told.timezone ?? OFFICE_TIME_ZONE);
  // Who was erased can no longer sign in.
  const url = told.hasAccount && told.recipient === null ? `/account/my-data?lang=${language}` : null;
  const content = {
    kind: 'data_request',
    reference: told.reference,
    request: told.kind,
    step: told.step,
    receivedOn: day(told.receivedAt),
    dueBy: told.dueAt === null ? null : day(told.dueAt),
    words: told.words,
    regulator: regulatorOf(ctx.config.defaultCountry),
    requestsUrl: url === null ? null : new URL(url, ctx.config.appUrl).href,
  } as const;
  const mail = renderEssential(await brandOf(ctx, message.senderNo), content, {
    to,
    messageId: messageIdOf(message.id, ctx.config.mailFrom),
    date: message.createdAt,
    language,
  });
  return { ready: true, mail, decision: null, told: [] };
}

/** Days in words on the person's calendar; on the office's where theirs is not one we know. */
function dayIn(language: Language, timeZone: string): (at: Date) => string {
  const options = { day: 'numeric', month: 'long', year: 'numeric' } as const;
  try {
    const format = new Intl.DateTimeFormat(localeOf(language), { ...options, timeZone });
    return (at) => format.format(at);
  } catch {
    const format = new Intl.DateTimeFormat(localeOf(language), { ...options, timeZone: OFFICE_TIME_ZONE });
    return (at) => format.format(at);
  }
}

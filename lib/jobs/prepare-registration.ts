import type { ClaimedMessage } from '../../db/queries/messages';
import { registrationOfMessage } from '../../db/queries/registrations';
import type { Context } from '../context';
import { languageOf, localeOf } from '../domain/language';
import { mintToken } from '../domain/token';
import { messageIdOf } from '../mail/message-format';
import { renderEssential } from '../mail/render-essential';
import { brandOf, impossible, type Prepared, withhold } from './prepared-mail';

/**
 * Prepares the mail that asks to confirm a registration, in the language its form was filled in. The link is minted
 * here; a mail overtaken by a later one, or whose registration lapsed or was confirmed, is not sent.
 */
export async function prepareRegistration(ctx: Context, message: ClaimedMessage): Promise<Prepared> {
  if (message.email === null) return impossible('no address');
  const { contactPointId } = message;
  const held = await registrationOfMessage(ctx.db.reader, contactPointId, message.id, ctx.now());
  if (held === null) return withhold('nothing to confirm');
  const language = languageOf(held.language) ?? 'en';
  const claims = { contactPointId, channel: 'email', topicNo: 0, messageId: held.id } as const;
  const token = mintToken(claims, 'registration', ctx.links);
  const confirmUrl = new URL(`/register/confirm/${token}?lang=${language}`, ctx.config.appUrl).href;
  const day = new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'long', timeZone: 'UTC' });
  const mail = renderEssential(
    await brandOf(ctx, message.senderNo),
    { kind: 'registration_confirm', confirmUrl, day: day.format(held.expiresAt) },
    {
      to: message.email,
      messageId: messageIdOf(message.id, ctx.config.mailFrom),
      date: message.createdAt,
      language,
    },
  );
  return { ready: true, mail, decision: null, told: [] };
}

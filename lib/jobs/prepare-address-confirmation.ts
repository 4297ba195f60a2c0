import { codesOf } from '../../db/queries/address-codes';
import type { ClaimedMessage } from '../../db/queries/messages';
import { pendingAddress } from '../../db/queries/pending-addresses';
import type { Context } from '../context';
import { codeOf } from '../domain/address-code';
import { languageOf } from '../domain/language';
import { messageIdOf } from '../mail/message-format';
import { renderEssential } from '../mail/render-essential';
import { brandOf, impossible, type Prepared, withhold } from './prepared-mail';

/**
 * Prepares the mail with the code for an address somebody wants to add. The code is drawn here, at the moment of
 * sending, and is the same on a second attempt; the address is taken from the wish, since no contact point need exist.
 */
export async function prepareAddressConfirmation(ctx: Context, message: ClaimedMessage): Promise<Prepared> {
  const { contactPointId, contactId } = message;
  if (contactId === null) return impossible('nobody asked');
  const now = ctx.now();
  const pending = await pendingAddress(ctx.db.reader, contactPointId, contactId, now);
  const [code] = await codesOf(ctx.db.reader, [contactPointId], contactId);
  if (pending === null || code === undefined || code.expiresAt <= now) return withhold('no longer wanted');
  const binding = { contactPointId, ownerId: contactId, salt: code.salt };
  const digits = codeOf(ctx.config.authSecret, binding);
  const url = new URL('/account/addresses/confirm', ctx.config.appUrl);
  const language = languageOf(code.language) ?? 'en';
  url.search = new URLSearchParams({ address: contactPointId, code: digits, lang: language }).toString();
  const content = {
    kind: 'address_code',
    code: digits,
    confirmUrl: url.href,
    minutes: Math.max(1, Math.round((code.expiresAt.getTime() - now.getTime()) / 60_000)),
  } as const;
  const mail = renderEssential(await brandOf(ctx, message.senderNo), content, {
    to: pending.typed,
    messageId: messageIdOf(message.id, ctx.config.mailFrom),
    date: message.createdAt,
    language,
  });
  return { ready: true, mail, decision: null, told: [] };
}

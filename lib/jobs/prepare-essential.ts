import type { ClaimedMessage } from '../../db/queries/messages';
import type { Context } from '../context';
import type { Language } from '../domain/language';
import { mintToken } from '../domain/token';
import { messageIdOf } from '../mail/message-format';
import { type EssentialContent, renderEssential } from '../mail/render-essential';
import { mintSignInLink } from '../services/sign-in/mint-sign-in-link';
import { brandOf, impossible, languageTo, type Prepared, withhold } from './prepared-mail';

/** Prepares a mail somebody asked for a moment ago; its link is minted here, so no queue and no row ever holds one. */
export async function prepareEssential(
  ctx: Context,
  message: ClaimedMessage,
  kind: 'sign_in' | 'staff_sign_in' | 'preference_link',
): Promise<Prepared> {
  if (message.email === null) return impossible('no address');
  // The desk is in English, and so is what leads to it.
  const language = kind === 'staff_sign_in' ? 'en' : languageTo(message);
  const content =
    kind === 'preference_link'
      ? preferenceContent(ctx, message, language)
      : await signInContent(
          ctx,
          message.id,
          message.email,
          kind === 'sign_in' ? 'account' : 'staff',
          language,
        );
  if (content === null) return withhold('no account');
  const mail = renderEssential(await brandOf(ctx, message.senderNo), content, {
    to: message.email,
    messageId: messageIdOf(message.id, ctx.config.mailFrom),
    date: message.createdAt,
    language,
  });
  return { ready: true, mail, decision: null, told: [] };
}

async function signInContent(
  ctx: Context,
  linkRequestId: string,
  email: string,
  audience: 'account' | 'staff',
  language: Language,
): Promise<EssentialContent | null> {
  const link = await mintSignInLink(ctx, { email, side: audience, holder: { linkRequestId } });
  if (link === null) return null;
  const minutes = Math.round((link.expiresAt.getTime() - ctx.now().getTime()) / 60_000);
  const url = new URL(link.url);
  url.searchParams.set('lang', language);
  return { kind: 'sign_in', audience, signInUrl: url.href, minutes };
}

function preferenceContent(ctx: Context, message: ClaimedMessage, language: Language): EssentialContent {
  const { contactPointId, topicNo, id: messageId } = message;
  const token = mintToken({ contactPointId, channel: 'email', topicNo, messageId }, 'preferences', ctx.links);
  return {
    kind: 'preference_link',
    preferencesUrl: new URL(`/preferences/${token}?lang=${language}`, ctx.config.appUrl).href,
  };
}

import type { Task } from 'graphile-worker';
import { claimText, settleText } from '../../db/queries/address-codes';
import type { Context } from '../context';
import { codeOf } from '../domain/address-code';
import { languageOf } from '../domain/language';
import { PHONE_CODE_LIFE_MS } from '../services/phone-code/send-phone-code';
import type { SmsProvider } from '../sms/sms-provider';
import { textWithCode } from '../sms/text-with-code';
import { PAYLOADS } from './payload';
import { brandOf } from './prepared-mail';

/**
 * `send-phone-code {contactPointId, ownerId, askId}`: claim (committed), draw the code, text it, settle. A text is
 * handed over once: after a crash in between it may have left, and the person asks for another.
 */
export function sendPhoneCodeJob(ctx: Context, sms: SmsProvider): Task {
  return async (payload) => {
    const key = PAYLOADS.phoneCode.parse(payload);
    const now = ctx.now();
    const expiresAt = new Date(now.getTime() + PHONE_CODE_LIFE_MS);
    const claimed = await ctx.db.transaction((tx) => claimText(tx, key, now, expiresAt));
    if (claimed === undefined) return;
    const text = textWithCode({
      code: codeOf(ctx.config.authSecret, claimed),
      name: (await brandOf(ctx, claimed.senderNo)).name,
      host: new URL(ctx.config.appUrl).host,
      minutes: PHONE_CODE_LIFE_MS / 60_000,
      language: languageOf(claimed.language) ?? 'en',
    });
    const sent = await sms.send({ id: key.askId, to: claimed.phone, text });
    if (sent.outcome !== 'accepted')
      ctx.log.warn(
        { askId: key.askId, outcome: sent.outcome, reason: 'reason' in sent ? sent.reason : undefined },
        'a text with a code was not known to be sent',
      );
    await ctx.db.transaction((tx) => settleText(tx, key, sent.outcome === 'failed' ? 'failed' : 'sent'));
  };
}

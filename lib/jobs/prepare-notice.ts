import { disclosedAddress, untoldDisclosures } from '../../db/queries/disclosures';
import { type ClaimedMessage, readSenderDetails } from '../../db/queries/messages';
import type { Context } from '../context';
import { ALL, type Channel } from '../domain/vocabulary';
import { messageIdOf } from '../mail/message-format';
import { renderEssential } from '../mail/render-essential';
import { findRefusals } from '../services/disclosure/find-refusals';
import { brandOf, impossible, type Prepared, withhold } from './prepared-mail';

const CHANNEL_WORDS: Record<Channel, string> = {
  email: 'by email',
  post: 'by post',
  phone: 'by telephone',
  automated_call: 'by automated call',
  sms: 'by text message',
  fax: 'by fax',
};

/** Prepares a notice to a third party: the address as it was given stands in the mail and nowhere else. */
export async function prepareNotice(ctx: Context, message: ClaimedMessage): Promise<Prepared> {
  const { contactPointId, senderNo } = message;
  const disclosures = (await untoldDisclosures(ctx.db.reader, contactPointId)).filter(
    (one) => one.senderNo === senderNo,
  );
  if (disclosures.length === 0) return withhold('told already');
  const { refused } = await findRefusals(ctx, contactPointId, senderNo);
  if (refused.length === 0) return withhold('no refusal stands');
  const thirdParty = await readSenderDetails(ctx.db.reader, senderNo);
  if (thirdParty === undefined || thirdParty.contactEmail === null) {
    ctx.log.warn(
      { messageId: message.id, senderNo },
      'a third party cannot be told: it has no contact email',
    );
    return impossible('the third party has no contact email');
  }
  const point = await disclosedAddress(ctx.db.reader, contactPointId);
  const mail = renderEssential(
    await brandOf(ctx, ALL),
    {
      kind: 'third_party_notice',
      thirdParty: thirdParty.name,
      address: point?.address ?? null,
      disclosures: disclosures.map((one) => ({
        reference: one.id,
        what: one.what,
        on: one.disclosedAt.toISOString().slice(0, 10),
      })),
      refused: refused.map(({ topic, channel }) => `${topic.name} ${CHANNEL_WORDS[channel]}`),
    },
    {
      to: thirdParty.contactEmail,
      messageId: messageIdOf(message.id, ctx.config.mailFrom),
      date: message.createdAt,
      // Companies are written to in English.
      language: 'en',
    },
  );
  return { ready: true, mail, decision: null, told: disclosures.map((one) => one.id) };
}

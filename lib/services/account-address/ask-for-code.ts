import type { Writer } from '../../../db/client';
import { putCode } from '../../../db/queries/address-codes';
import { scheduleJobs } from '../../../db/queries/jobs';
import { insertMessages } from '../../../db/queries/messages';
import { putPending } from '../../../db/queries/pending-addresses';
import type { Context } from '../../context';
import { CODE_TRIES } from '../../domain/address-code';
import type { Located } from '../../domain/contact-point/locate';
import { ALL, type Channel } from '../../domain/vocabulary';
import { sendJob } from '../message/send-job';
import { canText } from '../phone-code/can-text';
import { SAME_ASK_MS, sendPhoneCode } from '../phone-code/send-phone-code';
import { withinLimits } from '../rate-limit/within-limits';

export interface CodeWish {
  contactId: string;
  located: Located;
  channels: readonly Channel[];
  language: string;
  peer: string | null;
}

export type AskOutcome =
  | { outcome: 'asked'; pointId: string }
  | { outcome: 'too_many' }
  /** No text can be sent from here. */
  | { outcome: 'cannot_text' };

/** How long a code sent by email works: mail may be slow. */
export const EMAIL_CODE_LIFE_MS = 60 * 60_000;
/** How long an address waits for its code, or for another one, before it is forgotten. */
export const PENDING_LIFE_MS = 24 * 60 * 60_000;
const SALT_BYTES = 16;

/**
 * Keeps an address as wished for and sends a code there, after this has committed: by email, or as a text. Nothing is
 * attached and no contact point made before the code comes back. Same answer, same work whoever else uses the address.
 */
export async function askForCode(ctx: Context, wish: CodeWish): Promise<AskOutcome> {
  const { address, ids } = wish.located;
  const [pointId] = ids;
  if (pointId === undefined) throw new Error('an address came back without an id');
  if (address.kind === 'phone' && !canText(ctx.config)) return { outcome: 'cannot_text' };
  const target = address.kind === 'email' ? pointId : wish.contactId;
  if (!(await withinLimits(ctx, { what: 'address_confirmation', target, peer: wish.peer })))
    return { outcome: 'too_many' };
  await ctx.db.transaction(async (tx) => {
    await keepPending(ctx, tx, wish, pointId);
    if (address.kind === 'email') await queueMail(ctx, tx, wish, pointId);
  });
  if (address.kind === 'email') return { outcome: 'asked', pointId };
  const { contactId: ownerId, language, peer } = wish;
  const sent = await sendPhoneCode(ctx, { ownerId, number: address.normalised, language, peer });
  switch (sent.outcome) {
    case 'asked':
      return { outcome: 'asked', pointId };
    case 'too_many':
    case 'cannot_text':
      return { outcome: sent.outcome };
    case 'malformed':
      throw new Error('a number parsed once did not parse again');
    default:
      return sent satisfies never;
  }
}

function keepPending(ctx: Context, tx: Writer, wish: CodeWish, pointId: string): Promise<void> {
  const { kind, typed } = wish.located.address;
  const askedAt = ctx.now();
  const expiresAt = new Date(askedAt.getTime() + PENDING_LIFE_MS);
  const channels = [...wish.channels];
  return putPending(tx, wish.contactId, {
    contactPointId: pointId,
    kind,
    typed,
    channels,
    askedAt,
    expiresAt,
  });
}

async function queueMail(ctx: Context, tx: Writer, wish: CodeWish, pointId: string): Promise<void> {
  const now = ctx.now();
  const isNew = await putCode(
    tx,
    {
      contactPointId: pointId,
      ownerId: wish.contactId,
      askId: ctx.newId(),
      phone: null,
      language: wish.language,
      senderNo: ALL,
      salt: ctx.randomBytes(SALT_BYTES),
      askedAt: now,
      expiresAt: new Date(now.getTime() + EMAIL_CODE_LIFE_MS),
    },
    new Date(now.getTime() - SAME_ASK_MS),
    CODE_TRIES,
  );
  if (!isNew) return;
  const messageId = ctx.newId();
  const kind = 'confirm_address';
  const message = { id: messageId, contactPointId: pointId, kind, contactId: wish.contactId } as const;
  await insertMessages(tx, [{ ...message, senderNo: ALL, topicNo: ALL, announcementId: null }]);
  await scheduleJobs(tx, [sendJob({ contactPointId: pointId, messageId, kind })]);
}

import type { Writer } from '../../../db/client';
import { scheduleJobs } from '../../../db/queries/jobs';
import { insertMessages } from '../../../db/queries/messages';
import { lockHeads } from '../../../db/queries/record';
import type { Context } from '../../context';
import { parseAddress } from '../../domain/contact-point/address';
import { locate, pointRef } from '../../domain/contact-point/locate';
import { ALL } from '../../domain/vocabulary';
import { AppError } from '../../errors';
import { sendJob } from './send-job';

interface Essential {
  kind: 'sign_in' | 'staff_sign_in' | 'preference_link' | 'registration_confirm' | 'data_request';
  /** The contact it is for, when known; null for staff and for an address alone. */
  contactId: string | null;
  /** On whose behalf it speaks; left out or 0: the first of our own brands. */
  senderNo?: number;
  topicNo?: number;
  /** The message's id, where what asked for it has one: asked for twice, it is queued once. */
  messageId?: string;
}

/** To a contact point we know, or to an email address as typed (staff, or an address nobody gave us yet). */
export type EssentialMail = Essential & ({ contactPointId: string } | { email: string });

/**
 * Queues one essential email in the caller's transaction: it leaves if and only if that commits. Links inside it are
 * minted when it is sent, so nothing secret is stored. Answers the message's id. Throws AppError `unprocessable` for
 * an email that cannot be parsed.
 */
export async function queueEssential(ctx: Context, tx: Writer, mail: EssentialMail): Promise<string> {
  const contactPointId = 'email' in mail ? await pointOf(ctx, tx, mail.email) : mail.contactPointId;
  const id = mail.messageId ?? ctx.newId();
  await insertMessages(tx, [
    {
      id,
      contactPointId,
      kind: mail.kind,
      contactId: mail.contactId,
      senderNo: mail.senderNo ?? ALL,
      topicNo: mail.topicNo ?? ALL,
      announcementId: null,
    },
  ]);
  await scheduleJobs(tx, [sendJob({ contactPointId, messageId: id, kind: mail.kind })]);
  return id;
}

async function pointOf(ctx: Context, tx: Writer, email: string): Promise<string> {
  const parsed = parseAddress({ email }, ctx.config.defaultCountry);
  if (!parsed.ok) throw new AppError('unprocessable', parsed.problem.message);
  const located = locate(parsed.address, ctx.config.addressKeys);
  const id = located.ids[0];
  if (id === undefined) throw new AppError('unprocessable', 'The email address has no identity.');
  await lockHeads(tx, [pointRef(located, id, ctx.config.addressKeys)]);
  return id;
}

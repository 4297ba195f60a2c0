import type { Writer } from '../../../db/client';
import { mailablePoint } from '../../../db/queries/link-preferences';
import { type LinkRequest, readLinkRequest } from '../../../db/queries/link-requests';
import { contactOfEmail, emailOfStaff } from '../../../db/queries/sign-in';
import type { Context } from '../../context';
import { type EssentialMail, queueEssential } from '../message/queue-essential';

/** What became of a request: mail is on its way, or there is nobody to send any to. Only the worker ever knows. */
export type LinkAnswer = 'queued' | 'nobody';

/**
 * Answers a request for a link: queues the mail if the address may have one. Done twice, it queues one: the message
 * has the request's own id.
 */
export async function answerLinkRequest(ctx: Context, requestId: string): Promise<LinkAnswer> {
  return ctx.db.transaction(async (tx) => {
    const request = await readLinkRequest(tx, requestId);
    const mail = request === null ? null : await mailFor(tx, request);
    if (mail === null) return 'nobody';
    await queueEssential(ctx, tx, { ...mail, messageId: requestId });
    return 'queued';
  });
}

async function mailFor(tx: Writer, request: LinkRequest): Promise<EssentialMail | null> {
  const { kind, pointIds } = request;
  switch (kind) {
    case 'preference_link': {
      const point = await mailablePoint(tx, pointIds);
      return point === null ? null : { kind, contactPointId: point.id, contactId: point.contactId };
    }
    case 'sign_in': {
      const contact = await contactOfEmail(tx, pointIds);
      if (contact === null || contact.status === 'erased' || contact.status === 'deceased') return null;
      return { kind, contactPointId: contact.contact_point_id, contactId: contact.id };
    }
    case 'staff_sign_in': {
      const email = await emailOfStaff(tx, request.staffId);
      return email === null ? null : { kind, email, contactId: null };
    }
    default:
      return kind satisfies never;
  }
}

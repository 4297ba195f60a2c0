import { untoldDisclosures } from '../../../db/queries/disclosures';
import { scheduleJobs } from '../../../db/queries/jobs';
import { insertMessages } from '../../../db/queries/messages';
import type { Context } from '../../context';
import { ALL } from '../../domain/vocabulary';
import { deriveMessageId } from '../message/derive-message-id';
import { sendJob } from '../message/send-job';
import { findRefusals } from './find-refusals';

/**
 * Queues one notice to each third party that holds data of this contact point, was not told yet, and whose marketing
 * the person has said no to (GDPR Art. 7(3), 19). The same refusal makes the same message: a repeat adds none.
 */
export async function tellThirdParties(ctx: Context, contactPointId: string): Promise<number> {
  const untold = await untoldDisclosures(ctx.db.reader, contactPointId);
  const senders = [...new Set(untold.map((one) => one.senderNo))];
  let queued = 0;
  for (const senderNo of senders) {
    const { refused, eventIds } = await findRefusals(ctx, contactPointId, senderNo);
    if (refused.length === 0) continue;
    const disclosures = untold.filter((one) => one.senderNo === senderNo).map((one) => one.id);
    const id = deriveMessageId([...disclosures, ...eventIds].join(), contactPointId);
    queued += await ctx.db.transaction(async (tx) => {
      const added = await insertMessages(tx, [
        {
          id,
          contactPointId,
          kind: 'third_party_notice',
          contactId: null,
          senderNo,
          topicNo: ALL,
          announcementId: null,
        },
      ]);
      await scheduleJobs(
        tx,
        added.map(() => sendJob({ contactPointId, messageId: id, kind: 'third_party_notice' })),
      );
      return added.length;
    });
  }
  return queued;
}

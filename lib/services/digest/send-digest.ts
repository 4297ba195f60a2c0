import { takeDigestItems } from '../../../db/queries/digests';
import { scheduleJobs } from '../../../db/queries/jobs';
import { insertMessages } from '../../../db/queries/messages';
import type { Context } from '../../context';
import { sendJob } from '../message/send-job';

/**
 * Makes one message of everything that waits for an address on a topic, and queues it. Whether it may go, and whether
 * it is time yet, is asked at the moment of sending like for any other. Nothing waiting: nothing happens.
 */
export async function sendDigest(
  ctx: Context,
  cell: { contactPointId: string; senderNo: number; topicNo: number },
): Promise<void> {
  const id = ctx.newId();
  await ctx.db.transaction(async (tx) => {
    if ((await takeDigestItems(tx, cell, id)) === 0) return;
    await insertMessages(tx, [{ ...cell, id, kind: 'digest', contactId: null, announcementId: null }]);
    const { contactPointId } = cell;
    await scheduleJobs(tx, [sendJob({ contactPointId, messageId: id, kind: 'digest' })]);
  });
}

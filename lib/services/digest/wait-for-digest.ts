import type { Writer } from '../../../db/client';
import { addDigestItems, putBackDigestItems } from '../../../db/queries/digests';
import { scheduleJobs } from '../../../db/queries/jobs';
import type { ClaimedMessage } from '../../../db/queries/messages';
import { digestJob } from './digest-job';

/**
 * Puts a message that came too soon aside, in the caller's transaction: an announcement waits for a digest, and what a
 * digest carried waits for the next, due at `dueAt`.
 */
export async function waitForDigest(
  tx: Writer,
  message: Pick<ClaimedMessage, 'id' | 'contactPointId' | 'senderNo' | 'topicNo' | 'announcementId'>,
  dueAt: Date,
  now: Date,
): Promise<void> {
  const { id, contactPointId, senderNo, topicNo, announcementId } = message;
  if (announcementId === null) await putBackDigestItems(tx, contactPointId, id);
  else await addDigestItems(tx, [{ contactPointId, announcementId, senderNo, topicNo, queuedAt: now }]);
  await scheduleJobs(tx, [digestJob(message, dueAt)]);
}

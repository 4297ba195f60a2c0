import type { ScheduledJob } from '../../../db/queries/jobs';

/** Behind sign-in mails, like all marketing. */
const BULK_PRIORITY = 10;

/** The job that sends what waits for an address on a topic: one for each, at the latest instant it was put off to. */
export function digestJob(
  cell: { contactPointId: string; senderNo: number; topicNo: number },
  dueAt: Date,
): ScheduledJob {
  const { contactPointId, senderNo, topicNo } = cell;
  return {
    task: 'send-digest',
    payload: { contactPointId, senderNo, topicNo },
    key: `send-digest:${contactPointId}:${topicNo}`,
    runAt: dueAt,
    priority: BULK_PRIORITY,
  };
}

import type { ScheduledJob } from '../../../db/queries/jobs';
import { isMarketing, type MessageKind } from '../../../db/queries/messages';

/** Announcements wait behind everything else, so that a sign-in mail never queues behind a hundred thousand of them. */
const BULK_PRIORITY = 10;

/** The job that sends one message: one key per message, so that there is never more than one waiting. */
export function sendJob(
  message: { contactPointId: string; messageId: string; kind: MessageKind },
  runAt: Date | null = null,
): ScheduledJob {
  const { contactPointId, messageId, kind } = message;
  return {
    task: 'send-message',
    payload: { contactPointId, messageId },
    key: `send-message:${messageId}`,
    runAt,
    priority: isMarketing(kind) ? BULK_PRIORITY : 0,
  };
}

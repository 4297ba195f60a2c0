import { z } from 'zod';

const sendMessage = z.object({ contactPointId: z.uuid(), messageId: z.uuid() });
const expandAnnouncement = z.object({ announcementId: z.uuid(), after: z.uuid().optional() });
const phoneCode = z.object({ contactPointId: z.uuid(), ownerId: z.uuid(), askId: z.uuid() });
const answerLinkRequest = z.object({ linkRequestId: z.uuid() });
const contactPoint = z.object({ contactPointId: z.uuid() });
const sendDigest = z.object({
  contactPointId: z.uuid(),
  senderNo: z.int().positive(),
  topicNo: z.int().positive(),
});

/** Payloads of jobs, checked as they come back from the queue: ids only. */
export const PAYLOADS = {
  sendMessage,
  expandAnnouncement,
  contactPoint,
  phoneCode,
  answerLinkRequest,
  sendDigest,
};

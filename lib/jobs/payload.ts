import { z } from 'zod';

const sendMessage = z.object({ contactPointId: z.uuid(), messageId: z.uuid() });
const expandAnnouncement = z.object({ announcementId: z.uuid(), after: z.uuid().optional() });
const contactPoint = z.object({ contactPointId: z.uuid() });

/** Payloads of jobs, checked as they come back from the queue: ids only. */
export const PAYLOADS = { sendMessage, expandAnnouncement, contactPoint };

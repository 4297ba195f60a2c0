import type { Writer } from '../../../db/client';
import {
  type AnnouncementRow,
  addPage,
  nextCandidates,
  readAnnouncement,
} from '../../../db/queries/announcements';
import { addDigestItems } from '../../../db/queries/digests';
import { enqueueJobs, type Job } from '../../../db/queries/enqueue';
import { lastSent } from '../../../db/queries/frequency';
import { scheduleJobs } from '../../../db/queries/jobs';
import { insertMessages, type NewMessage } from '../../../db/queries/messages';
import type { Context } from '../../context';
import { NIL_UUID } from '../../domain/token';
import { type AnsweredQuestion, decideQuestions } from '../decision/decide-questions';
import { digestJob } from '../digest/digest-job';
import { deriveMessageId } from '../message/derive-message-id';
import { sendJob } from '../message/send-job';

/** Email addresses looked at per job. */
export const PAGE_SIZE = 500;

/**
 * Walks one page of an announcement's candidates: asks for all at once who may get it, queues those, counts the
 * others by reason, and enqueues the next page, in one transaction. A page walked already is left alone, so a killed
 * walk goes on where it was and nobody is written to twice. Permission is asked again at the moment of sending.
 */
export async function expandAnnouncement(
  ctx: Context,
  announcementId: string,
  after = NIL_UUID,
): Promise<void> {
  const announcement = await readAnnouncement(ctx.db.reader, announcementId);
  if (announcement === undefined) throw new Error('the announcement of this job does not exist');
  const { candidates, next } = await nextCandidates(ctx.db.reader, {
    ...announcement,
    after,
    limit: PAGE_SIZE,
  });
  const answers = await ask(ctx, announcement, candidates);
  const messages = messagesFor(announcement, answers);
  await ctx.db.transaction(async (tx) => {
    const first = await addPage(tx, {
      announcementId,
      after,
      candidates: candidates.length,
      queued: messages.length,
      withheld: countWithheld(answers),
      last: next === null,
    });
    if (!first) return;
    const added = messages.length === 0 ? [] : await insertMessages(tx, messages);
    await waitTogether(ctx, tx, announcement, answers);
    await scheduleJobs(
      tx,
      added.map(({ contact_point_id: contactPointId, id: messageId }) =>
        sendJob({ contactPointId, messageId, kind: 'announcement' }),
      ),
    );
    if (next !== null) await enqueueJobs(tx, [nextPage(announcementId, next)]);
  });
}

/** For whom it comes too soon, it waits for a digest. */
async function waitTogether(
  ctx: Context,
  tx: Writer,
  announcement: AnnouncementRow,
  answers: readonly AnsweredQuestion[],
): Promise<void> {
  const { id: announcementId, senderNo, topicNo } = announcement;
  const waiting = answers.flatMap(({ id: contactPointId, decision: { dueAt } }) =>
    dueAt === undefined ? [] : [{ contactPointId, senderNo, topicNo, dueAt }],
  );
  const queuedAt = ctx.now();
  await addDigestItems(
    tx,
    waiting.map(({ dueAt: _, ...cell }) => ({ ...cell, announcementId, queuedAt })),
  );
  await scheduleJobs(
    tx,
    waiting.map((cell) => digestJob(cell, cell.dueAt)),
  );
}

function nextPage(announcementId: string, after: string): Job {
  return {
    task: 'expand-announcement',
    payload: { announcementId, after },
    key: `expand-announcement:${announcementId}`,
  };
}

async function ask(
  ctx: Context,
  announcement: AnnouncementRow,
  candidates: readonly string[],
): Promise<AnsweredQuestion[]> {
  const { senders, topics } = await ctx.vocabulary.current();
  const sender = senders.get(announcement.senderNo);
  const topic = topics.get(announcement.topicNo);
  if (sender === undefined || topic === undefined) throw new Error('the announcement names no known topic');
  const sentAt =
    topic.frequencies.length === 0
      ? new Map<string, Date>()
      : await lastSent(ctx.db.reader, {
          contactPointIds: candidates,
          senderNo: sender.no,
          topicNo: topic.no,
          exceptId: null,
        });
  return decideQuestions(
    ctx,
    candidates.map((id) => ({
      id,
      address: null,
      contact: null,
      contactPointId: id,
      channel: 'email' as const,
      sender,
      topic,
      lastSentAt: sentAt.get(id) ?? null,
    })),
  );
}

function messagesFor(announcement: AnnouncementRow, answers: readonly AnsweredQuestion[]): NewMessage[] {
  return answers
    .filter(({ decision }) => decision.answer === 'allow')
    .map(({ id: contactPointId }) => ({
      id: deriveMessageId(announcement.id, contactPointId),
      contactPointId,
      kind: 'announcement' as const,
      contactId: null,
      senderNo: announcement.senderNo,
      topicNo: announcement.topicNo,
      announcementId: announcement.id,
    }));
}

function countWithheld(answers: readonly AnsweredQuestion[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { decision } of answers) {
    const code = decision.reasons[0]?.code ?? 'policy';
    if (decision.answer === 'deny' && decision.dueAt === undefined) counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

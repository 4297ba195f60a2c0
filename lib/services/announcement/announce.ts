import { insertAnnouncement } from '../../../db/queries/announcements';
import { enqueueJobs } from '../../../db/queries/enqueue';
import type { Context } from '../../context';
import type { Sender, Topic } from '../../domain/facts';
import { AppError, type InputFault } from '../../errors';

const LONGEST_SUBJECT = 200;
const LARGEST_BODY_BYTES = 200_000;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const NOT_ONE_LINE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

export interface Announcement {
  senderSlug: string;
  topicSlug: string;
  subject: string;
  /** Markdown. */
  body: string;
}

/**
 * Starts an announcement: it is kept and walked over everybody permitted by jobs, so this answers at once. Throws
 * AppError `unprocessable` naming every fault; an essential topic carries no marketing (promise 8).
 */
export async function announce(
  ctx: Context,
  wanted: Announcement,
): Promise<{ announcementId: string; sender: Sender; topic: Topic }> {
  const { senders, topics } = await ctx.vocabulary.current();
  const sender = [...senders.values()].find((one) => one.slug === wanted.senderSlug);
  const topic = [...topics.values()].find(
    (one) => one.senderNo === sender?.no && one.slug === wanted.topicSlug,
  );
  const faults = [...faultsOfTarget(sender, topic), ...faultsOfWords(wanted)];
  if (faults.length > 0 || sender === undefined || topic === undefined)
    throw new AppError(
      'unprocessable',
      'The announcement was not sent; mend what is named and try again.',
      faults,
    );
  const announcementId = ctx.newId();
  await ctx.db.transaction(async (tx) => {
    await insertAnnouncement(tx, {
      id: announcementId,
      senderNo: sender.no,
      topicNo: topic.no,
      subject: wanted.subject.trim(),
      body: wanted.body,
    });
    await enqueueJobs(tx, [
      {
        task: 'expand-announcement',
        payload: { announcementId },
        key: `expand-announcement:${announcementId}`,
      },
    ]);
  });
  return { announcementId, sender, topic };
}

function faultsOfTarget(sender: Sender | undefined, topic: Topic | undefined): InputFault[] {
  if (sender === undefined) return [{ pointer: '#/sender', detail: 'There is no sender of this name.' }];
  const faults: InputFault[] = [];
  if (sender.archived) faults.push({ pointer: '#/sender', detail: 'This sender is archived.' });
  if (topic === undefined)
    faults.push({ pointer: '#/topic', detail: 'This sender has no topic of this name.' });
  else if (topic.archived) faults.push({ pointer: '#/topic', detail: 'This topic is archived.' });
  else if (topic.essential)
    faults.push({ pointer: '#/topic', detail: 'An essential topic carries no announcements.' });
  return faults;
}

function faultsOfWords({ subject, body }: Announcement): InputFault[] {
  const faults: InputFault[] = [];
  if (subject.trim() === '' || subject.length > LONGEST_SUBJECT || NOT_ONE_LINE.test(subject.trim()))
    faults.push({
      pointer: '#/subject',
      detail: `Give a subject of one line, at most ${LONGEST_SUBJECT} characters.`,
    });
  if (body.trim() === '') faults.push({ pointer: '#/body', detail: 'The body is empty.' });
  if (Buffer.byteLength(body) > LARGEST_BODY_BYTES)
    faults.push({ pointer: '#/body', detail: `The body is longer than ${LARGEST_BODY_BYTES} bytes.` });
  return faults;
}

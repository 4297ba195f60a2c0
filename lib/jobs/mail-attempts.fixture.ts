import type { JobHelpers } from 'graphile-worker';
import type { Mailer } from '../mail/transport';
import { announce } from '../services/announcement/announce';
import { expandAnnouncement } from '../services/announcement/expand-announcement';
import { queueEssential } from '../services/message/queue-essential';
import type { MailWorld } from './mail-world.fixture';
import { sendMessageJob } from './send-message';

export interface MessageKey {
  contact_point_id: string;
  id: string;
}

export interface MessageRow extends MessageKey, Record<string, unknown> {
  state: string;
  attempts: number;
  failure: string | null;
  decision: { answer: string; reasons: { code: string }[] } | null;
}

/** One attempt, as the worker would make it. */
export async function attempt(
  world: MailWorld,
  mailer: Pick<Mailer, 'send'>,
  row: MessageKey,
): Promise<void> {
  const payload = { contactPointId: row.contact_point_id, messageId: row.id };
  await sendMessageJob(world.ctx, mailer)(payload, {} as JobHelpers);
}

/** The relay takes the message and the process dies before it can note that: the job never gets to settle. */
export async function attemptAndDie(world: MailWorld, mailer: Mailer, row: MessageKey): Promise<void> {
  await new Promise<void>((resolve) => {
    const dying: Pick<Mailer, 'send'> = {
      send: async (message) => {
        await mailer.send(message);
        resolve();
        return new Promise(() => undefined);
      },
    };
    void attempt(world, dying, row);
  });
}

export async function readMessage(world: MailWorld, id: string): Promise<MessageRow> {
  const [row] = await world.test.asOwner<MessageRow>('SELECT * FROM message WHERE id = $1', [id]);
  if (row === undefined) throw new Error('no such message');
  return row;
}

/** How long after `since` the job that sends a message is due, in milliseconds. */
export async function jobDelay(world: MailWorld, messageId: string, since: number): Promise<number> {
  const [job] = await world.test.asOwner<{ run_at: Date }>(
    'SELECT run_at FROM graphile_worker.jobs WHERE key = $1',
    [`send-message:${messageId}`],
  );
  return (job?.run_at.getTime() ?? Number.NaN) - since;
}

/** A new customer who said yes, and the message that a new announcement queues for them. */
export async function announcedTo(world: MailWorld, email: string) {
  const point = await world.customer(email);
  const { announcementId } = await announce(world.ctx, {
    senderSlug: 'brand',
    topicSlug: 'offers',
    subject: 'Winter offers',
    body: '# Offers\n\nTen per cent off.',
  });
  await expandAnnouncement(world.ctx, announcementId);
  const [row] = await world.test.asOwner<MessageRow>(
    'SELECT * FROM message WHERE announcement_id = $1 AND contact_point_id = $2',
    [announcementId, point.id],
  );
  if (row === undefined) throw new Error('the customer was left out');
  return { point, announcementId, row };
}

export function queueMail(
  world: MailWorld,
  kind: 'sign_in' | 'preference_link',
  contactPointId: string,
): Promise<string> {
  return world.ctx.db.transaction((tx) =>
    queueEssential(world.ctx, tx, { kind, contactPointId, contactId: null }),
  );
}

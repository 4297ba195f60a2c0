import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type MailWorld, mailerTo, openMailWorld, type Relay, startRelay } from '../jobs/mail-world.fixture';
import type { Mailer } from '../mail/transport';
import { announce } from '../services/announcement/announce';
import { announcementProgress } from '../services/announcement/announcement-progress';
import { claimMessage } from '../services/message/claim-message';
import { queueEssential } from '../services/message/queue-essential';
import { startWorker, type WorkerProcess } from './worker';

let world: MailWorld;
let relay: Relay;
let mailer: Mailer;
let worker: WorkerProcess | null = null;
beforeAll(async () => {
  world = await openMailWorld();
});
afterAll(async () => {
  await world?.close();
});
beforeEach(async () => {
  relay = await startRelay();
  mailer = mailerTo(world.ctx, relay);
});
afterEach(async () => {
  await worker?.stop();
  worker = null;
  await mailer.close();
  await relay.close();
});

async function until(holds: () => Promise<boolean> | boolean, withinMs = 15_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('waited in vain');
    await sleep(50);
  }
}

const linkMail = (contactPointId: string) =>
  world.ctx.db.transaction((tx) =>
    queueEssential(world.ctx, tx, { kind: 'preference_link', contactPointId, contactId: null }),
  );

async function stateOf(id: string): Promise<string | undefined> {
  const [row] = await world.test.asOwner<{ state: string }>('SELECT state FROM message WHERE id = $1', [id]);
  return row?.state;
}

describe('the worker', () => {
  it('sends an announcement to everybody permitted and a sign-in mail beside it', async () => {
    const points = await Promise.all(['a', 'b', 'c'].map((name) => world.customer(`${name}@example.com`)));
    worker = await startWorker(world.ctx, mailer);
    const { announcementId } = await announce(world.ctx, {
      senderSlug: 'brand',
      topicSlug: 'offers',
      subject: 'Offers',
      body: 'Ten per cent off.',
    });
    const link = await linkMail(points[0]?.id ?? '');
    await until(async () => (await announcementProgress(world.ctx, announcementId)).done);
    await until(async () => (await stateOf(link)) === 'sent');
    expect(await announcementProgress(world.ctx, announcementId)).toMatchObject({
      sent: 3,
      candidates: 3,
      queued: 0,
    });
    expect(relay.arrived).toHaveLength(4);
  });

  it('goes on by itself when every connection to the database was cut', async () => {
    const point = await world.customer('cut@example.com');
    worker = await startWorker(world.ctx, mailer);
    for (let round = 0; round < 3; round += 1) {
      await world.test.asOwner(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
      );
      await sleep(200);
    }
    const link = await linkMail(point.id);
    await until(async () => (await stateOf(link)) === 'sent');
  });

  it('that is alone settles at its start what a dead one held', async () => {
    const point = await world.customer('dead@example.com');
    const link = await linkMail(point.id);
    await claimMessage(world.ctx, { contactPointId: point.id, messageId: link });
    await world.test.asOwner(
      `UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'a dead worker', attempts = 1 WHERE key = $1`,
      [`send-message:${link}`],
    );
    worker = await startWorker(world.ctx, mailer, { alone: true });
    await until(async () => (await stateOf(link)) === 'sent');
    expect(relay.arrived).toHaveLength(1);
  });

  it('stopped the moment it has started ends all the same', async () => {
    const starting = startWorker(world.ctx, mailer);
    const begun = Date.now();
    await (await starting).stop();
    expect(Date.now() - begun).toBeLessThan(10_000);
  });

  it('lets a message under way finish when it is stopped, and takes no more', async () => {
    const point = await world.customer('last@example.com');
    let arrived = false;
    relay.beforeReply = async () => {
      arrived = true;
      await sleep(700);
    };
    worker = await startWorker(world.ctx, mailer);
    const link = await linkMail(point.id);
    await until(() => arrived);
    await worker.stop();
    worker = null;
    expect(await stateOf(link)).toBe('sent');
    const later = await linkMail(point.id);
    await sleep(1_500);
    expect(await stateOf(later)).toBe('queued');
  });
});

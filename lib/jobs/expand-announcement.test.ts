import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { announce } from '../services/announcement/announce';
import { announcementProgress } from '../services/announcement/announcement-progress';
import { expandAnnouncement, PAGE_SIZE } from '../services/announcement/expand-announcement';
import { type MailWorld, openMailWorld, yesToOffers } from './mail-world.fixture';

let world: MailWorld;
beforeAll(async () => {
  world = await openMailWorld();
});
afterAll(async () => {
  await world?.close();
});

const WORDS = { senderSlug: 'brand', topicSlug: 'offers', subject: 'Offers', body: 'Ten per cent off.' };

interface JobRow extends Record<string, unknown> {
  payload: { announcementId: string; after?: string };
}

/** The walk's jobs, taken one after the other as the worker would. */
async function walk(
  announcementId: string,
  afterEachPage: (after?: string) => Promise<void>,
): Promise<number> {
  let pages = 0;
  for (;;) {
    const [job] = await world.test.asOwner<JobRow>(
      `DELETE FROM graphile_worker._private_jobs WHERE key = $1 RETURNING payload`,
      [`expand-announcement:${announcementId}`],
    );
    if (job === undefined) return pages;
    pages += 1;
    await expandAnnouncement(world.ctx, announcementId, job.payload.after);
    await afterEachPage(job.payload.after);
  }
}

describe('an announcement', () => {
  it('reaches everybody permitted over several pages, counts the others by reason, and a page walked twice adds nothing', async () => {
    const yes = await Promise.all(Array.from({ length: 5 }, (_, i) => world.customer(`yes${i}@example.com`)));
    const [first] = yes;
    if (first !== undefined)
      await world.say(first, {
        act: 'withdrawn',
        channel: 'all',
        senderNo: 0,
        topicNo: 0,
      });
    await silentCustomers(PAGE_SIZE * 2);
    const { announcementId } = await announce(world.ctx, WORDS);
    const pages = await walk(announcementId, async (after) => {
      // Killed after its commit and run again.
      await expandAnnouncement(world.ctx, announcementId, after);
    });
    expect(pages).toBe(3);
    const progress = await announcementProgress(world.ctx, announcementId);
    expect(progress).toEqual({
      candidates: PAGE_SIZE * 2 + 5,
      queued: 4,
      sent: 0,
      withheld: { refused: 1, no_record: PAGE_SIZE * 2 },
      inDoubt: 0,
      failed: 0,
      forDigest: 0,
      done: false,
    });
    const jobs = await world.test.asOwner(
      `SELECT key FROM graphile_worker.jobs WHERE task_identifier = 'send-message'`,
    );
    expect(jobs).toHaveLength(4);
  });

  it('leaves out an address nobody uses, unless it said yes to this very topic', async () => {
    const point = await world.customer('left@example.com', { yes: false });
    await world.test.asOwner(
      'UPDATE contact_contact_point SET detached_at = now() WHERE contact_point_id = $1',
      [point.id],
    );
    const before = await candidates();
    await world.say(point, yesToOffers(world.words));
    expect(await candidates()).toBe(before + 1);
  });

  it('is not sent on an essential topic, an unknown one, or without words; every fault is named', async () => {
    const refused = (wanted: Partial<typeof WORDS>) => announce(world.ctx, { ...WORDS, ...wanted });
    await expect(refused({ topicSlug: 'service' })).rejects.toMatchObject({
      kind: 'unprocessable',
      faults: [{ pointer: '#/topic' }],
    });
    await expect(refused({ senderSlug: 'nobody' })).rejects.toMatchObject({
      faults: [{ pointer: '#/sender' }],
    });
    await expect(refused({ subject: 'a\nBcc: b', body: ' ' })).rejects.toMatchObject({
      faults: [{ pointer: '#/subject' }, { pointer: '#/body' }],
    });
    await expect(announcementProgress(world.ctx, world.ctx.newId())).rejects.toMatchObject({
      kind: 'not_found',
    });
  });
});

async function candidates(): Promise<number> {
  const { announcementId } = await announce(world.ctx, WORDS);
  await walk(announcementId, async () => undefined);
  return (await announcementProgress(world.ctx, announcementId)).candidates;
}

async function silentCustomers(count: number): Promise<void> {
  await world.test.asOwner(
    `WITH c AS (INSERT INTO contact (id, country) SELECT gen_random_uuid(), 'GB' FROM generate_series(1, $1) RETURNING id),
     p AS (INSERT INTO contact_point (id, kind, key_epoch, normaliser, typed, normalised)
           SELECT id, 'email', 1, 1, id || '@example.com', id || '@example.com' FROM c RETURNING id)
     INSERT INTO contact_contact_point (contact_point_id, contact_id, channels) SELECT p.id, p.id, '{email}' FROM p`,
    [count],
  );
}

import type { JobHelpers } from 'graphile-worker';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PointRef } from '../domain/consent-event';
import { WAITS } from '../domain/pace';
import type { Frequency } from '../domain/vocabulary';
import type { Mailer } from '../mail/transport';
import { announce } from '../services/announcement/announce';
import { announcementProgress } from '../services/announcement/announcement-progress';
import { expandAnnouncement } from '../services/announcement/expand-announcement';
import { chooseFrequencies } from '../services/frequency/choose-frequencies';
import { recoverClaims } from '../services/message/recover-claims';
import { attempt, attemptAndDie, type MessageRow } from './mail-attempts.fixture';
import { type MailWorld, mailerTo, openMailWorld, type Relay, startRelay } from './mail-world.fixture';
import { sendDigestJob } from './send-digest';

let world: MailWorld;
let relay: Relay;
let mailer: Mailer;
const clock = { now: new Date() };
const DAY_MS = 86_400_000;
const START = new Date('2026-11-02T09:00:00Z');

beforeAll(async () => {
  world = await openMailWorld();
  Object.assign(world.ctx, { now: () => clock.now });
  await world.test.asOwner(`UPDATE topic SET frequencies = '{every,weekly,monthly}' WHERE no = $1`, [
    world.words.offers,
  ]);
});
afterAll(async () => {
  await world?.close();
});
beforeEach(async () => {
  clock.now = START;
  relay = await startRelay();
  mailer = mailerTo(world.ctx, relay);
});
afterEach(async () => {
  await mailer.close();
  await relay.close();
});

let people = 0;

async function somebody(frequency: Frequency): Promise<PointRef> {
  clock.now = new Date(START.getTime() - DAY_MS);
  const point = await world.customer(`reader${people++}@example.com`);
  await choose(point, frequency);
  clock.now = START;
  return point;
}

async function choose(point: PointRef, frequency: Frequency): Promise<void> {
  const offered = [{ no: world.words.offers, channels: ['email' as const] }];
  await world.ctx.db.transaction((tx) =>
    chooseFrequencies(world.ctx, tx, offered, {
      instructionId: world.ctx.newId(),
      points: [{ id: point.id, channels: ['email'] }],
      contactId: null,
      door: 'preference_page',
      actor: { kind: 'person', id: null },
      saidAt: clock.now,
      chosen: [{ topicNo: world.words.offers, frequency }],
    }),
  );
}

const later = (days: number) => {
  clock.now = new Date(clock.now.getTime() + days * DAY_MS);
};

/** An announcement, walked over everybody; its message to one address, if it has one. */
async function announced(point: PointRef, subject: string) {
  const { announcementId } = await announce(world.ctx, {
    senderSlug: 'brand',
    topicSlug: 'offers',
    subject,
    body: `Words of ${subject}.`,
  });
  await expandAnnouncement(world.ctx, announcementId);
  return { announcementId, row: (await messagesTo(point, announcementId))[0] };
}

const messagesTo = (point: PointRef, announcementId: string | null) =>
  world.test.asOwner<MessageRow>(
    'SELECT * FROM message WHERE contact_point_id = $1 AND announcement_id IS NOT DISTINCT FROM $2 ORDER BY created_at, id',
    [point.id, announcementId],
  );

async function send(row: MessageRow | undefined): Promise<MessageRow> {
  if (row === undefined) throw new Error('there is no message to send');
  await attempt(world, mailer, row);
  const [after] = await world.test.asOwner<MessageRow>('SELECT * FROM message WHERE id = $1', [row.id]);
  return after ?? row;
}

/** When the job that sends what waits for an address is due; null when there is none. */
async function digestDue(point: PointRef): Promise<Date | null> {
  const [job] = await world.test.asOwner<{ run_at: Date }>(
    'SELECT run_at FROM graphile_worker.jobs WHERE key = $1',
    [`send-digest:${point.id}:${world.words.offers}`],
  );
  return job?.run_at ?? null;
}

async function runDigest(point: PointRef): Promise<MessageRow[]> {
  const { brand, offers } = world.words;
  const payload = { contactPointId: point.id, senderNo: brand, topicNo: offers };
  await sendDigestJob(world.ctx)(payload, {} as JobHelpers);
  return messagesTo(point, null);
}

const mailsTo = (point: PointRef) => relay.arrived.filter(({ to }) => to[0] === point.normalised);

describe('somebody who wants at most one message a week', () => {
  it('gets the first at once, and what comes sooner in one email when the week is over', async () => {
    const point = await somebody('weekly');
    const first = await announced(point, 'First');
    expect(await send(first.row)).toMatchObject({ state: 'sent' });
    later(2);
    const second = await announced(point, 'Second');
    later(2);
    const third = await announced(point, 'Third *one*');
    expect([second.row, third.row]).toEqual([undefined, undefined]);
    expect(await announcementProgress(world.ctx, second.announcementId)).toMatchObject({ forDigest: 1 });
    expect((await announcementProgress(world.ctx, second.announcementId)).withheld.policy).toBeUndefined();
    expect(await digestDue(point)).toEqual(new Date(START.getTime() + 7 * DAY_MS));

    clock.now = new Date(START.getTime() + 7 * DAY_MS);
    const [digest] = await runDigest(point);
    expect(await send(digest)).toMatchObject({ state: 'sent', kind: 'digest' });
    expect(mailsTo(point)).toHaveLength(2);
    const mail = mailsTo(point)[1]?.mail;
    expect(mail?.subject).toBe('Offers from Brand: 2 messages');
    expect(mail?.text?.indexOf('Words of Second.')).toBeLessThan(mail?.text?.indexOf('Words of Third') ?? 0);
    expect(mail?.html).toContain('Third *one*');
    expect(mailsTo(point)[1]?.raw).toMatch(/^List-Unsubscribe: </m);
    expect(await announcementProgress(world.ctx, second.announcementId)).toMatchObject({
      sent: 1,
      forDigest: 0,
    });
    // Nothing waits any more, and the digest itself begins the next week.
    expect(await runDigest(point)).toHaveLength(1);
    later(1);
    expect((await announced(point, 'Fourth')).row).toBeUndefined();
  });

  it('gets one of two that were queued before either went, whoever sends them', async () => {
    const point = await somebody('weekly');
    const [one, two] = [await announced(point, 'One'), await announced(point, 'Two')];
    const settled = await Promise.all([send(one.row), send(two.row)]);
    expect(settled.map(({ state }) => state).sort()).toEqual(['sent', 'withheld']);
    expect(settled.find(({ state }) => state === 'withheld')).toMatchObject({ failure: WAITS });
    expect(mailsTo(point)).toHaveLength(1);
    expect(await digestDue(point)).toEqual(new Date(START.getTime() + 7 * DAY_MS));
    later(7);
    const [digest] = await runDigest(point);
    await send(digest);
    // A digest of one goes as it was written.
    const subjects = mailsTo(point).map(({ mail }) => mail.subject);
    expect(new Set(subjects)).toEqual(new Set(['One', 'Two']));
  });

  it('gets nothing of what waits after saying no, and it is not sent later either', async () => {
    const point = await somebody('weekly');
    await send((await announced(point, 'First')).row);
    later(1);
    await announced(point, 'Second');
    await world.say(point, { act: 'withdrawn', channel: 'all', senderNo: 0, topicNo: 0 });
    clock.now = new Date(START.getTime() + 7 * DAY_MS);
    const [digest] = await runDigest(point);
    expect(await send(digest)).toMatchObject({ state: 'withheld', failure: 'refused' });
    expect(await runDigest(point)).toHaveLength(1);
    expect(mailsTo(point)).toHaveLength(1);
  });

  it('waits on when it was changed to once a month meanwhile, and no longer when changed to every message', async () => {
    const point = await somebody('weekly');
    await send((await announced(point, 'First')).row);
    later(1);
    await announced(point, 'Second');
    await choose(point, 'monthly');
    clock.now = new Date(START.getTime() + 7 * DAY_MS);
    const [early] = await runDigest(point);
    expect(await send(early)).toMatchObject({ state: 'withheld', failure: WAITS });
    expect(await digestDue(point)).toEqual(new Date('2026-12-01T00:00:00.000Z'));
    later(1);
    await choose(point, 'every');
    expect(await digestDue(point)).toEqual(clock.now);
    const made = await runDigest(point);
    expect(await send(made.find(({ state }) => state === 'queued'))).toMatchObject({ state: 'sent' });
    expect(mailsTo(point).map(({ mail }) => mail.subject)).toEqual(['First', 'Second']);
  });

  it('never gets a digest twice when its sender died over it', async () => {
    const point = await somebody('weekly');
    await send((await announced(point, 'First')).row);
    later(1);
    await announced(point, 'Second');
    clock.now = new Date(START.getTime() + 7 * DAY_MS);
    const [digest] = await runDigest(point);
    if (digest === undefined) throw new Error('there is no digest');
    await attemptAndDie(world, mailer, digest);
    later(1);
    await recoverClaims(world.ctx);
    expect((await messagesTo(point, null))[0]).toMatchObject({ state: 'in_doubt' });
    await attempt(world, mailer, digest);
    expect(mailsTo(point)).toHaveLength(2);
  });
});

it('somebody who chose nothing gets every message', async () => {
  const point = await world.customer(`reader${people++}@example.com`);
  for (const subject of ['One', 'Two', 'Three']) await send((await announced(point, subject)).row);
  expect(mailsTo(point)).toHaveLength(3);
});

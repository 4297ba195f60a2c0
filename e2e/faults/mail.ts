import { announce } from '../../lib/services/announcement/announce';
import { queueEssential } from '../../lib/services/message/queue-essential';
import { oneClick, pointIdOf, putContact, reportedYes } from './choices';
import { insist, type Ledgered } from './client';
import { ageHeldWork, bringForwardRetries } from './held-work';
import type { Arrival } from './relay';
import type { Site } from './site';
import { until } from './waiting';

export interface Reader {
  email: string;
  pointId: string;
  /** When an opt-out of theirs was acknowledged. */
  stoppedAt: number | null;
}

export interface MailReport {
  announcements: number;
  sent: number;
  withheld: number;
  inDoubt: number;
  essential: number;
  arrived: number;
  faults: string[];
}

const PATIENCE = { tries: 200, pauseMs: 200 };
const BRAND = 'brand';
const NEWS = 'news';
const FIRST_ATTEMPTS_MS = 30_000;
const FINISHED_MS = 180_000;
/** One in so many readers opts out while their message waits. */
const STOPS_EVERY = 5;

/** Makes people of ours who said yes to News, through the API. */
export async function makeReaders(site: Site, ledgered: Ledgered, count: number): Promise<Reader[]> {
  const readers: Reader[] = [];
  for (let number = 1; number <= count; number += 1) {
    const email = `reader-${number}@example.com`;
    const steps = [putContact(site, `reader-${number}`, [email], []), reportedYes(site, email, NEWS)];
    for (const step of steps) {
      if (!(await insist(site, ledgered, step, PATIENCE))) throw new Error('a reader could not be made');
    }
    readers.push({ email, pointId: pointIdOf(site.ctx, { email }), stoppedAt: null });
  }
  return readers;
}

/** Starts an announcement to everybody who said yes to News. Retried while the database is away. */
export async function announceNews(site: Site, subject: string): Promise<string> {
  let id = '';
  await until(
    'an announcement is taken',
    () =>
      announce(site.ctx, { senderSlug: BRAND, topicSlug: NEWS, subject, body: 'What is new.' }).then(
        (made) => {
          id = made.announcementId;
          return true;
        },
        () => false,
      ),
    FIRST_ATTEMPTS_MS,
  );
  return id;
}

/** A reader opts out of News by the link in a message. */
export async function stopReader(site: Site, ledgered: Ledgered, reader: Reader): Promise<void> {
  const choice = oneClick(site, reader.email, 1, site.words.news);
  if (await insist(site, ledgered, choice, PATIENCE)) reader.stoppedAt = choice.acknowledgedAt;
}

/**
 * The mail server is away when an announcement starts; people opt out while their message waits; the worker is killed;
 * the mail server comes, dies in the middle of its work and comes back. Nothing is lost, and nobody gets it twice.
 */
export async function stopMailServer(
  site: Site,
  ledgered: Ledgered,
  readers: readonly Reader[],
): Promise<void> {
  await site.relay.kill();
  const id = await announceNews(site, 'While the mail server was away');
  for (const reader of readers.slice(0, 3)) await queueLink(site, reader);
  await until('a first attempt failed', async () => (await attempts(site, id)) > 0, FIRST_ATTEMPTS_MS);
  const standing = readers.filter((reader) => reader.stoppedAt === null);
  for (const [place, reader] of standing.entries()) {
    if (place % STOPS_EVERY === 0) await stopReader(site, ledgered, reader);
  }
  await site.worker.kill();
  await ageHeldWork(site);
  const waiting = standing.filter((reader) => reader.stoppedAt === null).length;
  let died = false;
  void site.relay.dieAfter(Math.ceil(waiting / 2)).then(() => {
    died = true;
  });
  await site.relay.start();
  site.worker.start();
  await until(
    'the mail server died in the middle of its work',
    async () => {
      if (!died) await bringForwardRetries(site);
      return died;
    },
    FINISHED_MS,
  );
  await site.relay.start();
}

async function queueLink(site: Site, reader: Reader): Promise<void> {
  const { ctx } = site;
  await ctx.db.transaction((tx) =>
    queueEssential(ctx, tx, { kind: 'preference_link', contactPointId: reader.pointId, contactId: null }),
  );
}

async function attempts(site: Site, announcementId: string): Promise<number> {
  const [row] = await site.database.asOwner<{ attempts: number }>(
    `SELECT count(*)::int AS attempts FROM message m JOIN message_delivery d
        ON d.contact_point_id = m.contact_point_id AND d.message_id = m.id WHERE m.announcement_id = $1`,
    [announcementId],
  );
  return row?.attempts ?? 0;
}

interface MessageRow extends Record<string, unknown> {
  id: string;
  pointId: string;
  state: string;
  kind: string;
  announcementId: string | null;
  createdAt: Date;
}

/** Compares every message with what reached the mail server and with who had opted out. All mail must be finished. */
export async function judgeMail(site: Site, readers: readonly Reader[]): Promise<MailReport> {
  const messages = await site.database.asOwner<MessageRow>(
    `SELECT id, contact_point_id AS "pointId", state, kind, announcement_id AS "announcementId",
            created_at AS "createdAt" FROM message`,
  );
  const announcements = await site.database.asOwner<{ id: string; createdAt: Date }>(
    `SELECT id, created_at AS "createdAt" FROM announcement`,
  );
  const arrivals = arrivalsByMessage(site.relay.arrivals);
  const report: MailReport = {
    announcements: announcements.length,
    sent: 0,
    withheld: 0,
    inDoubt: 0,
    essential: 0,
    arrived: site.relay.arrivals.length,
    faults: [],
  };
  const stoppedAt = new Map(readers.map((reader) => [reader.pointId, reader.stoppedAt]));
  for (const message of messages) judgeMessage(message, arrivals.get(message.id) ?? [], stoppedAt, report);
  const made = new Set(messages.map((message) => `${message.announcementId}/${message.pointId}`));
  for (const { id, createdAt } of announcements) {
    for (const reader of readers) {
      if (reader.stoppedAt !== null && reader.stoppedAt <= createdAt.getTime()) continue;
      if (reader.stoppedAt === null && !made.has(`${id}/${reader.pointId}`))
        report.faults.push(`mail lost: no message of ${id} for ${reader.pointId}`);
    }
  }
  return report;
}

function judgeMessage(
  message: MessageRow,
  arrivals: readonly Arrival[],
  stoppedAt: ReadonlyMap<string, number | null>,
  report: MailReport,
): void {
  const fault = (what: string) =>
    report.faults.push(`mail ${what}: ${message.kind} ${message.id} (${message.state})`);
  const marketing = message.kind === 'announcement';
  if (!marketing) report.essential += 1;
  switch (message.state) {
    case 'sent':
      if (marketing) report.sent += 1;
      if (arrivals.length === 0) fault('lost');
      break;
    case 'withheld':
      if (marketing) report.withheld += 1;
      if (arrivals.length > 0) fault('sent though withheld');
      if ((stoppedAt.get(message.pointId) ?? null) === null)
        fault('withheld from somebody who had not opted out');
      break;
    case 'in_doubt':
      if (marketing) report.inDoubt += 1;
      break;
    default:
      fault('not settled');
  }
  if (arrivals.length > (marketing ? 1 : 2)) fault(`arrived ${arrivals.length} times`);
  const stopped = stoppedAt.get(message.pointId) ?? null;
  const late = arrivals.filter((arrival) => stopped !== null && arrival.at > stopped + IN_FLIGHT_MS);
  if (marketing && late.length > 0) fault('sent after the opt-out was acknowledged');
}

/** A message whose permission was asked before the opt-out may still be on its way for a moment. */
const IN_FLIGHT_MS = 2_000;

function arrivalsByMessage(arrivals: readonly Arrival[]): Map<string, Arrival[]> {
  const byId = new Map<string, Arrival[]>();
  for (const arrival of arrivals) {
    const id = /^<([^@>]+)@/.exec(arrival.messageId)?.[1] ?? arrival.messageId;
    byId.set(id, [...(byId.get(id) ?? []), arrival]);
  }
  return byId;
}

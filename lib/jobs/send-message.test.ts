import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readToken } from '../domain/token';
import type { Mailer } from '../mail/transport';
import { announcementProgress } from '../services/announcement/announcement-progress';
import { recoverClaims } from '../services/message/recover-claims';
import { MAX_ATTEMPTS, retryDelayMs } from '../services/message/settle-attempt';
import {
  announcedTo,
  attempt,
  attemptAndDie,
  jobDelay,
  type MessageKey,
  readMessage,
} from './mail-attempts.fixture';
import { type MailWorld, mailerTo, openMailWorld, type Relay, startRelay } from './mail-world.fixture';

let world: MailWorld;
let relay: Relay;
let mailer: Mailer;
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
  await mailer.close();
  await relay.close();
});

const send = (row: MessageKey, through: Pick<Mailer, 'send'> = mailer) => attempt(world, through, row);
const read = (id: string) => readMessage(world, id);
const onlyFor = (email: string) => announcedTo(world, email);

let people = 0;
const anEmail = () => `person${people++}@example.com`;

describe('a marketing message', () => {
  it('arrives with each list header exactly once, signed, with links that work and the reason why', async () => {
    const email = anEmail();
    const { row, point } = await onlyFor(email);
    await send(row);
    expect(relay.arrived).toHaveLength(1);
    const [arrived] = relay.arrived;
    expect(arrived?.to).toEqual([email]);
    const head = arrived?.raw.split('\r\n\r\n')[0] ?? '';
    for (const name of [
      'List-Unsubscribe',
      'List-Unsubscribe-Post',
      'List-Id',
      'DKIM-Signature',
      'Message-ID',
    ])
      expect(head.match(new RegExp(`^${name}:`, 'gim')), name).toHaveLength(1);
    const oneClick = /^List-Unsubscribe: <https:\/\/preferences\.example\.com\/u\/([\w-]+)>\r?$/m.exec(
      head,
    )?.[1];
    expect(readToken(oneClick ?? '', 'unsubscribe', world.ctx.links)).toEqual({
      contactPointId: point.id,
      channel: 'email',
      topicNo: world.words.offers,
      messageId: row.id,
    });
    const preferences = /\/preferences\/([\w-]+)/.exec(arrived?.mail.text ?? '')?.[1];
    expect(readToken(preferences ?? '', 'preferences', world.ctx.links)?.contactPointId).toBe(point.id);
    expect(arrived?.mail.text).toContain(`https://preferences.example.com/unsubscribe/${oneClick}`);
    expect(arrived?.mail.text).toContain('You said yes to Offers by email from Brand.');
    expect(arrived?.mail.text).toContain('1 High Street, Leeds LS1 1AA');
    expect(await read(row.id)).toMatchObject({ state: 'sent', attempts: 1, decision: { answer: 'allow' } });
  });

  it('is written in the language of the person, and its links lead on in it', async () => {
    const { row, point } = await onlyFor(anEmail());
    await world.test.asOwner(
      `UPDATE contact SET locale = 'ar-EG' WHERE id = (SELECT contact_id FROM contact_contact_point WHERE contact_point_id = $1)`,
      [point.id],
    );
    await send(row);
    const [arrived] = relay.arrived;
    expect(arrived?.mail.html).toContain('<html lang="ar" dir="rtl">');
    expect(arrived?.mail.text).toMatch(/\/unsubscribe\/[\w-]+\?lang=ar\n/);
    expect(arrived?.mail.text).toMatch(/\/preferences\/[\w-]+\?lang=ar\n/);
  });

  it('an opt-out between queueing and sending stops the message', async () => {
    const { row, point, announcementId } = await onlyFor(anEmail());
    await world.say(point, {
      act: 'withdrawn',
      channel: 'email',
      senderNo: world.words.brand,
      topicNo: world.words.offers,
    });
    await send(row);
    expect(relay.arrived).toHaveLength(0);
    const after = await read(row.id);
    expect(after).toMatchObject({ state: 'withheld', failure: 'refused', decision: { answer: 'deny' } });
    expect((await announcementProgress(world.ctx, announcementId)).withheld.refused).toBe(1);
  });

  it('leaves once, however many jobs ask for it at the same time', async () => {
    const { row } = await onlyFor(anEmail());
    await Promise.all([send(row), send(row), send(row)]);
    await send(row);
    expect(relay.arrived).toHaveLength(1);
  });

  it('whose sender died after handing it over is in doubt and never sent again', async () => {
    const { row, announcementId } = await onlyFor(anEmail());
    await attemptAndDie(world, mailer, row);
    expect(await read(row.id)).toMatchObject({ state: 'claimed' });
    expect(await recoverClaims(world.ctx)).toEqual({ inDoubt: 0, again: 0 });
    expect(await recoverClaims(world.ctx, 0)).toEqual({ inDoubt: 1, again: 0 });
    await send(row);
    expect(relay.arrived).toHaveLength(1);
    expect(await read(row.id)).toMatchObject({ state: 'in_doubt', failure: 'interrupted' });
    expect((await announcementProgress(world.ctx, announcementId)).inDoubt).toBe(1);
  });

  it('that went out whole without a reply is in doubt and never sent again', async () => {
    const { row } = await onlyFor(anEmail());
    relay.beforeReply = () => new Promise((resolve) => setTimeout(resolve, 8_000).unref());
    await send(row);
    expect(await read(row.id)).toMatchObject({ state: 'in_doubt', failure: 'no reply' });
    await send(row);
    expect(relay.arrived).toHaveLength(1);
  });

  it('refused for now waits, with a job for later, and is sent then', async () => {
    const { row } = await onlyFor(anEmail());
    relay.refuse = { code: 451, text: '4.3.0 try later' };
    const before = Date.now();
    await send(row);
    expect(await read(row.id)).toMatchObject({ state: 'queued', attempts: 1, failure: '4xx' });
    expect(await jobDelay(world, row.id, before)).toBeGreaterThan(4_000);
    relay.refuse = null;
    await send(row);
    expect(relay.arrived).toHaveLength(1);
    expect(await read(row.id)).toMatchObject({ state: 'sent', attempts: 2, failure: null });
    const deliveries = await world.test.asOwner(
      'SELECT attempt, outcome, reply_code FROM message_delivery WHERE message_id = $1 ORDER BY attempt',
      [row.id],
    );
    expect(deliveries).toEqual([
      { attempt: 1, outcome: '4xx', reply_code: 451 },
      { attempt: 2, outcome: 'accepted', reply_code: 250 },
    ]);
  });

  it('waits while the relay is away; nothing is lost', async () => {
    const { row } = await onlyFor(anEmail());
    const port = Number(new URL(relay.url).port);
    await relay.close();
    await send(row);
    expect(await read(row.id)).toMatchObject({ state: 'queued', failure: 'connection' });
    relay = await startRelay(port);
    await send(row);
    expect(relay.arrived).toHaveLength(1);
    expect(await read(row.id)).toMatchObject({ state: 'sent' });
  });

  it('refused for good fails visibly, and so does one tried for two days', async () => {
    const { row } = await onlyFor(anEmail());
    relay.refuse = { code: 554, text: '5.7.1 no' };
    await send(row);
    expect(await read(row.id)).toMatchObject({ state: 'failed', failure: 'rejected 554 5.7.1' });

    const { row: patient } = await onlyFor(anEmail());
    await world.test.asOwner('UPDATE message SET attempts = $2 WHERE id = $1', [
      patient.id,
      MAX_ATTEMPTS - 1,
    ]);
    relay.refuse = { code: 421, text: '4.3.2 not now' };
    await send(patient);
    expect(await read(patient.id)).toMatchObject({ state: 'failed', failure: 'gave up: 4xx' });
    const waited = Array.from({ length: MAX_ATTEMPTS - 1 }, (_, i) => retryDelayMs(i + 1)).reduce(
      (a, b) => a + b,
    );
    expect(waited / 3_600_000).toBeGreaterThan(40);
    expect(waited / 3_600_000).toBeLessThan(60);
  });
});

describe('a mailbox that does not exist', () => {
  const bouncing = (status: string): Pick<Mailer, 'send'> => ({
    send: async () => Object.assign({ outcome: 'rejected' as const, code: 550 }, { status }),
  });

  it('is marked undeliverable with its history; a refusal for another reason marks nothing', async () => {
    for (const [status, deliverability] of [
      ['5.1.1', 'undeliverable'],
      ['5.7.1', 'unknown'],
    ] as const) {
      const { row, point } = await onlyFor(anEmail());
      await send(row, bouncing(status));
      expect(await read(row.id)).toMatchObject({ state: 'failed', failure: `rejected 550 ${status}` });
      const [known] = await world.test.asOwner(
        `SELECT p.deliverability, (SELECT string_agg(cause, ',') FROM contact_point_deliverability d WHERE d.contact_point_id = p.id) AS causes
         FROM contact_point p WHERE p.id = $1`,
        [point.id],
      );
      expect(known).toEqual({ deliverability, causes: status === '5.1.1' ? '5.1.1' : null });
    }
  });
});

describe('marketing', () => {
  it('does not ride on a topic that was made essential after it was queued', async () => {
    const { row } = await onlyFor(anEmail());
    await world.test.asOwner('UPDATE topic SET essential = true WHERE no = $1', [world.words.offers]);
    await world.ctx.vocabulary.atLeast(Number.MAX_SAFE_INTEGER);
    await send(row);
    await world.test.asOwner('UPDATE topic SET essential = false WHERE no = $1', [world.words.offers]);
    await world.ctx.vocabulary.atLeast(Number.MAX_SAFE_INTEGER);
    expect(relay.arrived).toHaveLength(0);
    expect(await read(row.id)).toMatchObject({ state: 'failed', failure: 'essential topic' });
  });
});

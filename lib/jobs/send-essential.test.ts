import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readToken } from '../domain/token';
import type { Mailer } from '../mail/transport';
import { answerLinkRequests } from '../services/link-request/link-request.fixture';
import { makeLinkRequest } from '../services/link-request/make-link-request';
import { queueEssential } from '../services/message/queue-essential';
import { recoverClaims } from '../services/message/recover-claims';
import {
  announcedTo,
  attempt,
  attemptAndDie,
  jobDelay,
  type MessageKey,
  queueMail,
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

const send = (row: MessageKey) => attempt(world, mailer, row);
const read = (id: string) => readMessage(world, id);
const queue = (kind: 'sign_in' | 'preference_link', pointId: string) => queueMail(world, kind, pointId);

/** Asks for a link as the sign-in page does, and has the request answered. */
async function asked(kind: 'sign_in' | 'staff_sign_in', email: string): Promise<string> {
  const device = { browser: 'firefox', system: 'linux' } as const;
  await makeLinkRequest(world.ctx, { kind, email, browserDigest: 'digest', device, peer: null });
  const [id = ''] = await answerLinkRequests(world.ctx, world.test);
  return id;
}

let people = 0;
const anEmail = () => `person${people++}@example.com`;

describe('an essential message', () => {
  it('goes before any number of announcements that wait', async () => {
    const { row, point } = await announcedTo(world, anEmail());
    const id = await queue('preference_link', point.id);
    const jobs = await world.test.asOwner<{ key: string; priority: number }>(
      'SELECT key, priority FROM graphile_worker.jobs WHERE key = ANY ($1) ORDER BY priority',
      [[`send-message:${row.id}`, `send-message:${id}`]],
    );
    expect(jobs).toEqual([
      { key: `send-message:${id}`, priority: 0 },
      { key: `send-message:${row.id}`, priority: 10 },
    ]);
  });

  it('goes to somebody who said no to everything, without list headers', async () => {
    const email = anEmail();
    const point = await world.customer(email, { yes: false });
    await world.say(point, { act: 'objected', channel: 'all', senderNo: 0, topicNo: 0 });
    const id = await queue('preference_link', point.id);
    await send({ contact_point_id: point.id, id });
    const [arrived] = relay.arrived;
    expect(arrived?.to).toEqual([email]);
    expect(arrived?.raw).not.toMatch(/^List-/im);
    const token = /\/preferences\/([\w-]+)/.exec(arrived?.mail.text ?? '')?.[1];
    expect(readToken(token ?? '', 'preferences', world.ctx.links)).toMatchObject({
      contactPointId: point.id,
      messageId: id,
    });
  });

  it('to sign in mints its link when it is sent, and keeps none', async () => {
    const email = anEmail();
    const point = await world.customer(email);
    const id = await asked('sign_in', email);
    const kept = JSON.stringify(await world.test.asOwner('SELECT * FROM graphile_worker._private_jobs'));
    expect(kept).not.toContain('@');
    await send({ contact_point_id: point.id, id });
    const secret = /\/signin\/confirm\?for=contact[^&]+&token=([\w-]+)/.exec(
      relay.arrived[0]?.mail.text ?? '',
    )?.[1];
    expect(secret).toHaveLength(43);
    const rows = [await read(id), await world.test.asOwner('SELECT * FROM auth_verification_token')];
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  it('to staff goes to an address that is no contact of ours', async () => {
    const email = 'agent@example.com';
    await world.test.asOwner(`INSERT INTO staff (id, email, name, role) VALUES ($1, $2, 'Agent', 'agent')`, [
      world.ctx.newId(),
      email,
    ]);
    const id = await asked('staff_sign_in', email);
    await send({ contact_point_id: (await read(id)).contact_point_id, id });
    expect(relay.arrived[0]?.to).toEqual([email]);
    expect(relay.arrived[0]?.mail.text).toContain('/signin/confirm?for=staff');
  });

  it('in doubt is sent once more with the same Message-ID, and no third time', async () => {
    const point = await world.customer(anEmail());
    const id = await queue('preference_link', point.id);
    const row = { contact_point_id: point.id, id };
    await attemptAndDie(world, mailer, row);
    expect(await recoverClaims(world.ctx, 0)).toEqual({ inDoubt: 0, again: 1 });
    expect(await jobDelay(world, id, Date.now())).toBeLessThan(1_000);
    await attemptAndDie(world, mailer, row);
    expect(relay.arrived).toHaveLength(2);
    expect(new Set(relay.arrived.map((one) => one.mail.messageId)).size).toBe(1);
    expect(await recoverClaims(world.ctx, 0)).toEqual({ inDoubt: 1, again: 0 });
    await send(row);
    expect(relay.arrived).toHaveLength(2);
    expect(await read(id)).toMatchObject({ state: 'in_doubt', attempts: 2 });
  });

  it('is not queued when the transaction is rolled back', async () => {
    const point = await world.customer(anEmail());
    const before = await world.test.asOwner('SELECT id FROM graphile_worker.jobs');
    await expect(
      world.ctx.db.transaction(async (tx) => {
        await queueEssential(world.ctx, tx, { kind: 'sign_in', contactPointId: point.id, contactId: null });
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    expect(await world.test.asOwner('SELECT id FROM graphile_worker.jobs')).toHaveLength(before.length);
    expect(await world.test.asOwner('SELECT 1 FROM message WHERE contact_point_id = $1', [point.id])).toEqual(
      [],
    );
  });
});

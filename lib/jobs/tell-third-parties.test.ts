import type { JobHelpers } from 'graphile-worker';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PointRef, Statement } from '../domain/consent-event';
import type { Mailer } from '../mail/transport';
import { recordDisclosure } from '../services/disclosure/record-disclosure';
import { tellThirdParties } from '../services/disclosure/tell-third-parties';
import { type MailWorld, mailerTo, openMailWorld, type Relay, startRelay } from './mail-world.fixture';
import { sendMessageJob } from './send-message';

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

const partners = (act: 'given' | 'withdrawn'): Statement => ({
  act,
  channel: 'email',
  senderNo: world.words.partner,
  topicNo: world.words.partnerOffers,
  ...(act === 'given'
    ? { basis: 'consent' as const, noticeVersionId: world.words.notice, lifting: true }
    : {}),
});

async function disclosed(point: PointRef): Promise<string> {
  return recordDisclosure(world.ctx, {
    contactPointId: point.id,
    senderNo: world.words.partner,
    what: 'email address and name',
    eventId: null,
    disclosedAt: world.ctx.now(),
  });
}

interface NoticeRow extends Record<string, unknown> {
  id: string;
  state: string;
  failure: string | null;
}

const notices = (point: PointRef) =>
  world.test.asOwner<NoticeRow>(
    `SELECT id, state, failure FROM message WHERE contact_point_id = $1 AND kind = 'third_party_notice' ORDER BY id`,
    [point.id],
  );

async function sendAll(point: PointRef): Promise<void> {
  const job = sendMessageJob(world.ctx, mailer);
  for (const { id } of await notices(point))
    await job({ contactPointId: point.id, messageId: id }, {} as JobHelpers);
}

async function toldAt(id: string): Promise<Date | null> {
  const [row] = await world.test.asOwner<{ withdrawal_told_at: Date | null }>(
    'SELECT withdrawal_told_at FROM disclosure WHERE id = $1',
    [id],
  );
  return row?.withdrawal_told_at ?? null;
}

describe('a third party that was given data', () => {
  it('is told once that the person has said no, with what it needs to find them', async () => {
    const point = await world.customer('told@example.com');
    await world.say(point, partners('given'));
    const id = await disclosed(point);
    expect(await tellThirdParties(world.ctx, point.id)).toBe(0);
    await world.say(point, partners('withdrawn'));
    expect(await tellThirdParties(world.ctx, point.id)).toBe(1);
    expect(await tellThirdParties(world.ctx, point.id)).toBe(0);
    expect(await toldAt(id)).toBeNull();
    await sendAll(point);
    await sendAll(point);
    expect(relay.arrived).toHaveLength(1);
    const [arrived] = relay.arrived;
    expect(arrived?.to).toEqual(['partner@example.net']);
    expect(arrived?.raw).not.toMatch(/^List-/im);
    expect(arrived?.mail.text).toContain('told@example.com');
    expect(arrived?.mail.text).toContain('Offers by email');
    expect(arrived?.mail.text).toContain(id);
    expect(arrived?.mail.subject).not.toContain('told@');
    expect(await toldAt(id)).not.toBeNull();
    expect(await tellThirdParties(world.ctx, point.id)).toBe(0);
  });

  it('is not told when the person says yes again before the notice leaves, and is told of a later no', async () => {
    const point = await world.customer('again@example.com');
    const id = await disclosed(point);
    await world.say(point, partners('withdrawn'));
    await tellThirdParties(world.ctx, point.id);
    await world.say(point, partners('given'));
    await sendAll(point);
    expect(await notices(point)).toMatchObject([{ state: 'withheld', failure: 'no refusal stands' }]);
    await world.say(point, partners('withdrawn'));
    expect(await tellThirdParties(world.ctx, point.id)).toBe(1);
    await sendAll(point);
    expect(relay.arrived).toHaveLength(1);
    expect(await toldAt(id)).not.toBeNull();
  });

  it('without a contact email shows as a failure and stays untold', async () => {
    const point = await world.customer('nowhere@example.com');
    const id = await disclosed(point);
    await world.say(point, partners('withdrawn'));
    await tellThirdParties(world.ctx, point.id);
    await world.test.asOwner('UPDATE sender SET contact_email = NULL WHERE no = $1', [world.words.partner]);
    await sendAll(point);
    await world.test.asOwner(`UPDATE sender SET contact_email = 'partner@example.net' WHERE no = $1`, [
      world.words.partner,
    ]);
    expect(await notices(point)).toMatchObject([
      { state: 'failed', failure: 'the third party has no contact email' },
    ]);
    expect(await toldAt(id)).toBeNull();
  });

  it('is the only kind of sender that data is given to', async () => {
    const point = await world.customer('own@example.com');
    await expect(
      recordDisclosure(world.ctx, {
        contactPointId: point.id,
        senderNo: world.words.brand,
        what: 'email address',
        eventId: null,
        disclosedAt: world.ctx.now(),
      }),
    ).rejects.toMatchObject({ kind: 'unprocessable' });
  });
});

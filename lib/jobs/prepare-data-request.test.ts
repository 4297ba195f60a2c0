import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { forgetRecipients } from '../../db/queries/data-request-desk';
import { mintToken, NIL_UUID } from '../domain/token';
import { DATA_REQUEST_KINDS, DATA_REQUEST_STEPS, type DataRequestStepKind } from '../domain/vocabulary';
import { oneClickDoor } from '../doors/one-click';
import { unsubscribeDoor } from '../doors/unsubscribe';
import type { Mailer } from '../mail/transport';
import { addStep } from '../services/data-request/add-step';
import { answerRequest } from '../services/data-request/answer-request';
import { askErasure } from '../services/data-request/ask-erasure';
import { askInWords } from '../services/data-request/ask-in-words';
import { carryOutErasure } from '../services/data-request/carry-out-erasure';
import { openRequest } from '../services/data-request/open-request';
import { recordTogether } from '../services/ledger/record-together';
import { addStaffMember } from '../services/person/person.fixture';
import type { StaffActor } from '../services/staff/assert-may';
import { attempt, type MessageRow } from './mail-attempts.fixture';
import { type MailWorld, mailerTo, openMailWorld, type Relay, startRelay } from './mail-world.fixture';

let world: MailWorld;
let relay: Relay;
let mailer: Mailer;
let manager: StaffActor;
let count = 0;
beforeAll(async () => {
  world = await openMailWorld();
  manager = await addStaffMember(world.test, 'manager');
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

async function somebody() {
  count += 1;
  const email = `ann${count}@example.com`;
  const point = await world.customer(email, { yes: false });
  const [use] = await world.test.asOwner<{ contact_id: string }>(
    'SELECT contact_id FROM contact_contact_point WHERE contact_point_id = $1',
    [point.id],
  );
  return { email, point, contactId: use?.contact_id ?? '' };
}

/** Sends what waits for an address, and gives the last of it. */
async function sent(pointId: string) {
  const rows = await world.test.asOwner<MessageRow>(
    "SELECT * FROM message WHERE contact_point_id = $1 AND kind = 'data_request' AND state = 'queued' ORDER BY created_at, id",
    [pointId],
  );
  for (const row of rows) await attempt(world, mailer, row);
  const last = relay.arrived.at(-1);
  return {
    to: last?.to,
    subject: last?.mail.subject ?? '',
    text: last?.mail.text ?? '',
    html: last?.mail.html ?? '',
  };
}

describe('the mail about a request', () => {
  it('says at once that it has arrived, its number, and by when an answer comes', async () => {
    const ann = await somebody();
    const asked = await askInWords(world.ctx, {
      contactId: ann.contactId,
      token: 'p',
      kind: 'complaint',
      words: 'Too many calls.',
    });
    const mail = await sent(ann.point.id);
    expect(mail.to).toEqual([ann.email]);
    expect(mail.subject).toContain(asked.ok ? asked.reference : '?');
    expect(mail.text).toMatch(/You will hear from us by \d+ \w+ \d{4}\./);
    expect(mail.text).toContain('https://preferences.example.com/account/my-data?lang=en');
    // What was written is not sent about by email.
    expect(mail.text).not.toContain('Too many calls');
  });

  it('of a refusal gives the reason, and names the regulator and the court', async () => {
    const ann = await somebody();
    const { contactId } = ann;
    const asked = await askInWords(world.ctx, { contactId, token: 'p', kind: 'correction', words: 'Wrong.' });
    if (!asked.ok) throw new Error(asked.problem);
    const words = 'It is right as it is.\n\nWe looked at <your> letter.';
    await answerRequest(world.ctx, manager, { requestId: asked.requestId, answer: 'refuse', words });
    const mail = await sent(ann.point.id);
    for (const part of [mail.text, mail.html]) {
      expect(part).toContain('It is right as it is.');
      expect(part).toContain('ico.org.uk');
      expect(part).toContain('court');
    }
    expect(mail.html).toContain('&lt;your&gt;');
  });

  it('that somebody was erased reaches them, and then their address is forgotten here, too', async () => {
    const ann = await somebody();
    await askErasure(world.ctx, { contactId: ann.contactId, evidence: {} });
    await sent(ann.point.id);
    const [request] = await world.test.asOwner<{ id: string }>(
      'SELECT id FROM data_request WHERE contact_id = $1',
      [ann.contactId],
    );
    const requestId = request?.id ?? '';
    expect(await carryOutErasure(world.ctx, manager, { requestId, recipientsTold: false })).toMatchObject({
      ok: true,
    });
    const [point] = await world.test.asOwner('SELECT typed, normalised FROM contact_point WHERE id = $1', [
      ann.point.id,
    ]);
    expect(point).toEqual({ typed: null, normalised: null });
    await world.ctx.db.transaction(forgetRecipients);
    const mail = await sent(ann.point.id);
    expect(mail.to).toEqual([ann.email]);
    expect(mail.text).toContain('We deleted your details');
    expect(mail.text).not.toContain('/account');
    await world.ctx.db.transaction(forgetRecipients);
    const kept = await world.test.asOwner('SELECT 1 FROM data_request_mail WHERE recipient IS NOT NULL');
    expect(kept).toEqual([]);
  });

  it('can be written for every kind and step', async () => {
    const ann = await somebody();
    for (const kind of DATA_REQUEST_KINDS) {
      for (const step of DATA_REQUEST_STEPS) {
        const mail = await mailOf(ann, kind, step);
        expect(mail.subject).toMatch(/DR-/);
        expect(mail.text.length).toBeGreaterThan(150);
        expect(`${mail.subject} ${mail.text}`).not.toMatch(/undefined|null|\{|NaN/);
      }
    }
  }, 60_000);
});

async function mailOf(
  ann: { contactId: string; point: { id: string } },
  kind: (typeof DATA_REQUEST_KINDS)[number],
  step: DataRequestStepKind,
) {
  await world.ctx.db.transaction(async (tx) => {
    const asked = {
      id: world.ctx.newId(),
      kind,
      way: 'account' as const,
      contactId: ann.contactId,
      replyPointId: ann.point.id,
      name: null,
      words: null,
      language: 'en' as const,
    };
    const { request } = await openRequest(world.ctx, tx, asked, { tell: step === 'received' });
    const actor = { kind: 'staff' as const, id: manager.id };
    if (step !== 'received') await addStep(world.ctx, tx, request, { step, actor, words: 'Our words.' });
    await tx.query({
      name: 'test_close_requests',
      text: "UPDATE data_request SET state = 'done', closed_at = now() WHERE state = 'open'",
    });
  });
  return sent(ann.point.id);
}

it('a link mailed before the person was erased still says no, and its page still answers', async () => {
  const ann = await somebody();
  const claims = {
    contactPointId: ann.point.id,
    channel: 'email' as const,
    topicNo: world.words.offers,
    messageId: NIL_UUID,
  };
  const token = mintToken(claims, 'unsubscribe', world.ctx.links);
  await askErasure(world.ctx, { contactId: ann.contactId, evidence: {} });
  const [request] = await world.test.asOwner<{ id: string }>(
    'SELECT id FROM data_request WHERE contact_id = $1',
    [ann.contactId],
  );
  await carryOutErasure(world.ctx, manager, { requestId: request?.id ?? '', recipientsTold: true });
  const recordOne = recordTogether(world.ctx);
  const url = `https://preferences.example.com/u/${token}`;
  const click = await oneClickDoor(new Request(url, { method: 'POST' }), world.ctx, recordOne, token);
  expect(click.status).toBe(200);
  const page = await unsubscribeDoor(new Request(url), world.ctx, recordOne, token);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('no longer hold');
});

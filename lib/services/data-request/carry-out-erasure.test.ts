import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CHANNELS_OF_KIND } from '../../domain/vocabulary';
import { putContact } from '../contact/put-contact';
import { addContacts } from '../import/add-contacts';
import { addStaffMember } from '../person/person.fixture';
import { findSubject } from '../sign-in/find-subject';
import { answerRequest } from './answer-request';
import { askErasure } from './ask-erasure';
import { askInWords } from './ask-in-words';
import { carryOutErasure } from './carry-out-erasure';
import { OPENS, type RequestWorld, requestWorld } from './data-request.fixture';
import {
  type Erasable,
  erasable,
  settleMails,
  signedIn,
  takenDown,
  typed,
  waiting,
  whereStands,
} from './erasable.fixture';
import { restrictUse } from './restrict-use';

let world: RequestWorld;

beforeAll(async () => {
  world = await requestWorld();
});
afterAll(() => world?.close());
beforeEach(() => {
  world.ctx.clock.now = OPENS;
});

async function requestOf(person: Erasable): Promise<string> {
  await askErasure(world.ctx, person.said);
  world.wait();
  const [row] = await world.rows<{ id: string }>(
    "SELECT id FROM data_request WHERE contact_id = $1 AND kind = 'erasure' AND state = 'open'",
    [person.id],
  );
  return row?.id ?? '';
}

const carryOut = (requestId: string, recipientsTold = false) =>
  carryOutErasure(world.ctx, world.manager, { requestId, recipientsTold });

describe('erasing', () => {
  test('forgets the person wherever they stand, and keeps the no; the ledger still verifies', async () => {
    const ada = await erasable(world);
    await world.rows("UPDATE contact SET company = $2, external_ref = $2 || '-ref' WHERE id = $1", [
      ada.id,
      ada.word,
    ]);
    await takenDown(world, ada);
    await signedIn(world, ada);
    await waiting(world, ada);
    await typed(world, ada);
    const before = await world.rows('SELECT 1 FROM consent_event WHERE contact_id = $1', [ada.id]);
    const requestId = await requestOf(ada);
    expect((await whereStands(world, ada.word)).length).toBeGreaterThan(6);
    expect(await carryOut(requestId)).toEqual({ ok: true, shared: 0 });
    // Its last mail is on its way; once that is settled the address goes, too.
    expect(await whereStands(world, ada.word)).toEqual(['public.data_request_mail']);
    await settleMails(world);
    expect(await whereStands(world, ada.word)).toEqual([]);
    expect(await whereStands(world, ada.number)).toEqual([]);
    for (const [address, channel] of [
      [{ email: ada.email }, 'email'],
      [{ phone: ada.phone }, 'phone'],
      [{ postal: ada.postal }, 'post'],
    ] as const)
      expect(await world.gate(address, channel)).toBe('erased');
    const after = await world.rows('SELECT 1 FROM consent_event WHERE contact_id = $1', [ada.id]);
    expect(after.length).toBeGreaterThan(before.length);
    expect(await world.rows('SELECT 1 FROM evidence WHERE contact_id = $1', [ada.id])).toEqual([]);
    expect(await world.ledgerFaults()).toEqual([]);
    const [contact] = await world.rows('SELECT name, status, external_ref FROM contact WHERE id = $1', [
      ada.id,
    ]);
    expect(contact).toMatchObject({
      name: null,
      status: 'erased',
      external_ref: expect.stringMatching(/^erased:/),
    });
  });

  test('ends every way in', async () => {
    const ada = await erasable(world);
    await signedIn(world, ada);
    const asked = { email: ada.email, side: 'account' as const };
    expect(await findSubject(world.ctx, world.ctx.db.reader, asked)).not.toBeNull();
    await carryOut(await requestOf(ada));
    expect(await findSubject(world.ctx, world.ctx.db.reader, asked)).toBeNull();
    const left = await world.rows('SELECT 1 FROM auth_user WHERE contact_id = $1', [ada.id]);
    expect(left).toEqual([]);
  });

  test('a shared address stays with the other person, and so does their yes', async () => {
    const ada = await erasable(world);
    const bea = await world.person('Bea Quill', [{ email: `bea-${ada.word}@mail.example` }]);
    const sharedPoint = ada.points[0] ?? '';
    await world.rows(
      `INSERT INTO contact_contact_point (contact_point_id, contact_id, channels) VALUES ($1, $2, '{email}')`,
      [sharedPoint, bea.id],
    );
    await world.yes(bea.id, sharedPoint);
    world.wait();
    const requestId = await requestOf(ada);
    // Until it is carried out nothing goes there: what is sent would reach the person who asked, too.
    expect(await world.gate({ email: ada.email }, 'email')).toBe('restricted');
    expect(await carryOut(requestId)).toEqual({ ok: true, shared: 1 });
    expect(await world.gate({ email: ada.email }, 'email')).toBe('allow');
    expect(await world.gate({ email: ada.email }, 'email', world.words.service)).toBe('allow');
    expect(await world.gate({ phone: ada.phone }, 'phone')).toBe('erased');
    const [point] = await world.rows('SELECT normalised FROM contact_point WHERE id = $1', [sharedPoint]);
    expect(point).toEqual({ normalised: ada.email });
    const evidence = await world.rows('SELECT contact_id FROM evidence WHERE contact_point_id = $1', [
      sharedPoint,
    ]);
    expect(evidence).toEqual([{ contact_id: bea.id }]);
    expect(await world.ledgerFaults()).toEqual([]);
  });

  test('somebody who comes back with the same address is new: service mail goes, marketing needs a new yes', async () => {
    const ada = await erasable(world);
    await carryOut(await requestOf(ada));
    await put(ada, `new-${ada.word}`);
    expect(await world.gate({ email: ada.email }, 'email', world.words.service)).toBe('allow');
    expect(await world.gate({ email: ada.email }, 'email')).toBe('refused');
    const [back] = await world.rows<{ id: string }>('SELECT id FROM contact WHERE external_ref = $1', [
      `new-${ada.word}`,
    ]);
    world.wait();
    await world.yes(back?.id ?? '', ada.points[0] ?? '');
    expect(await world.gate({ email: ada.email }, 'email')).toBe('allow');
    const [point] = await world.rows('SELECT typed FROM contact_point WHERE id = $1', [ada.points[0]]);
    expect(point).toEqual({ typed: ada.email });
  });

  test('the company’s own systems cannot bring the person back by their old reference', async () => {
    const ada = await erasable(world);
    const reference = `CRM-${ada.word}`;
    await world.rows('UPDATE contact SET external_ref = $2 WHERE id = $1', [ada.id, reference]);
    await carryOut(await requestOf(ada));
    await expect(put(ada, reference)).rejects.toThrow(/was erased/);
    expect(await world.rows('SELECT 1 FROM contact WHERE external_ref = $1', [reference])).toEqual([]);
    const row = { externalRef: reference, name: null, country: null, addresses: [{ email: ada.email }] };
    expect(await addContacts(world.ctx, [row as unknown as Parameters<typeof addContacts>[1][number]])).toBe(
      0,
    );
  });

  test('pressed twice, or twice at once, is carried out once', async () => {
    const ada = await erasable(world);
    const requestId = await requestOf(ada);
    const both = await Promise.all([carryOut(requestId), carryOut(requestId)]);
    both.push(await carryOut(requestId));
    expect(both.map((one) => (one.ok ? 'done' : one.problem)).sort()).toEqual(['closed', 'closed', 'done']);
    const stops = await world.rows("SELECT 1 FROM consent_event WHERE contact_id = $1 AND stop = 'erasure'", [
      ada.id,
    ]);
    expect(stops).toHaveLength(3);
  });

  test('and refusing at the same time: one of them counts, whole', async () => {
    const ada = await erasable(world);
    const requestId = await requestOf(ada);
    const refuse = answerRequest(world.ctx, world.manager, {
      requestId,
      answer: 'refuse',
      words: 'We must not.',
    });
    const [erased, refused] = await Promise.all([carryOut(requestId), refuse]);
    expect([erased.ok, refused.ok].filter(Boolean)).toHaveLength(1);
    const [contact] = await world.rows<{ status: string }>('SELECT status FROM contact WHERE id = $1', [
      ada.id,
    ]);
    expect(contact?.status).toBe(erased.ok ? 'erased' : 'restricted');
  });

  test('waits until other requests are answered, and closes a restriction along with it', async () => {
    const ada = await erasable(world);
    await restrictUse(world.ctx, { ...ada.said, words: 'wrong' });
    const asked = await askInWords(world.ctx, {
      contactId: ada.id,
      token: 'p',
      kind: 'complaint',
      words: 'Bad.',
    });
    const requestId = await requestOf(ada);
    expect(await carryOut(requestId)).toEqual({ ok: false, problem: 'others_open' });
    const complaint = {
      requestId: asked.ok ? asked.requestId : '',
      answer: 'done' as const,
      words: 'Sorry.',
    };
    await answerRequest(world.ctx, world.manager, complaint);
    expect(await carryOut(requestId)).toMatchObject({ ok: true });
    const left = await world.rows('SELECT DISTINCT state, words FROM data_request WHERE contact_id = $1', [
      ada.id,
    ]);
    expect(left).toEqual([{ state: 'done', words: null }]);
  });

  test('waits until third parties that hold the data were told, unless staff say they have been', async () => {
    const ada = await erasable(world);
    await world.rows(
      `INSERT INTO disclosure (contact_point_id, id, sender_no, what, disclosed_at) VALUES ($1, $2, $3, 'name', now())`,
      [ada.points[0], world.ctx.newId(), world.words.partner],
    );
    const requestId = await requestOf(ada);
    expect(await carryOut(requestId)).toEqual({
      ok: false,
      problem: 'recipients_untold',
      recipients: ['Partner'],
    });
    expect(await carryOut(requestId, true)).toMatchObject({ ok: true });
  });

  test('is for managers, and is itself in the access log', async () => {
    const ada = await erasable(world);
    const requestId = await requestOf(ada);
    const agent = await addStaffMember(world.db, 'agent');
    await expect(carryOutErasure(world.ctx, agent, { requestId, recipientsTold: true })).rejects.toThrow(
      /manager/,
    );
    await carryOut(requestId);
    const logged = await world.rows(
      "SELECT staff_id FROM access_log WHERE contact_id = $1 AND what = 'erase'",
      [ada.id],
    );
    expect(logged).toEqual([{ staff_id: world.manager.id }]);
  });

  test('a complaint, or somebody else’s request, is not erased by this button', async () => {
    const ada = await erasable(world);
    const asked = await askInWords(world.ctx, {
      contactId: ada.id,
      token: 'p',
      kind: 'complaint',
      words: 'Bad.',
    });
    expect(await carryOut(asked.ok ? asked.requestId : '')).toEqual({ ok: false, problem: 'not_found' });
    expect(await carryOut(world.ctx.newId())).toEqual({ ok: false, problem: 'not_found' });
  });
});

async function put(ada: Erasable, externalRef: string): Promise<void> {
  const addresses = [{ address: { email: ada.email }, channels: CHANNELS_OF_KIND.email, pointer: '#' }];
  const fields = { name: 'Ada', country: 'GB', locale: null, timezone: null, company: null, position: null };
  await putContact(
    world.ctx,
    { externalRef, fields: { ...fields, subscriberType: 'individual' }, addresses, actor: 'test' },
    { clientId: world.ctx.newId(), route: 'test', key: null, payload: '' },
  );
}

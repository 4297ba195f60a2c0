import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../db/testing/database';
import type { RawAddress } from '../../domain/contact-point/address';
import type { Channel } from '../../domain/vocabulary';
import { seedTestVocabulary, type TestVocabulary, testContext } from '../../services/context/context.fixture';
import { decideQuestions } from '../../services/decision/decide-questions';
import { findPeople } from '../../services/desk/find-people';
import { listRequests } from '../../services/desk/list-requests';
import { readRequest } from '../../services/desk/read-request';
import { lookAtAddress } from '../../services/person/look-at-address';
import { lookAtPerson } from '../../services/person/look-at-person';
import { addPerson, addStaffMember } from '../../services/person/person.fixture';
import type { StaffActor } from '../../services/staff/assert-may';
import { listStaff } from '../../services/staff/list-staff';
import { find } from './find';
import { recordAtDesk } from './record';

let db: TestDatabase;
let ctx: ReturnType<typeof testContext>;
let words: TestVocabulary;
let agent: StaffActor;
let other: StaffActor;
let admin: StaffActor;
let auditor: StaffActor;

beforeAll(async () => {
  db = await testDatabase();
  ctx = testContext(db);
  words = await seedTestVocabulary(db);
  agent = await addStaffMember(db, 'agent');
  other = await addStaffMember(db, 'agent');
  admin = await addStaffMember(db, 'admin');
  auditor = await addStaffMember(db, 'auditor');
});
afterAll(async () => {
  await ctx.db.end();
  await db.drop();
});
beforeEach(() => {
  ctx.clock.now = new Date('2026-11-22T12:00:00.000Z');
});

let count = 100;
const newNumber = () => `020 7946 0${count++}`;

function post(fields: Record<string, string | string[]>): Request {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat()) body.append(name, one);
  return new Request('https://preferences.example.com/staff', { method: 'POST', body });
}

const lastPart = (answer: Response) => (answer.headers.get('location') ?? '').split('/').at(-1) ?? '';

async function search(q: string, staff = agent): Promise<string> {
  return lastPart(await find(post({ q }), ctx, staff));
}

async function take(fields: Record<string, string | string[]>, staff = agent): Promise<string> {
  return lastPart(await recordAtDesk(post({ token: ctx.newId(), words: 'stop it', ...fields }), ctx, staff));
}

async function answer(address: RawAddress, channel: Channel, senderNo = words.brand, topicNo = words.offers) {
  const vocabulary = await ctx.vocabulary.current();
  const sender = vocabulary.senders.get(senderNo);
  const topic = vocabulary.topics.get(topicNo);
  if (sender === undefined || topic === undefined) throw new Error('not in the vocabulary');
  const [one] = await decideQuestions(ctx, [{ id: '1', address, contact: null, channel, sender, topic }]);
  return one?.decision.reasons[0]?.code;
}

const rows = async (sql: string, values: unknown[] = []) => db.asOwner<Record<string, unknown>>(sql, values);
const eventsSaid = () => rows('SELECT * FROM consent_event ORDER BY event_id');

describe('finding', () => {
  test('a person is found by number in any spelling, by email, name and postcode', async () => {
    const number = newNumber();
    const postal = { name: 'Zoë Quill', lines: ['7 Mill Lane', 'York'], postcode: 'YO1 7AA' };
    const person = await addPerson(db, {
      name: 'Zoë Quill',
      addresses: [{ phone: number }, { email: 'zoe.quill@example.com' }, { postal }],
    });
    const international = `+44 (0)${number.slice(1)}`;
    for (const q of [
      number,
      number.replaceAll(' ', ''),
      international,
      'ZOE.quill@EXAMPLE.com',
      'zoë qu',
      'yo17aa',
    ]) {
      const found = await findPeople(ctx, agent, await search(q));
      expect(
        found?.people.map((one) => one.id),
        q,
      ).toEqual([person.id]);
    }
  });

  test('everybody on a shared number is shown', async () => {
    const phone = newNumber();
    const ann = await addPerson(db, { name: 'Ann Shared', addresses: [{ phone }] });
    const bob = await addPerson(db, { name: 'Bob Shared', addresses: [{ phone }] });
    const found = await findPeople(ctx, agent, await search(phone));
    expect(found?.people.map((one) => one.id)).toEqual([ann.id, bob.id]);
  });

  test('what was typed stands in no URL and in no log, and nobody else can open it', async () => {
    const answered = await find(post({ q: 'someone@example.com' }), ctx, agent);
    expect(answered.headers.get('location')).toMatch(/^\/staff\/search\/[0-9a-f-]{36}$/);
    expect(await findPeople(ctx, other, lastPart(answered))).toBeNull();
    await findPeople(ctx, agent, lastPart(answered));
    const log = await rows('SELECT a::text AS row FROM access_log a');
    expect(JSON.stringify(log)).not.toContain('someone');
  });

  test('a name of percent signs finds nobody', async () => {
    expect((await findPeople(ctx, agent, await search('%%%')))?.people).toEqual([]);
  });

  test('every search and every look is recorded', async () => {
    const phone = newNumber();
    const person = await addPerson(db, { name: 'Looked At', addresses: [{ phone }] });
    const staff = await addStaffMember(db, 'agent');
    const id = await search(phone, staff);
    await findPeople(ctx, staff, id);
    await lookAtPerson(ctx, staff, person.id);
    await lookAtAddress(ctx, staff, person.points[0] ?? '');
    const request = await take({ search: id }, staff);
    await readRequest(ctx, staff, request);
    const log = await rows('SELECT what, contact_id FROM access_log WHERE staff_id = $1 ORDER BY id', [
      staff.id,
    ]);
    expect(log.map((row) => row.what)).toEqual([
      'search',
      'person',
      'address',
      'search',
      'record',
      'request',
    ]);
    expect(log[1]?.contact_id).toBe(person.id);
  });
});

describe('recording', () => {
  test('an opt-out for a number nobody knows is kept without a profile and holds at once', async () => {
    const phone = newNumber();
    const before = await rows('SELECT 1 FROM contact');
    const id = await take({ search: await search(phone), channel: ['phone', 'automated_call', 'sms'] });
    expect(await rows('SELECT 1 FROM contact')).toHaveLength(before.length);
    for (const channel of ['phone', 'sms'] as const) expect(await answer({ phone }, channel)).toBe('refused');
    expect(await answer({ phone }, 'fax')).not.toBe('refused');
    expect(await answer({ phone }, 'sms', words.partner, words.partnerOffers)).toBe('refused');
    const shown = await readRequest(ctx, agent, id);
    expect(shown?.request.readBack).toBe(`From now, nobody we send for will call or text ${phone}.`);
    expect(shown?.request.dueAt.toISOString()).toBe('2026-12-20T12:00:00.000Z');
  });

  test('a double submit records once, also at the same moment', async () => {
    const phone = newNumber();
    const fields = { token: ctx.newId(), search: await search(phone), words: 'no more calls' };
    const before = (await eventsSaid()).length;
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => recordAtDesk(post(fields), ctx, agent)),
    );
    answers.push(await recordAtDesk(post(fields), ctx, agent));
    expect(new Set(answers.map((one) => one.headers.get('location'))).size).toBe(1);
    expect((await eventsSaid()).length).toBe(before + 1);
  });

  test('a form sent again with something changed is another opt-out, not a repeat', async () => {
    const fields = {
      token: ctx.newId(),
      search: await search(newNumber()),
      words: 'no calls',
      channel: 'phone',
    };
    const first = await recordAtDesk(post(fields), ctx, agent);
    const second = await recordAtDesk(post({ ...fields, channel: 'sms' }), ctx, agent);
    expect(second.headers.get('location')).not.toBe(first.headers.get('location'));
  });

  test('who took it, when, by what reference, in whose words and how far: all of it is in the record', async () => {
    const phone = newNumber();
    await take({
      search: await search(phone),
      words: 'Stop ringing me',
      call_reference: 'C-1042',
      received_at: '2026-11-22T11:30',
    });
    const [row] = await rows(
      `SELECT e.*, v.body FROM consent_event e JOIN evidence v USING (contact_point_id, instruction_id) ORDER BY e.recorded_at DESC, e.event_id DESC LIMIT 1`,
    );
    expect(row).toMatchObject({
      door: 'desk',
      actor_kind: 'staff',
      actor_id: agent.id,
      channel: 'all',
      sender_no: 0,
      said_at: new Date('2026-11-22T11:30:00Z'),
      body: { words: 'Stop ringing me', call_reference: 'C-1042', medium: 'phone' },
    });
  });

  test('chosen senders are stopped and the others are not', async () => {
    const email = 'chooser@example.com';
    const id = await take({
      search: await search(email),
      who_sends: 'some',
      sender: [String(words.partner)],
    });
    expect(await answer({ email }, 'email', words.partner, words.partnerOffers)).toBe('refused');
    expect(await answer({ email }, 'email')).not.toBe('refused');
    expect((await readRequest(ctx, agent, id))?.request.readBack).toBe(
      'From now, Partner will not email chooser@example.com.',
    );
  });

  test('what no numbering plan has is kept all the same', async () => {
    const id = await take({ search: await search('0000 123456') });
    const [row] = await rows(
      'SELECT cardinality(contact_point_ids) AS points FROM opt_out_request WHERE id = $1',
      [id],
    );
    expect(Number(row?.points)).toBeGreaterThan(0);
  });

  test('a household said no: everybody at the address is covered', async () => {
    const lines = ['9 Hill Road', 'Leeds'];
    const fields = { name: 'Mr J Smith', lines: lines.join('\n'), postcode: 'LS2 2BB' };
    const id = lastPart(await find(post(fields), ctx, agent));
    await take({ search: id });
    const at = (name: string) => answer({ postal: { name, lines, postcode: 'LS2 2BB' } }, 'post');
    expect(await at('John Smith')).toBe('refused');
    expect(await at('Ann Bell')).not.toBe('refused');
    await take({ search: id, household: '1' });
    expect(await at('Ann Bell')).toBe('refused');
  });

  test("a person's ticked addresses are stopped and theirs alone, with the person named", async () => {
    const phone = newNumber();
    const person = await addPerson(db, {
      name: 'Pat Two',
      addresses: [{ email: 'pat@example.com' }, { phone }],
    });
    const stranger = await addPerson(db, { name: 'Not Pat', addresses: [{ email: 'notpat@example.com' }] });
    const cells = [`${person.points[1]}.sms`, `${stranger.points[0]}.email`];
    await take({ contact: person.id, cell: cells });
    expect(await answer({ phone }, 'sms')).toBe('refused');
    expect(await answer({ email: 'pat@example.com' }, 'email')).toBe('no_record');
    expect(await answer({ email: 'notpat@example.com' }, 'email')).toBe('no_record');
    const look = await lookAtPerson(ctx, agent, person.id);
    expect(look?.history[0]).toMatchObject({ act: 'objected', channel: 'sms', staffName: agent.name });
    const sms = look?.held
      .get(person.points[1] ?? '')
      ?.flatMap((row) => row.cells)
      .find((cell) => cell.channel === 'sms');
    expect(sms?.state).toBe('no');
  });

  test('a request is not refused for want of a note, a known medium or a past date', async () => {
    const id = await take({
      search: await search(newNumber()),
      words: ' ',
      medium: 'pigeon',
      received_at: '2030-01-01T00:00',
    });
    const shown = await readRequest(ctx, agent, id);
    expect(shown?.request).toMatchObject({ medium: 'phone', receivedAt: ctx.clock.now });
  });

  test('a search that is gone records nothing', async () => {
    const answered = await recordAtDesk(post({ search: ctx.newId() }), ctx, agent);
    expect(answered.headers.get('location')).toBe('/staff?problem=gone');
  });

  test('an auditor cannot record, an agent cannot see the team', async () => {
    const id = await search(newNumber(), auditor);
    await expect(take({ search: id }, auditor)).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(listStaff(ctx, agent)).rejects.toMatchObject({ kind: 'forbidden' });
    expect((await listStaff(ctx, admin)).length).toBeGreaterThanOrEqual(4);
  });
});

describe('the list of requests', () => {
  test('is sorted and filtered, with due dates, and shows no whole address', async () => {
    const staff = await addStaffMember(db, 'agent');
    const phones = [newNumber(), newNumber()];
    await take({ search: await search(phones[0] ?? '', staff), received_at: '2026-11-01T09:00' }, staff);
    await take({ search: await search(phones[1] ?? '', staff), medium: 'letter' }, staff);
    const filter = { staffId: staff.id, medium: null, undone: null, due: null };
    const { lines } = await listRequests(ctx, agent, { filter, sort: 'due', descending: false, page: 1 });
    expect(lines.map((line) => line.dueAt.toISOString().slice(0, 10))).toEqual(['2026-11-29', '2026-12-20']);
    for (const phone of phones) expect(JSON.stringify(lines)).not.toContain(phone.slice(-4));
    const letters = await listRequests(ctx, agent, {
      filter: { ...filter, medium: 'letter' },
      sort: 'due',
      descending: false,
      page: 1,
    });
    expect(letters.lines).toHaveLength(1);
    const due = { from: new Date('2026-11-28'), before: new Date('2026-11-30') };
    const soon = await listRequests(ctx, agent, {
      filter: { ...filter, due },
      sort: 'due',
      descending: true,
      page: 1,
    });
    expect(soon.lines.map((line) => line.id)).toEqual([lines[0]?.id]);
  });
});

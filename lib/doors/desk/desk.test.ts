import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readRequest } from '../../services/desk/read-request';
import { lookAtPerson } from '../../services/person/look-at-person';
import { addPerson, addStaffMember } from '../../services/person/person.fixture';
import type { StaffActor } from '../../services/staff/assert-may';
import { listStaff } from '../../services/staff/list-staff';
import { saveAccountChoices } from '../account/save-choices';
import { DESK_OPENS, lastPart, newNumber, post, type TestDesk, testDesk } from './desk.fixture';
import { find } from './find';
import { recordAtDesk } from './record';

let desk: TestDesk;
let admin: StaffActor;
let auditor: StaffActor;

beforeAll(async () => {
  desk = await testDesk();
  admin = await addStaffMember(desk.db, 'admin');
  auditor = await addStaffMember(desk.db, 'auditor');
});
afterAll(() => desk.close());
beforeEach(() => {
  desk.ctx.clock.now = DESK_OPENS;
});

describe('recording', () => {
  test('an opt-out for a number nobody knows is kept without a profile and holds at once', async () => {
    const phone = newNumber();
    const before = await desk.rows('SELECT 1 FROM contact');
    const id = await desk.take({
      search: await desk.search(phone),
      channel: ['phone', 'automated_call', 'sms'],
    });
    expect(await desk.rows('SELECT 1 FROM contact')).toHaveLength(before.length);
    for (const channel of ['phone', 'sms'] as const)
      expect(await desk.answer({ phone }, channel)).toBe('refused');
    expect(await desk.answer({ phone }, 'fax')).not.toBe('refused');
    expect(await desk.answer({ phone }, 'sms', desk.words.partner, desk.words.partnerOffers)).toBe('refused');
    const shown = await readRequest(desk.ctx, desk.agent, id);
    expect(shown?.request.readBack).toBe(`From now, nobody we send for will call or text ${phone}.`);
    expect(shown?.request.dueAt.toISOString()).toBe('2026-12-20T12:00:00.000Z');
  });

  test('a double submit records once, also at the same moment', async () => {
    const phone = newNumber();
    const fields = { token: desk.ctx.newId(), search: await desk.search(phone), words: 'no more calls' };
    const before = (await desk.eventsSaid()).length;
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => recordAtDesk(post(fields), desk.ctx, desk.agent)),
    );
    answers.push(await recordAtDesk(post(fields), desk.ctx, desk.agent));
    expect(new Set(answers.map((one) => one.headers.get('location'))).size).toBe(1);
    expect((await desk.eventsSaid()).length).toBe(before + 1);
  });

  test('a form sent again with something changed is another opt-out, not a repeat', async () => {
    const fields = {
      token: desk.ctx.newId(),
      search: await desk.search(newNumber()),
      words: 'no calls',
      channel: 'phone',
    };
    const first = await recordAtDesk(post(fields), desk.ctx, desk.agent);
    const second = await recordAtDesk(post({ ...fields, channel: 'sms' }), desk.ctx, desk.agent);
    expect(second.headers.get('location')).not.toBe(first.headers.get('location'));
  });

  test('who took it, when, by what reference, in whose words and how far: all of it is in the record', async () => {
    const phone = newNumber();
    await desk.take({
      search: await desk.search(phone),
      words: 'Stop ringing me',
      call_reference: 'C-1042',
      received_at: '2026-11-22T11:30',
    });
    const [row] = await desk.rows(
      `SELECT e.*, v.body FROM consent_event e JOIN evidence v USING (contact_point_id, instruction_id) ORDER BY e.recorded_at DESC, e.event_id DESC LIMIT 1`,
    );
    expect(row).toMatchObject({
      door: 'desk',
      actor_kind: 'staff',
      actor_id: desk.agent.id,
      channel: 'all',
      sender_no: 0,
      said_at: new Date('2026-11-22T11:30:00Z'),
      body: { words: 'Stop ringing me', call_reference: 'C-1042', medium: 'phone' },
    });
  });

  test('chosen senders are stopped and the others are not', async () => {
    const email = 'chooser@example.com';
    const id = await desk.take({
      search: await desk.search(email),
      who_sends: 'some',
      sender: [String(desk.words.partner)],
    });
    expect(await desk.answer({ email }, 'email', desk.words.partner, desk.words.partnerOffers)).toBe(
      'refused',
    );
    expect(await desk.answer({ email }, 'email')).not.toBe('refused');
    expect((await readRequest(desk.ctx, desk.agent, id))?.request.readBack).toBe(
      'From now, Partner will not email chooser@example.com.',
    );
  });

  test('what no numbering plan has is kept all the same', async () => {
    const id = await desk.take({ search: await desk.search('0000 123456') });
    const [row] = await desk.rows(
      'SELECT cardinality(contact_point_ids) AS points FROM opt_out_request WHERE id = $1',
      [id],
    );
    expect(Number(row?.points)).toBeGreaterThan(0);
  });

  test('a household said no: everybody at the address is covered', async () => {
    const lines = ['9 Hill Road', 'Leeds'];
    const fields = { name: 'Mr J Smith', lines: lines.join('\n'), postcode: 'LS2 2BB' };
    const id = lastPart(await find(post(fields), desk.ctx, desk.agent));
    await desk.take({ search: id });
    const at = (name: string) => desk.answer({ postal: { name, lines, postcode: 'LS2 2BB' } }, 'post');
    expect(await at('John Smith')).toBe('refused');
    expect(await at('Ann Bell')).not.toBe('refused');
    await desk.take({ search: id, household: '1' });
    expect(await at('Ann Bell')).toBe('refused');
  });

  test.each([
    ['the household', 'Mr J Moss', { household: '1' }],
    ['somebody of their surname', 'Mrs Moss', {}],
  ])('a no by post from %s shows on a person’s page as the gate answers it', async (who, caller, wide) => {
    const lines = [who === 'the household' ? '3 Low Lane' : '4 Low Lane', 'Leeds'];
    const place = { lines, postcode: 'LS3 3CC' };
    const postal = { name: 'Ann Moss', ...place };
    const person = await addPerson(desk.db, { name: 'Ann Moss', addresses: [{ postal }] });
    const search = { name: caller, lines: lines.join('\n'), postcode: place.postcode };
    await desk.take({ search: lastPart(await find(post(search), desk.ctx, desk.agent)), ...wide });
    expect(await desk.answer({ postal }, 'post')).toBe('refused');
    const held = (await lookAtPerson(desk.ctx, desk.agent, person.id))?.held.get(person.points[0] ?? '');
    const cells = held?.filter((row) => !row.essential).flatMap((row) => row.cells) ?? [];
    expect(cells.length).toBeGreaterThan(0);
    expect(new Set(cells.map((cell) => cell.state))).toEqual(new Set(['no']));
    expect(new Set(cells.map((cell) => cell.decision.reasons[0]?.code))).toEqual(new Set(['refused']));
  });

  test("a person's ticked addresses are stopped and theirs alone, with the person named", async () => {
    const phone = newNumber();
    const person = await addPerson(desk.db, {
      name: 'Pat Two',
      addresses: [{ email: 'pat@example.com' }, { phone }],
    });
    const stranger = await addPerson(desk.db, {
      name: 'Not Pat',
      addresses: [{ email: 'notpat@example.com' }],
    });
    const cells = [`${person.points[1]}.sms`, `${stranger.points[0]}.email`];
    await desk.take({ contact: person.id, cell: cells });
    expect(await desk.answer({ phone }, 'sms')).toBe('refused');
    expect(await desk.answer({ email: 'pat@example.com' }, 'email')).toBe('no_record');
    expect(await desk.answer({ email: 'notpat@example.com' }, 'email')).toBe('no_record');
    const look = await lookAtPerson(desk.ctx, desk.agent, person.id);
    expect(look?.history[0]).toMatchObject({ act: 'objected', channel: 'sms', staffName: desk.agent.name });
    const sms = look?.held
      .get(person.points[1] ?? '')
      ?.flatMap((row) => row.cells)
      .find((cell) => cell.channel === 'sms');
    expect(sms?.state).toBe('no');
  });

  test('a request is not refused for want of a note, a known medium or a past date', async () => {
    const id = await desk.take({
      search: await desk.search(newNumber()),
      words: ' ',
      medium: 'pigeon',
      received_at: '2030-01-01T00:00',
    });
    const shown = await readRequest(desk.ctx, desk.agent, id);
    expect(shown?.request).toMatchObject({ medium: 'phone', receivedAt: desk.ctx.clock.now });
  });

  test('a search that is gone records nothing', async () => {
    const answered = await recordAtDesk(post({ search: desk.ctx.newId() }), desk.ctx, desk.agent);
    expect(answered.headers.get('location')).toBe('/staff?problem=gone');
  });

  test('an auditor cannot record, an agent cannot see the team', async () => {
    const id = await desk.search(newNumber(), auditor);
    await expect(desk.take({ search: id }, auditor)).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(listStaff(desk.ctx, desk.agent)).rejects.toMatchObject({ kind: 'forbidden' });
    const team = (await listStaff(desk.ctx, admin)).map((one) => one.id);
    expect(team).toEqual(expect.arrayContaining([desk.agent.id, admin.id, auditor.id]));
  });

  test('a back-dated no tells which later yes it does not reach, until a no is said after that yes', async () => {
    const phone = newNumber();
    const person = await addPerson(desk.db, { name: 'Late Letter', addresses: [{ phone }] });
    const { brand, offers, notice } = desk.words;
    const box = `sms.${brand}.${offers}`;
    desk.ctx.clock.now = new Date('2026-11-20T09:00:00.000Z');
    await saveAccountChoices(
      new Request('https://x.example/account/choices', {
        method: 'POST',
        body: new URLSearchParams({ shown: box, choice: box, notice, seen: `${person.points[0]}:0` }),
      }),
      desk.ctx,
      { contactId: person.id, name: 'Late Letter' },
    );
    desk.ctx.clock.now = DESK_OPENS;
    const search = await desk.search(phone);
    const letter = await desk.take({ search, medium: 'letter', received_at: '2026-11-18T09:00' });
    const shown = await readRequest(desk.ctx, desk.agent, letter);
    expect(shown?.stillYes).toEqual([
      {
        contactPointId: person.points[0],
        channel: 'sms',
        sender: 'Brand',
        topic: 'Offers',
        at: new Date('2026-11-20T09:00:00.000Z'),
      },
    ]);
    expect(await desk.answer({ phone }, 'sms')).toBe('permission');
    expect(await desk.answer({ phone }, 'phone')).toBe('refused');
    desk.ctx.clock.now = new Date(DESK_OPENS.getTime() + 60_000);
    const call = await desk.take({ search: await desk.search(phone) });
    expect((await readRequest(desk.ctx, desk.agent, call))?.stillYes).toEqual([]);
    expect((await readRequest(desk.ctx, desk.agent, letter))?.stillYes).toEqual([]);
    expect(await desk.answer({ phone }, 'sms')).toBe('refused');
  });
});

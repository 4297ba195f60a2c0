import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findPeople } from '../../services/desk/find-people';
import { listRequests } from '../../services/desk/list-requests';
import { readRequest } from '../../services/desk/read-request';
import { lookAtAddress } from '../../services/person/look-at-address';
import { lookAtPerson } from '../../services/person/look-at-person';
import { addPerson, addStaffMember } from '../../services/person/person.fixture';
import type { StaffActor } from '../../services/staff/assert-may';
import { DESK_OPENS, lastPart, newNumber, post, type TestDesk, testDesk } from './desk.fixture';
import { find } from './find';

let desk: TestDesk;
let other: StaffActor;

beforeAll(async () => {
  desk = await testDesk();
  other = await addStaffMember(desk.db, 'agent');
});
afterAll(() => desk.close());
beforeEach(() => {
  desk.ctx.clock.now = DESK_OPENS;
});

describe('finding', () => {
  test('a person is found by number in any spelling, by email, name and postcode', async () => {
    const number = newNumber();
    const postal = { name: 'Zoë Quill', lines: ['7 Mill Lane', 'York'], postcode: 'YO1 7AA' };
    const person = await addPerson(desk.db, {
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
      const found = await findPeople(desk.ctx, desk.agent, await desk.search(q));
      expect(
        found?.people.map((one) => one.id),
        q,
      ).toEqual([person.id]);
    }
  });

  test('everybody on a shared number is shown', async () => {
    const phone = newNumber();
    const ann = await addPerson(desk.db, { name: 'Ann Shared', addresses: [{ phone }] });
    const bob = await addPerson(desk.db, { name: 'Bob Shared', addresses: [{ phone }] });
    const found = await findPeople(desk.ctx, desk.agent, await desk.search(phone));
    expect(found?.people.map((one) => one.id)).toEqual([ann.id, bob.id]);
  });

  test('what was typed stands in no URL and in no log, and nobody else can open it', async () => {
    const answered = await find(post({ q: 'someone@example.com' }), desk.ctx, desk.agent);
    expect(answered.headers.get('location')).toMatch(/^\/staff\/search\/[0-9a-f-]{36}$/);
    expect(await findPeople(desk.ctx, other, lastPart(answered))).toBeNull();
    await findPeople(desk.ctx, desk.agent, lastPart(answered));
    const log = await desk.rows('SELECT a::text AS row FROM access_log a');
    expect(JSON.stringify(log)).not.toContain('someone');
  });

  test('a name of percent signs finds nobody', async () => {
    expect((await findPeople(desk.ctx, desk.agent, await desk.search('%%%')))?.people).toEqual([]);
  });

  test('every search and every look is recorded', async () => {
    const phone = newNumber();
    const person = await addPerson(desk.db, { name: 'Looked At', addresses: [{ phone }] });
    const staff = await addStaffMember(desk.db, 'agent');
    const id = await desk.search(phone, staff);
    await findPeople(desk.ctx, staff, id);
    await lookAtPerson(desk.ctx, staff, person.id);
    await lookAtAddress(desk.ctx, staff, person.points[0] ?? '');
    const request = await desk.take({ search: id }, staff);
    await readRequest(desk.ctx, staff, request);
    const log = await desk.rows('SELECT what, contact_id FROM access_log WHERE staff_id = $1 ORDER BY id', [
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

describe('the list of requests', () => {
  test('is sorted and filtered, with due dates, and shows no whole address', async () => {
    const staff = await addStaffMember(desk.db, 'agent');
    const phones = [newNumber(), newNumber()];
    await desk.take(
      { search: await desk.search(phones[0] ?? '', staff), received_at: '2026-11-01T09:00' },
      staff,
    );
    await desk.take({ search: await desk.search(phones[1] ?? '', staff), medium: 'letter' }, staff);
    const filter = { staffId: staff.id, medium: null, undone: null, due: null };
    const { lines } = await listRequests(desk.ctx, desk.agent, {
      filter,
      sort: 'due',
      descending: false,
      page: 1,
    });
    expect(lines.map((line) => line.dueAt.toISOString().slice(0, 10))).toEqual(['2026-11-29', '2026-12-20']);
    for (const phone of phones) expect(JSON.stringify(lines)).not.toContain(phone.slice(-4));
    const letters = await listRequests(desk.ctx, desk.agent, {
      filter: { ...filter, medium: 'letter' },
      sort: 'due',
      descending: false,
      page: 1,
    });
    expect(letters.lines).toHaveLength(1);
    const due = { from: new Date('2026-11-28'), before: new Date('2026-11-30') };
    const soon = await listRequests(desk.ctx, desk.agent, {
      filter: { ...filter, due },
      sort: 'due',
      descending: true,
      page: 1,
    });
    expect(soon.lines.map((line) => line.id)).toEqual([lines[0]?.id]);
  });
});

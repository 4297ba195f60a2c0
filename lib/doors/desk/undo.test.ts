import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { undoRequest } from '../../services/desk/undo-request';
import { addStaffMember } from '../../services/person/person.fixture';
import type { StaffActor } from '../../services/staff/assert-may';
import { DESK_OPENS, newNumber, type TestDesk, testDesk } from './desk.fixture';

let desk: TestDesk;
let other: StaffActor;
let admin: StaffActor;

beforeAll(async () => {
  desk = await testDesk();
  other = await addStaffMember(desk.db, 'agent');
  admin = await addStaffMember(desk.db, 'admin');
});
afterAll(() => desk.close());
beforeEach(() => {
  desk.ctx.clock.now = DESK_OPENS;
});

describe('undoing a slip', () => {
  const undo = (requestId: string, staff = desk.agent, reason = 'wrong number') =>
    undoRequest(desk.ctx, staff, { requestId, reason });

  test('adds an act, erases nothing, and what was said before counts again', async () => {
    const phone = newNumber();
    const id = await desk.take({ search: await desk.search(phone) });
    const before = await desk.eventsSaid();
    expect(await undo(id)).toEqual({ ok: true });
    const after = await desk.eventsSaid();
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.slice(before.length).map((event) => event.act)).toEqual(['invalidated']);
    expect(await desk.answer({ phone }, 'sms')).toBe('no_record');
    expect(await undo(id)).toMatchObject({ ok: false, why: 'This was undone already.' });
  });

  test('leaves an earlier no standing', async () => {
    const phone = newNumber();
    await desk.take({ search: await desk.search(phone) });
    desk.ctx.clock.now = new Date(desk.ctx.clock.now.getTime() + 60_000);
    await undo(await desk.take({ search: await desk.search(phone) }));
    expect(await desk.answer({ phone }, 'sms')).toBe('refused');
  });

  test('at the same moment happens once', async () => {
    const id = await desk.take({ search: await desk.search(newNumber()) });
    const outcomes = await Promise.all([undo(id), undo(id), undo(id)]);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
  });

  test('by another agent is refused; an administrator may', async () => {
    const phone = newNumber();
    const id = await desk.take({ search: await desk.search(phone) });
    expect(await undo(id, other)).toMatchObject({ ok: false });
    expect(await desk.answer({ phone }, 'sms')).toBe('refused');
    expect(await undo(id, admin)).toEqual({ ok: true });
  });

  test('after 24 hours, or without a reason, is refused', async () => {
    const id = await desk.take({ search: await desk.search(newNumber()) });
    expect(await undo(id, desk.agent, '  ')).toMatchObject({ ok: false, field: 'reason' });
    desk.ctx.clock.now = new Date(desk.ctx.clock.now.getTime() + 24 * 60 * 60_000 + 1);
    expect(await undo(id)).toMatchObject({ ok: false });
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../db/testing/database';
import type { RawAddress } from '../../domain/contact-point/address';
import type { Channel } from '../../domain/vocabulary';
import { seedTestVocabulary, type TestVocabulary, testContext } from '../../services/context/context.fixture';
import { decideQuestions } from '../../services/decision/decide-questions';
import { undoRequest } from '../../services/desk/undo-request';
import { addStaffMember } from '../../services/person/person.fixture';
import type { StaffActor } from '../../services/staff/assert-may';
import { find } from './find';
import { recordAtDesk } from './record';

let db: TestDatabase;
let ctx: ReturnType<typeof testContext>;
let words: TestVocabulary;
let agent: StaffActor;
let other: StaffActor;
let admin: StaffActor;
let _auditor: StaffActor;

beforeAll(async () => {
  db = await testDatabase();
  ctx = testContext(db);
  words = await seedTestVocabulary(db);
  agent = await addStaffMember(db, 'agent');
  other = await addStaffMember(db, 'agent');
  admin = await addStaffMember(db, 'admin');
  _auditor = await addStaffMember(db, 'auditor');
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

describe('undoing a slip', () => {
  const undo = (requestId: string, staff = agent, reason = 'wrong number') =>
    undoRequest(ctx, staff, { requestId, reason });

  test('adds an act, erases nothing, and what was said before counts again', async () => {
    const phone = newNumber();
    const id = await take({ search: await search(phone) });
    const before = await eventsSaid();
    expect(await undo(id)).toEqual({ ok: true });
    const after = await eventsSaid();
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.slice(before.length).map((event) => event.act)).toEqual(['invalidated']);
    expect(await answer({ phone }, 'sms')).toBe('no_record');
    expect(await undo(id)).toMatchObject({ ok: false, why: 'This was undone already.' });
  });

  test('leaves an earlier no standing', async () => {
    const phone = newNumber();
    await take({ search: await search(phone) });
    ctx.clock.now = new Date(ctx.clock.now.getTime() + 60_000);
    await undo(await take({ search: await search(phone) }));
    expect(await answer({ phone }, 'sms')).toBe('refused');
  });

  test('at the same moment happens once', async () => {
    const id = await take({ search: await search(newNumber()) });
    const outcomes = await Promise.all([undo(id), undo(id), undo(id)]);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
  });

  test('by another agent is refused; an administrator may', async () => {
    const phone = newNumber();
    const id = await take({ search: await search(phone) });
    expect(await undo(id, other)).toMatchObject({ ok: false });
    expect(await answer({ phone }, 'sms')).toBe('refused');
    expect(await undo(id, admin)).toEqual({ ok: true });
  });

  test('after 24 hours, or without a reason, is refused', async () => {
    const id = await take({ search: await search(newNumber()) });
    expect(await undo(id, agent, '  ')).toMatchObject({ ok: false, field: 'reason' });
    ctx.clock.now = new Date(ctx.clock.now.getTime() + 24 * 60 * 60_000 + 1);
    expect(await undo(id)).toMatchObject({ ok: false });
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addStaffMember } from '../person/person.fixture';
import { answerRequest } from './answer-request';
import { askErasure } from './ask-erasure';
import { askInWords } from './ask-in-words';
import { EVIDENCE, OPENS, type RequestWorld, requestWorld } from './data-request.fixture';
import { liftRestriction } from './lift-restriction';
import { listDataRequests } from './list-data-requests';
import { objectToMarketing } from './object-to-marketing';
import { readDataRequest } from './read-data-request';
import { readOwnRequests } from './read-own-requests';
import { restrictUse } from './restrict-use';
import { withdrawRequest } from './withdraw-request';

let world: RequestWorld;
let count = 0;

beforeAll(async () => {
  world = await requestWorld();
});
afterAll(() => world?.close());
beforeEach(() => {
  world.ctx.clock.now = OPENS;
});

async function somebody(yes = true) {
  count += 1;
  const email = `ann${count}@example.com`;
  const { id, points } = await world.person('Ann Bell', [{ email }]);
  if (yes) await world.yes(id, points[0] ?? '');
  world.wait();
  return { id, email, point: points[0] ?? '', ask: () => ({ contactId: id, evidence: EVIDENCE }) };
}

const own = (contactId: string) => readOwnRequests(world.ctx, contactId);
const mailsTo = (point: string) =>
  world.rows<{ step: string }>(
    `SELECT s.step FROM data_request_mail l JOIN data_request_step s ON s.request_id = l.request_id AND s.no = l.step_no
     JOIN message m ON m.contact_point_id = l.contact_point_id AND m.id = l.message_id AND m.kind = 'data_request'
     WHERE l.contact_point_id = $1 ORDER BY s.at, s.request_id, s.no`,
    [point],
  );
const say = (
  contactId: string,
  words: string,
  token = 'page',
  kind: 'correction' | 'complaint' = 'correction',
) => askInWords(world.ctx, { contactId, token, kind, words });

describe('a request in words', () => {
  test('is written down with the day it is due, told by mail, and seen by the person', async () => {
    const ann = await somebody();
    const asked = await say(ann.id, 'My name is spelled Anne.');
    if (!asked.ok) throw new Error(asked.problem);
    expect(asked.reference).toMatch(/^DR-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    const [request] = await own(ann.id);
    expect(request).toMatchObject({ kind: 'correction', state: 'open', words: 'My name is spelled Anne.' });
    expect(request?.dueAt.toISOString()).toBe('2026-12-22T23:59:59.999Z');
    expect(request?.history.map(({ step }) => step)).toEqual(['received']);
    expect(await mailsTo(ann.point)).toEqual([{ step: 'received' }]);
  });

  test('sent twice, or twice at once, is one request and one mail', async () => {
    const ann = await somebody();
    const answers = await Promise.all([say(ann.id, 'Wrong'), say(ann.id, 'Wrong'), say(ann.id, 'Wrong')]);
    answers.push(await say(ann.id, 'Wrong'));
    expect(new Set(answers.map((one) => (one.ok ? one.reference : one.problem))).size).toBe(1);
    expect(await own(ann.id)).toHaveLength(1);
    expect(await mailsTo(ann.point)).toHaveLength(1);
    await say(ann.id, 'Wrong, and something else');
    expect(await own(ann.id)).toHaveLength(2);
  });

  test('sent again from an old page after it was closed asks again', async () => {
    const ann = await somebody();
    const first = await say(ann.id, 'Wrong');
    if (!first.ok) throw new Error(first.problem);
    await withdrawRequest(world.ctx, { ...ann.ask(), requestId: first.requestId });
    const again = await say(ann.id, 'Wrong');
    expect(again.ok && again.reference !== first.reference).toBe(true);
    expect((await own(ann.id)).map(({ state }) => state).sort()).toEqual(['open', 'withdrawn']);
  });

  test('needs words, not too many, and not without end', async () => {
    const ann = await somebody();
    expect(await say(ann.id, '  \n ')).toEqual({ ok: false, problem: 'words_missing' });
    expect(await say(ann.id, 'a'.repeat(4_001))).toEqual({ ok: false, problem: 'words_too_long' });
    for (let at = 0; at < 20; at += 1) expect((await say(ann.id, `Number ${at}`)).ok).toBe(true);
    expect(await say(ann.id, 'One more')).toEqual({ ok: false, problem: 'too_many' });
    expect((await say(ann.id, 'Number 3')).ok).toBe(true);
  });

  test('is nobody else’s to see or take back', async () => {
    const [ann, bob] = [await somebody(), await somebody()];
    const asked = await say(ann.id, 'Wrong');
    const requestId = asked.ok ? asked.requestId : '';
    expect(await own(bob.id)).toEqual([]);
    const taken = await withdrawRequest(world.ctx, { ...bob.ask(), requestId });
    expect(taken).toEqual({ ok: false, problem: 'not_found' });
    expect((await own(ann.id))[0]?.state).toBe('open');
  });
});

describe('a restriction', () => {
  test('holds at once, keeps service messages, and is lifted by the person', async () => {
    const ann = await somebody();
    expect(await world.gate(ann, 'email')).toBe('allow');
    await restrictUse(world.ctx, { ...ann.ask(), words: 'The address is wrong' });
    expect(await world.gate(ann, 'email')).toBe('restricted');
    expect(await world.gate(ann, 'email', world.words.service)).toBe('allow');
    expect((await own(ann.id))[0]).toMatchObject({ kind: 'restriction', state: 'open' });
    world.wait();
    expect(await liftRestriction(world.ctx, ann.ask())).toEqual({ ok: true });
    expect(await world.gate(ann, 'email')).toBe('allow');
    expect((await own(ann.id))[0]?.state).toBe('withdrawn');
    expect(await liftRestriction(world.ctx, ann.ask())).toEqual({ ok: true });
    expect(await mailsTo(ann.point)).toEqual([{ step: 'received' }, { step: 'withdrawn' }]);
    const facts = await world.rows(
      'SELECT status FROM contact_fact WHERE contact_id = $1 ORDER BY recorded_at',
      [ann.id],
    );
    expect(facts).toEqual([{ status: 'restricted' }, { status: 'active' }]);
    expect(await world.ledgerFaults()).toEqual([]);
  });

  test('asked for many times at once is one, and can be asked for again after it was lifted', async () => {
    const ann = await somebody();
    const asked = { ...ann.ask(), words: '' };
    const references = await Promise.all([1, 2, 3, 4].map(() => restrictUse(world.ctx, asked)));
    expect(new Set(references).size).toBe(1);
    const stops = () =>
      world.rows("SELECT 1 FROM consent_event WHERE contact_id = $1 AND act = 'paused'", [ann.id]);
    expect(await stops()).toHaveLength(1);
    world.wait();
    await liftRestriction(world.ctx, ann.ask());
    world.wait();
    await restrictUse(world.ctx, asked);
    expect(await stops()).toHaveLength(2);
    expect(await world.gate(ann, 'email')).toBe('restricted');
  });
});

describe('an objection to marketing', () => {
  test('stops everything at once and is done', async () => {
    const ann = await somebody();
    const said = { ...ann.ask(), token: 'page' };
    const reference = await objectToMarketing(world.ctx, said);
    expect(await world.gate(ann, 'email')).toBe('refused');
    expect(await objectToMarketing(world.ctx, said)).toBe(reference);
    expect(await own(ann.id)).toMatchObject([{ kind: 'marketing_objection', state: 'done' }]);
    expect(await mailsTo(ann.point)).toEqual([{ step: 'done' }]);
  });
});

describe('a request to be erased', () => {
  test('stops everything at once, and can be taken back without bringing a yes back', async () => {
    const ann = await somebody();
    await askErasure(world.ctx, ann.ask());
    expect(await world.gate(ann, 'email')).toBe('refused');
    expect(await liftRestriction(world.ctx, ann.ask())).toEqual({ ok: false, problem: 'erasure_open' });
    const [request] = await own(ann.id);
    world.wait();
    const requestId = request?.id ?? '';
    expect(await withdrawRequest(world.ctx, { ...ann.ask(), requestId })).toEqual({ ok: true });
    expect(await withdrawRequest(world.ctx, { ...ann.ask(), requestId })).toEqual({
      ok: false,
      problem: 'closed',
    });
    expect(await world.gate(ann, 'email')).toBe('refused');
    expect(await world.rows('SELECT status FROM contact WHERE id = $1', [ann.id])).toEqual([
      { status: 'active' },
    ]);
    expect(await world.ledgerFaults()).toEqual([]);
  });

  test('asked for many times at once is one', async () => {
    const ann = await somebody();
    const references = await Promise.all([1, 2, 3].map(() => askErasure(world.ctx, ann.ask())));
    expect(new Set(references).size).toBe(1);
    expect(await own(ann.id)).toHaveLength(1);
  });

  test('beside a restriction of the person’s own: taking one back leaves the other', async () => {
    const ann = await somebody();
    await restrictUse(world.ctx, { ...ann.ask(), words: '' });
    await askErasure(world.ctx, ann.ask());
    const erasure = (await own(ann.id)).find(({ kind }) => kind === 'erasure');
    world.wait();
    await withdrawRequest(world.ctx, { ...ann.ask(), requestId: erasure?.id ?? '' });
    expect(await world.rows('SELECT status FROM contact WHERE id = $1', [ann.id])).toEqual([
      { status: 'restricted' },
    ]);
  });
});

describe('staff', () => {
  const answer = (
    requestId: string,
    how: Parameters<typeof answerRequest>[2]['answer'],
    words = 'Because.',
  ) => answerRequest(world.ctx, world.manager, { requestId, answer: how, words });

  async function asked() {
    const ann = await somebody();
    const request = await say(ann.id, 'Wrong');
    if (!request.ok) throw new Error(request.problem);
    return { ...ann, requestId: request.requestId };
  }

  test('take more time once, with the reason, and it is told', async () => {
    const { id, point, requestId } = await asked();
    expect(await answer(requestId, 'extend', ' ')).toEqual({ ok: false, problem: 'words_missing' });
    expect(await answer(requestId, 'extend')).toEqual({ ok: true });
    expect(await answer(requestId, 'extend')).toEqual({ ok: false, problem: 'extended_already' });
    const [request] = await own(id);
    expect(request?.dueAt.toISOString()).toBe('2027-02-22T23:59:59.999Z');
    expect(request?.history.at(-1)).toMatchObject({ step: 'extended', words: 'Because.' });
    expect(await mailsTo(point)).toEqual([{ step: 'received' }, { step: 'extended' }]);
  });

  test('refuse or finish once: of two at once one counts', async () => {
    const { id, requestId } = await asked();
    const both = await Promise.all([answer(requestId, 'refuse'), answer(requestId, 'done')]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    const [request] = await own(id);
    expect(['done', 'refused']).toContain(request?.state);
    expect(request?.closedAt).not.toBeNull();
    expect(request?.history).toHaveLength(2);
  });

  test('see what is due next first, with what is overdue said', async () => {
    const late = await asked();
    world.wait(40 * 24 * 3_600_000);
    const fresh = await asked();
    const { lines } = await listDataRequests(world.ctx, world.manager, {
      open: true,
      kind: 'correction',
      page: 1,
    });
    const at = (id: string) => lines.findIndex((line) => line.id === id);
    expect(at(late.requestId)).toBeGreaterThanOrEqual(0);
    expect(at(late.requestId)).toBeLessThan(at(fresh.requestId));
    expect(lines[at(late.requestId)]?.overdue).toBe(true);
    expect(lines[at(fresh.requestId)]?.overdue).toBe(false);
    const closed = await listDataRequests(world.ctx, world.manager, { open: false, kind: null, page: 1 });
    expect(closed.lines.every(({ overdue, state }) => !overdue && state !== 'open')).toBe(true);
  });

  test('do only what their role may: an agent and an auditor read, and each look is recorded', async () => {
    const { id, requestId } = await asked();
    for (const role of ['agent', 'auditor'] as const) {
      const staff = await addStaffMember(world.db, role);
      const shown = await readDataRequest(world.ctx, staff, requestId);
      expect(shown?.answers).toEqual([]);
      expect(shown?.request.words).toBe('Wrong');
      await expect(
        answerRequest(world.ctx, staff, { requestId, answer: 'done', words: 'Done' }),
      ).rejects.toThrow(/manager/);
    }
    const shown = await readDataRequest(world.ctx, world.manager, requestId);
    expect(shown?.answers).toEqual(['progress', 'extend', 'done', 'refuse']);
    const looks = await world.rows(
      "SELECT 1 FROM access_log WHERE contact_id = $1 AND what = 'data_request'",
      [id],
    );
    expect(looks).toHaveLength(3);
    expect(await readDataRequest(world.ctx, world.manager, world.ctx.newId())).toBeNull();
  });
});

test('the history of a request cannot be changed, by the application or its owner', async () => {
  const ann = await somebody();
  await say(ann.id, 'Wrong');
  const change = (sql: string) => world.rows(sql);
  for (const sql of [
    "UPDATE data_request_step SET step = 'done'",
    "UPDATE data_request_step SET words = 'Something else'",
    'DELETE FROM data_request_step',
    'TRUNCATE data_request_step',
  ])
    await expect(change(sql)).rejects.toThrow(/append-only/);
  const right = (privilege: string) =>
    world.rows<{ may: boolean }>("SELECT has_table_privilege('sayso_app', 'data_request_step', $1) AS may", [
      privilege,
    ]);
  expect(await right('UPDATE')).toEqual([{ may: false }]);
  expect(await right('DELETE')).toEqual([{ may: false }]);
});

test('with the database away nothing is acknowledged', async () => {
  const ann = await somebody();
  const away = await requestWorld();
  await away.close();
  const ctx = { ...away.ctx };
  await expect(askErasure(ctx, ann.ask())).rejects.toThrow();
  await expect(restrictUse(ctx, { ...ann.ask(), words: '' })).rejects.toThrow();
  await expect(
    askInWords(ctx, { contactId: ann.id, token: 'p', kind: 'complaint', words: 'x' }),
  ).rejects.toThrow();
});

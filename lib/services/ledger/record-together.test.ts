import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../db/testing/database';
import type { Instruction, PointRef } from '../../domain/consent-event';
import { parseAddress } from '../../domain/contact-point/address';
import { locate, pointRef } from '../../domain/contact-point/locate';
import type { Door } from '../../domain/vocabulary';
import { seedTestVocabulary, type TestVocabulary, testContext } from '../context/context.fixture';
import { record, recordFirstNos } from './record';
import { chainFaults, projectionFaults } from './record.audit.fixture';
import { recordTogether } from './record-together';

let test: TestDatabase;
let ctx: ReturnType<typeof testContext>;
let words: TestVocabulary;

beforeAll(async () => {
  test = await testDatabase();
  ctx = testContext(test);
  words = await seedTestVocabulary(test);
});
afterAll(async () => {
  await ctx.db.end();
  await test.drop();
});

let people = 0;
function stranger(): PointRef {
  const parsed = parseAddress({ email: `click${people++}@example.com` }, 'GB');
  if (!parsed.ok) throw new Error('not an address');
  const located = locate(parsed.address, ctx.config.addressKeys);
  return pointRef(located, located.ids[0] ?? '', ctx.config.addressKeys);
}

/** People whose contact point is stored and holds a yes. */
async function customers(count: number): Promise<PointRef[]> {
  const points = Array.from({ length: count }, stranger);
  const yes = points.map((point): Instruction => {
    const cell = { channel: 'email', senderNo: words.brand, topicNo: words.offers } as const;
    const given = { act: 'given', ...cell, basis: 'consent', noticeVersionId: words.notice } as const;
    return { ...click(point, 'account'), utterances: [{ point, contactId: null, statements: [given] }] };
  });
  await ctx.db.transaction((tx) => record(ctx, tx, yes));
  return points;
}

function click(point: PointRef, door: Door = 'one_click'): Instruction {
  const cell = { channel: 'email', senderNo: words.brand, topicNo: words.offers } as const;
  return {
    id: ctx.newId(),
    saidAt: ctx.now(),
    door,
    actor: { kind: 'person', id: null },
    assurance: 'link',
    evidence: { ip: '192.0.2.1' },
    utterances: [{ point, contactId: null, statements: [{ act: 'withdrawn', ...cell }] }],
  };
}

async function faultsOf(points: readonly PointRef[]): Promise<string[]> {
  const each = points.map(async ({ id }) => [
    ...(await chainFaults(test, id)),
    ...(await projectionFaults(test, id)),
  ]);
  return (await Promise.all(each)).flat();
}

const eventsOf = (points: readonly PointRef[]) =>
  test.asOwner<{ act: string; door: string; seq: number }>(
    'SELECT act, door, seq FROM consent_event WHERE contact_point_id = ANY ($1) ORDER BY contact_point_id, seq',
    [points.map(({ id }) => id)],
  );

it('a flood of first clicks is recorded whole, each with its evidence, chain and permission', async () => {
  const known = await customers(100);
  const strangers = Array.from({ length: 20 }, stranger);
  const recordOne = recordTogether(ctx);
  const outcomes = await Promise.all([...known, ...strangers].map((point) => recordOne(click(point))));
  expect(outcomes.every((outcome) => outcome.ok && outcome.events.length === 1)).toBe(true);
  expect(await faultsOf([...known, ...strangers])).toEqual([]);
  const acts = (await eventsOf(known)).filter(({ door }) => door === 'one_click').map(({ act }) => act);
  expect(acts).toEqual(Array.from({ length: 100 }, () => 'withdrawn'));
  // Who never said yes objects.
  expect(new Set((await eventsOf(strangers)).map(({ act }) => act))).toEqual(new Set(['objected']));
});

it('two processes that take the same people at the same time lose nothing and break no chain', async () => {
  const points = await customers(60);
  const [one, other] = [recordTogether(ctx), recordTogether(testContext(test))];
  const outcomes = await Promise.all([
    ...points.map((point) => one(click(point, 'one_click'))),
    ...points.toReversed().map((point) => other(click(point, 'unsubscribe_page'))),
  ]);
  expect(outcomes.every((outcome) => outcome.ok)).toBe(true);
  expect(await faultsOf(points)).toEqual([]);
  // By two doors: both words stay, one after the other.
  const said = await eventsOf(points);
  expect(said.filter(({ door }) => door === 'one_click')).toHaveLength(60);
  expect(said.filter(({ door }) => door === 'unsubscribe_page')).toHaveLength(60);
});

it('a head that moved after it was read fails the attempt, which has then written nothing', async () => {
  const points = await customers(2);
  const [moved, other] = points as [PointRef, PointRef];
  const late = testContext(test);
  // Between reading and appending, the first of the two says no by another door.
  late.db = {
    ...late.db,
    single: async (work) => {
      await ctx.db.transaction((tx) => record(ctx, tx, [click(moved, 'unsubscribe_page')]));
      return ctx.db.single(work);
    },
  };
  await expect(recordFirstNos(late, [click(moved), click(other)])).rejects.toMatchObject({ code: '23505' });
  expect(await eventsOf([other])).toHaveLength(1);
  expect((await eventsOf([moved])).map(({ door }) => door)).toEqual(['account', 'unsubscribe_page']);
  expect(await faultsOf(points)).toEqual([]);
  await late.db.end();
});

it('what is not a first no of one cell is left to the path that locks', async () => {
  const [point, repeated, wide] = (await customers(3)) as [PointRef, PointRef, PointRef];
  await recordTogether(ctx)(click(repeated));
  const everything = click(wide);
  const all = {
    ...everything.utterances[0],
    statements: [{ act: 'withdrawn', channel: 'all', senderNo: 0, topicNo: 0 }],
  };
  const twice = [click(point), click(point)];
  const outcomes = await recordFirstNos(ctx, [
    click(repeated),
    { ...everything, utterances: [all] } as Instruction,
    click(stranger()),
    ...twice,
  ]);
  expect(outcomes).toEqual([null, null, null, null, null]);
  expect(await faultsOf([point, repeated, wide])).toEqual([]);
});

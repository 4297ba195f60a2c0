import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../db/testing/database';
import { testContext } from '../context/context.fixture';
import { withinLimits } from './within-limits';

let db: TestDatabase;
let ctx: ReturnType<typeof testContext>;
let other: ReturnType<typeof testContext>;

beforeAll(async () => {
  db = await testDatabase();
  ctx = testContext(db);
  other = testContext(db);
});
afterAll(async () => {
  await Promise.all([ctx.db.end(), other.db.end()]);
  await db.drop();
});
beforeEach(() => {
  ctx.clock.now = new Date('2026-11-22T12:00:00Z');
  other.clock.now = ctx.clock.now;
});

let targets = 0;
const target = () => `00000000-0000-8000-8000-${String(targets++).padStart(12, '0')}`;

it('one target is asked for five times in a window, by whichever process and however many at once', async () => {
  const one = target();
  const ask = (at: number) =>
    withinLimits(at % 2 === 0 ? ctx : other, { what: 'sign_in', target: one, peer: `203.0.${at}.1` });
  const answers = await Promise.all(Array.from({ length: 12 }, (_, at) => ask(at)));
  expect(answers.filter(Boolean)).toHaveLength(5);
  expect(await withinLimits(ctx, { what: 'sign_in', target: target(), peer: null })).toBe(true);
  ctx.clock.now = new Date('2026-11-22T12:15:00Z');
  expect(await ask(0)).toBe(true);
});

it.each([
  ['IPv4', (at: number) => `198.51.100.${at % 256}`, '198.51.101.1'],
  ['IPv6', (at: number) => `2001:db8:0:7:${at.toString(16)}::1`, '2001:db8:0:8::1'],
])('one %s network asks for sixty targets an hour, and its neighbour is free', async (_, peer, neighbour) => {
  const answers: boolean[] = [];
  for (let at = 0; at < 62; at++)
    answers.push(await withinLimits(ctx, { what: 'preference_link', target: target(), peer: peer(at) }));
  expect(answers.indexOf(false)).toBe(60);
  expect(await withinLimits(ctx, { what: 'preference_link', target: target(), peer: neighbour })).toBe(true);
  expect(await withinLimits(ctx, { what: 'registration', target: target(), peer: peer(1) })).toBe(true);
});

it('a peer that is not known is not taken for all others that are not', async () => {
  for (let at = 0; at < 70; at++)
    expect(await withinLimits(ctx, { what: 'preference_link', target: target(), peer: null })).toBe(true);
});

it('many targets of many networks at once wait for no one in a ring', async () => {
  const pairs = Array.from({ length: 60 }, (_, at) => ({
    target: `ring${at % 3}`,
    peer: `192.0.${at % 4}.1`,
  }));
  const asked = pairs.map((pair) => withinLimits(ctx, { what: 'complaint', ...pair }));
  await expect(Promise.all(asked)).resolves.toHaveLength(60);
});

it('the counters do not tell from where anybody came', async () => {
  const rows = await db.asOwner<{ bucket: string }>('SELECT bucket FROM rate_counter');
  expect(rows.length).toBeGreaterThan(10);
  expect(JSON.stringify(rows)).not.toMatch(/198\.51|2001:db8|203\.0|192\.0/);
});

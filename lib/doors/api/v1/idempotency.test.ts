import { afterAll, beforeAll, expect, test } from 'vitest';
import { KEY_LIFE_MS, purgeKeys } from '../../../services/idempotency/purge-keys';
import { type ApiWorld, type CallOptions, openApiWorld } from './api.fixture';

let world: ApiWorld;
beforeAll(async () => {
  world = await openApiWorld();
});
afterAll(() => world?.close());

let people = 0;
const somebody = () => `person${people++}@example.com`;
const cell = { channel: 'email', sender: 'brand', topic: 'offers' };
const yes = (email: string, more: object = {}) => ({
  email,
  ...cell,
  act: 'given',
  basis: 'consent',
  notice_version: world.words.notice,
  said_at: '2026-11-20T10:00:00Z',
  evidence: { page: 'https://example.com/join', words: 'Yes please' },
  ...more,
});
const no = (email: string) => ({ email, ...cell, act: 'withdrawn' });
const tell = (events: object[], options: CallOptions = {}) =>
  world.call('POST', '/consent-events', { events }, options);

async function eventCount(): Promise<number> {
  const [row] = await world.test.asOwner<{ count: number }>(
    'SELECT count(*)::int AS count FROM consent_event',
  );
  return row?.count ?? 0;
}

test('the same request twice with one Idempotency-Key is carried out once and answered alike', async () => {
  const email = somebody();
  const options = { headers: { 'idempotency-key': '"once-1"' } };
  const first = await tell([yes(email)], options);
  const before = await eventCount();
  const second = await tell([yes(email)], { headers: { 'idempotency-key': 'once-1' } });
  expect(second.status).toBe(201);
  expect(second.json).toEqual(first.json);
  expect(second.headers.get('idempotent-replayed')).toBe('true');
  expect(first.headers.get('idempotent-replayed')).toBeNull();
  expect(await eventCount()).toBe(before);
  const other = await tell([yes(somebody())], options);
  expect(other.status).toBe(422);
  expect(other.json.detail).toContain('Idempotency-Key');
  const { key } = await world.newKey();
  expect((await tell([yes(somebody())], { ...options, key })).status).toBe(201);
});

test('two at once with one Idempotency-Key are carried out once; the other is told to wait or given the same', async () => {
  const email = somebody();
  const before = await eventCount();
  const options = { headers: { 'idempotency-key': '"race"' } };
  const replies = await Promise.all(Array.from({ length: 6 }, () => tell([yes(email)], options)));
  expect(await eventCount()).toBe(before + 1);
  const done = replies.filter((reply) => reply.status === 201);
  expect(done.length).toBeGreaterThan(0);
  expect(new Set(done.map((reply) => reply.json.events[0].id)).size).toBe(1);
  expect(replies.every((reply) => reply.status === 201 || reply.status === 409)).toBe(true);
});

test('while the first request runs, the same Idempotency-Key is a conflict', async () => {
  const email = somebody();
  const { key, id } = await world.newKey();
  const options = { key, headers: { 'idempotency-key': 'held' } };
  const held = await world.ctx.db.transaction(async (tx) => {
    await tx.query({
      name: 'test_hold_key',
      text: `SELECT pg_try_advisory_xact_lock(hashtextextended('${id}|POST /consent-events|held', 0))`,
    });
    return tell([no(email)], options);
  });
  expect(held.status).toBe(409);
  expect((await tell([no(email)], options)).status).toBe(201);
});

test('a request that failed may be mended and sent again with its Idempotency-Key', async () => {
  const options = { headers: { 'idempotency-key': 'mend' } };
  expect((await tell([yes(somebody(), { evidence: {} })], options)).status).toBe(422);
  expect((await tell([yes(somebody())], options)).status).toBe(201);
  const bad = await tell([yes(somebody())], { headers: { 'idempotency-key': `"${'x'.repeat(256)}"` } });
  expect(bad.status).toBe(400);
});

test('keys are forgotten after a day, not before', async () => {
  const options = { headers: { 'idempotency-key': 'forgotten' } };
  await tell([no(somebody())], options);
  const before = world.ctx.clock.now;
  world.ctx.clock.now = new Date(before.getTime() + KEY_LIFE_MS);
  await purgeKeys(world.ctx);
  expect((await tell([no(somebody())], options)).status).toBe(422);
  world.ctx.clock.now = new Date(before.getTime() + KEY_LIFE_MS + 2 * 60 * 60 * 1000);
  expect(await purgeKeys(world.ctx)).toBeGreaterThan(0);
  expect((await tell([no(somebody())], options)).status).toBe(201);
  world.ctx.clock.now = before;
});

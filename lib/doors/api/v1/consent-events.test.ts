import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ApiWorld, type CallOptions, openApiWorld } from './api.fixture';

let world: ApiWorld;
beforeAll(async () => {
  world = await openApiWorld();
});
afterAll(() => world?.close());
beforeEach(() => {
  world.ctx.clock.now = new Date('2026-11-22T12:00:00.000Z');
});

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
const no = (email: string, more: object = {}) => ({ email, ...cell, act: 'withdrawn', ...more });
const tell = (events: object[], options: CallOptions = {}) =>
  world.call('POST', '/consent-events', { events }, options);
const pointers = (json: { errors: { pointer: string }[] }) => json.errors.map((one) => one.pointer);

async function answer(email: string, more: object = {}): Promise<string> {
  const questions = [{ email, ...cell, country: 'GB', ...more }];
  const { json } = await world.call('POST', '/decisions', { questions });
  return `${json.decisions[0].answer} ${json.decisions[0].reasons[0].code}`;
}

async function eventCount(): Promise<number> {
  const [row] = await world.test.asOwner<{ count: number }>(
    'SELECT count(*)::int AS count FROM consent_event',
  );
  return row?.count ?? 0;
}

test('a yes with evidence and a notice that names it is recorded and answered with its id', async () => {
  const email = somebody();
  const { status, json } = await tell([yes(email)]);
  expect(status).toBe(201);
  expect(json.events).toEqual([{ id: expect.any(String), ids: [json.events[0].id], effective: true }]);
  expect(await answer(email)).toBe('allow permission');
});

test('all or nothing: one event at fault and none is recorded, each fault named', async () => {
  const before = await eventCount();
  const { status, json } = await tell([
    no(somebody()),
    yes(somebody(), { said_at: '2026-11-22T12:06:00Z' }),
    yes(somebody(), { channel: 'fax' }),
    yes(somebody(), { basis: undefined }),
  ]);
  expect(status).toBe(422);
  expect(pointers(json)).toEqual(['#/events/1/said_at', '#/events/2/channel', '#/events/3/basis']);
  expect(await eventCount()).toBe(before);
});

test('a yes the notice does not cover, without evidence, time, or a real address is refused with the reason', async () => {
  const { status, json } = await world.call('POST', '/consent-events', {
    events: [
      { ...yes(''), email: undefined, phone: '020 7946 0958', channel: 'fax' },
      yes(somebody(), { evidence: {} }),
      yes(somebody(), { notice_version: world.ctx.newId() }),
      {
        ...yes(''),
        email: undefined,
        phone: '+44 20 7946 0000',
        channel: 'sms',
        sender: 'partner',
        basis: 'legitimate_interest',
      },
      yes(somebody(), { basis: 'soft_opt_in' }),
    ],
  });
  expect(status).toBe(422);
  expect(pointers(json)).toEqual([
    '#/events/0/notice_version',
    '#/events/1/evidence',
    '#/events/2/notice_version',
    '#/events/3/basis',
    '#/events/4/evidence/soft_opt_in',
  ]);
  const unread = await tell([
    yes('no address'),
    yes(somebody(), { said_at: undefined }),
    yes(somebody(), { said_at: '2026-02-30' }),
  ]);
  expect(pointers(unread.json).sort()).toEqual([
    '#/events/0/email',
    '#/events/1/said_at',
    '#/events/2/said_at',
  ]);
});

test('a yes up to five minutes ahead is a clock that differs; a no in the future counts now', async () => {
  const email = somebody();
  expect((await tell([yes(email, { said_at: '2026-11-22T12:04:59Z' })])).status).toBe(201);
  const other = somebody();
  expect((await tell([no(other, { said_at: '2030-01-01T00:00:00Z' })])).status).toBe(201);
  expect(await answer(other)).toBe('deny refused');
});

test('an opt-out is taken whatever its address looks like, for any sender, from any key with the scope', async () => {
  const { key } = await world.newKey({ scopes: ['consent-events'], senders: [] });
  const { status, json } = await tell(
    [
      no('"Ann" <ann@@example..com', { sender: 'other-brand', topic: 'offers' }),
      { phone: '0207 946 0958 or 0161 496 0000', channel: 'sms', sender: 'all', act: 'objected' },
      { postal: { lines: ['somewhere'] }, channel: 'post', sender: 'brand', act: 'refused', topic: 'all' },
      no(`both: ${somebody()}`, { evidence: { odd: 'a\u0000b', ratio: 0.5, deep: [[[[[[[1]]]]]]] } }),
    ],
    { key },
  );
  expect(status).toBe(201);
  for (const event of json.events) expect(event.ids.length).toBeGreaterThan(0);
  expect(json.events[1].ids.length).toBeGreaterThan(1);
  const told = await tell([yes(somebody())], { key });
  expect(told.status).toBe(403);
  expect(pointers(told.json)).toEqual(['#/events/0/sender']);
});

test('a no to everything denies every topic and channel of the address', async () => {
  const email = somebody();
  await tell([yes(email)]);
  const { status } = await tell([{ email, act: 'objected', channel: 'all', sender: 'all' }]);
  expect(status).toBe(201);
  expect(await answer(email)).toBe('deny refused');
  expect(await answer(email, { sender: 'partner' })).toBe('deny refused');
});

test('a repeat of a no says so and adds nothing', async () => {
  const email = somebody();
  expect((await tell([no(email)])).status).toBe(201);
  const again = await tell([no(email.toUpperCase())]);
  expect(again.status).toBe(200);
  expect(again.json.events).toEqual([{ id: null, ids: [], repeated: true }]);
});

test('a yes lifts a standing no only confirmed and with the scope lift, and the answer says which', async () => {
  const email = somebody();
  await tell([no(email, { said_at: '2026-11-19T10:00:00Z' })]);
  const asserted = await tell([yes(email)]);
  expect(asserted.json.events[0]).toMatchObject({ effective: false, because: { code: 'refused' } });
  const { key } = await world.newKey({ scopes: ['consent-events'] });
  const without = await tell([yes(email, { assurance: 'confirmed' })], { key });
  expect(without.json.events[0]).toMatchObject({ effective: false });
  expect(await answer(email)).toBe('deny refused');
  const lifted = await tell([yes(email, { assurance: 'confirmed' })]);
  expect(lifted.json.events[0]).toMatchObject({ effective: true });
  expect(await answer(email)).toBe('allow permission');
});

test('late news counts by when it was said: an old yes does not lift a newer no', async () => {
  const email = somebody();
  await tell([no(email, { said_at: '2026-11-21' })]);
  const { json } = await tell([yes(email, { said_at: '2026-11-21', assurance: 'confirmed' })]);
  expect(json.events[0].effective).toBe(false);
  expect(await answer(email)).toBe('deny refused');
});

test('unknown names are 422 with their place', async () => {
  const { status, json } = await tell([
    no(somebody(), { sender: 'nobody' }),
    no(somebody(), { topic: 'nothing' }),
    no(somebody(), { sender: 'all', topic: 'offers' }),
    { act: 'withdrawn', ...cell },
    no(somebody(), { phone: '020 7946 0958' }),
  ]);
  expect(status).toBe(422);
  expect(pointers(json)).toEqual(['#/events/3', '#/events/4']);
  const named = await tell([
    no(somebody(), { sender: 'nobody' }),
    no(somebody(), { topic: 'nothing' }),
    no(somebody(), { sender: 'all', topic: 'offers' }),
    no(' '),
    no(somebody(), { channel: 'sms' }),
  ]);
  expect(pointers(named.json).sort()).toEqual([
    '#/events/0/sender',
    '#/events/1/topic',
    '#/events/2/topic',
    '#/events/3',
    '#/events/4/channel',
  ]);
});

test('acts that only the house itself does are not taken', async () => {
  const { status, json } = await tell([
    no(somebody(), { act: 'invalidated' }),
    no(somebody(), { act: 'expired' }),
  ]);
  expect(status).toBe(400);
  expect(pointers(json)).toEqual(['#/events/0/act', '#/events/1/act']);
});

test('a pause stops until it ends or is ended by the confirmed word of the person', async () => {
  const email = somebody();
  await tell([yes(email)]);
  const paused = await tell([{ email, act: 'paused', channel: 'all', effective_until: '2026-12-24' }]);
  expect(paused.status).toBe(201);
  expect(await answer(email)).toBe('deny paused');
  expect(await answer(email, { at: '2026-12-23T11:00:00Z' })).toBe('deny paused');
  const resumed = { email, act: 'resumed', channel: 'all', said_at: '2026-11-22T12:01:00Z' };
  const { key } = await world.newKey({ scopes: ['consent-events'] });
  expect((await tell([{ ...resumed, assurance: 'confirmed' }], { key })).status).toBe(403);
  expect((await tell([resumed])).status).toBe(422);
  world.ctx.clock.now = new Date('2026-11-22T12:02:00.000Z');
  expect((await tell([{ ...resumed, assurance: 'confirmed' }])).status).toBe(201);
  expect(await answer(email)).toBe('allow permission');
});

test('a no by a contact alone falls on all its addresses for the channel', async () => {
  const emails = [somebody(), somebody()];
  await world.call('PUT', '/contacts/two-emails', { emails, phones: ['020 7946 0958'] });
  const { json } = await tell([{ contact: 'two-emails', act: 'withdrawn', channel: 'email', sender: 'all' }]);
  expect(json.events[0].ids).toHaveLength(2);
  for (const email of emails) expect(await answer(email)).toBe('deny refused');
  const nobody = await tell([{ contact: 'nobody', act: 'withdrawn', channel: 'email', sender: 'all' }]);
  expect(pointers(nobody.json)).toEqual(['#/events/0/contact']);
});

test('a no for the household binds everyone at the address, one by a person does not', async () => {
  const home = { lines: ['12 Station Road', 'Leeds'], postcode: 'LS1 4AP', country: 'GB' };
  const by = (name: string) => ({ postal: { ...home, name } });
  const post = { channel: 'post', sender: 'brand', topic: 'offers' };
  const reason = async (name: string) => {
    const { json } = await world.call('POST', '/decisions', { questions: [{ ...by(name), ...post }] });
    return json.decisions[0].reasons.map((one: { code: string }) => one.code);
  };
  await tell([{ ...by('Ann Lee'), ...post, act: 'refused' }]);
  expect(await reason('Mrs A. Lee')).toContain('refused');
  expect(await reason('Bob Stone')).not.toContain('refused');
  await tell([{ ...by('Ann Lee'), ...post, act: 'refused', household: true, topic: 'all' }]);
  expect(await reason('Bob Stone')).toContain('refused');
});

test('a batch over the limit is 422 with what to do', async () => {
  const { status, json } = await tell(Array.from({ length: 1001 }, () => no('a@example.com')));
  expect(status).toBe(422);
  expect(json.detail).toContain('at most 1000 events');
});

test('a thousand events are recorded in one call', async () => {
  const before = await eventCount();
  const { status } = await tell(Array.from({ length: 1000 }, () => no(somebody())));
  expect(status).toBe(201);
  expect(await eventCount()).toBe(before + 1000);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiWorld, openApiWorld } from './api.fixture';

let world: ApiWorld;
beforeAll(async () => {
  world = await openApiWorld();
});
afterAll(() => world?.close());

const about = (more: object) => ({ channel: 'email', sender: 'brand', topic: 'offers', ...more });
const ask = (questions: object[], options = {}) => world.call('POST', '/decisions', { questions }, options);
const given = (email: string, more: object = {}) => ({
  ...about({ email }),
  act: 'given',
  basis: 'consent',
  notice_version: world.words.notice,
  said_at: '2026-11-20T10:00:00Z',
  evidence: { page: 'https://example.com/join', words: 'Yes please' },
  ...more,
});
const tell = (...events: object[]) => world.call('POST', '/consent-events', { events });

test('an address nobody said anything about is denied, in the shape other systems rely on', async () => {
  const { status, json, headers } = await ask([
    about({ id: '1', email: 'stranger@example.com', country: 'GB' }),
  ]);
  expect(status).toBe(200);
  expect(json.decisions).toHaveLength(1);
  expect(json.decisions[0]).toMatchObject({ id: '1', answer: 'deny', relied_on: [], policy: { pack: 'uk' } });
  expect(json.decisions[0].reasons[0].code).toBe('no_record');
  expect(Date.parse(json.decisions[0].valid_until)).toBeGreaterThan(world.ctx.now().getTime());
  expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
});

test('a recorded yes is allowed in any spelling of the address, until a no is recorded', async () => {
  const told = await tell(given('Ann.Lee@Example.COM', { contact: undefined }));
  expect(told.status).toBe(201);
  const yes = await ask([about({ email: 'ann.lee@example.com', country: 'GB' })]);
  expect(yes.json.decisions[0]).toMatchObject({
    id: '1',
    answer: 'allow',
    relied_on: [told.json.events[0].id],
  });
  await tell({ ...about({ email: '  ＡＮＮ.lee@example.com ' }), act: 'withdrawn' });
  const no = await ask([about({ email: 'Ann.Lee@example.com', country: 'GB' })]);
  expect(no.json.decisions[0].answer).toBe('deny');
  expect(no.json.decisions[0].reasons[0].code).toBe('refused');
});

test('a thousand questions are answered in their order, and one more is turned away with what to do', async () => {
  const many = Array.from({ length: 1000 }, (_, i) => about({ email: `p${i}@example.com`, country: 'GB' }));
  const { status, json } = await ask(many);
  expect(status).toBe(200);
  expect(json.decisions.map((one: { id: string }) => one.id)).toEqual(many.map((_, i) => String(i + 1)));
  const more = await ask([...many, about({ email: 'one@example.com' })]);
  expect(more.status).toBe(422);
  expect(more.json.detail).toContain('at most 1000');
  expect(more.json.errors).toEqual([{ detail: '1001 given, 1000 allowed.', pointer: '#/questions' }]);
});

test('a contact alone means its primary address for the channel, named in the answer', async () => {
  await world.call('PUT', '/contacts/crm-1', {
    country: 'GB',
    emails: ['First@example.com', 'second@example.com'],
  });
  const { json } = await ask([
    about({ contact: 'crm-1' }),
    about({ contact: 'crm-1', channel: 'sms' }),
    about({ contact: 'nobody' }),
  ]);
  expect(json.decisions[0].address).toBe('First@example.com');
  expect(json.decisions[1]).toMatchObject({ answer: 'deny', reasons: [{ code: 'no_record' }] });
  expect(json.decisions[2]).toMatchObject({ answer: 'deny', reasons: [{ code: 'no_record' }] });
});

test('every fault of the shape is listed at once, each with its pointer', async () => {
  const { status, json, headers } = await ask([
    { email: 5, channel: 'pigeon', sender: 'brand', topic: 'offers', 'a/b~c': 1 },
    about({ email: 'a@example.com', country: 'gb' }),
  ]);
  expect(status).toBe(400);
  expect(headers.get('content-type')).toBe('application/problem+json');
  expect(json).toMatchObject({ type: 'urn:sayso:problem:bad_input', status: 400 });
  expect(json.errors.map((one: { pointer: string }) => one.pointer).sort()).toEqual([
    '#/questions/0/a~1b~0c',
    '#/questions/0/channel',
    '#/questions/0/email',
    '#/questions/1/country',
  ]);
});

test('an unknown sender or topic, two addresses or none are 422, all named', async () => {
  const { status, json } = await ask([
    about({ email: 'a@example.com', sender: 'nobody' }),
    about({ email: 'a@example.com', topic: 'nothing' }),
    about({ email: 'a@example.com', phone: '020 7946 0958' }),
    about({}),
  ]);
  expect(status).toBe(422);
  expect(json.errors.map((one: { pointer: string }) => one.pointer)).toEqual([
    '#/questions/0/sender',
    '#/questions/1/topic',
    '#/questions/2',
    '#/questions/3',
  ]);
});

test('asking as of a past moment is refused, asking ahead is not', async () => {
  const past = await ask([
    about({ email: 'a@example.com', at: '2026-11-22T11:58:00Z' }),
    about({ email: 'a@example.com', known_at: '2026-11-22T12:00:00Z' }),
    about({ email: 'a@example.com', at: '2027-01-22T12:00:00Z' }),
    about({ email: 'a@example.com', at: 'tomorrow' }),
  ]);
  expect(past.status).toBe(422);
  expect(past.json.errors.map((one: { pointer: string }) => one.pointer)).toEqual([
    '#/questions/0/at',
    '#/questions/1/known_at',
    '#/questions/2/at',
    '#/questions/3/at',
  ]);
  expect(past.json.errors[0].detail).toContain('not offered');
  const ahead = await ask([about({ email: 'a@example.com', at: '2026-12-20T12:00:00+01:00' })]);
  expect(ahead.status).toBe(200);
});

test('a key answers only for the senders it was made for', async () => {
  const { status, json } = await ask([
    about({ email: 'a@example.com' }),
    about({ email: 'a@example.com', sender: 'other-brand' }),
  ]);
  expect(status).toBe(403);
  expect(json.errors).toEqual([
    { detail: 'This key was not made for the sender other-brand.', pointer: '#/questions/1/sender' },
  ]);
  const { key } = await world.newKey({ senders: [] });
  expect((await ask([about({ email: 'a@example.com' })], { key })).status).toBe(403);
});

test('a key without the scope may not ask', async () => {
  const { key } = await world.newKey({ scopes: ['links'] });
  expect((await ask([about({ email: 'a@example.com' })], { key })).status).toBe(403);
});

test('a topic made a moment ago by another process is known at once', async () => {
  await ask([about({ email: 'a@example.com' })]);
  await world.test.asOwner(
    "INSERT INTO topic (sender_no, slug, name, channels) VALUES ($1, 'brand-new', 'Brand new', '{email}')",
    [world.words.brand],
  );
  const { status } = await ask([about({ email: 'a@example.com', topic: 'brand-new' })]);
  expect(status).toBe(200);
});

test('what cannot be an address is denied, not an error', async () => {
  const { status, json } = await ask([about({ email: 'not an address' }), about({ phone: '020 7946 0958' })]);
  expect(status).toBe(200);
  expect(json.decisions.map((one: { answer: string }) => one.answer)).toEqual(['deny', 'deny']);
  expect(json.decisions[0].reasons[0].code).toBe('undeliverable');
});

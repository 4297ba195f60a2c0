import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiWorld, openApiWorld } from './api.fixture';

let world: ApiWorld;
beforeAll(async () => {
  world = await openApiWorld();
});
afterAll(() => world?.close());

let people = 0;
const somebody = () => `person${people++}@example.com`;
const put = (ref: string, body: object, options = {}) => world.call('PUT', `/contacts/${ref}`, body, options);
const get = (ref: string) => world.call('GET', `/contacts/${ref}`);
const cell = { channel: 'email', sender: 'brand', topic: 'offers' };
const tell = (...events: object[]) => world.call('POST', '/consent-events', { events });
const owner = <Row extends object>(sql: string, values: unknown[] = []) =>
  world.test.asOwner<Row>(sql, values);

async function reasons(question: object): Promise<string[]> {
  const { json } = await world.call('POST', '/decisions', {
    questions: [{ ...cell, country: 'GB', ...question }],
  });
  return json.decisions[0].reasons.map((one: { code: string }) => one.code);
}

test('a contact is made, shown with what may be sent to it, and replaced', async () => {
  const email = somebody();
  const made = await put('crm-1', {
    name: 'Ann Lee',
    country: 'GB',
    locale: 'en-GB',
    subscriber_type: 'individual',
    company: 'Lee & Co',
    emails: [email],
    phones: [{ value: '020 7946 0958', use: ['phone', 'sms'] }, '+44 161 496 0000'],
    postal: [{ lines: ['1 High Street', 'Leeds'], postcode: 'LS1 1AA' }],
  });
  expect(made.status).toBe(201);
  expect(made.json.contact_points).toHaveLength(4);
  expect(JSON.stringify(made.json)).not.toContain(email);
  const shown = await get('crm-1');
  expect(shown.status).toBe(200);
  expect(shown.json).toMatchObject({ id: made.json.id, name: 'Ann Lee', country: 'GB', status: 'active' });
  const points = shown.json.contact_points;
  const at = (kind: string) => points.filter((point: { kind: string }) => point.kind === kind);
  expect(at('email')[0]).toMatchObject({ value: email, use: ['email'], primary: true });
  expect(at('phone').map((point: { use: string[]; primary: boolean }) => [point.use, point.primary])).toEqual(
    [
      [['phone', 'sms'], true],
      [['phone', 'automated_call', 'sms', 'fax'], false],
    ],
  );
  expect(at('postal')[0].use).toEqual(['post']);
  const offers = at('email')[0].permissions.find((one: { topic: string }) => one.topic === 'offers');
  expect(offers).toMatchObject({ channel: 'email', sender: 'brand', answer: 'deny', reasons: ['no_record'] });
  const senders = new Set(at('email')[0].permissions.map((one: { sender: string }) => one.sender));
  expect(senders).toEqual(new Set(['brand', 'partner']));
  const replaced = await put('crm-1', { emails: [email.toUpperCase()] });
  expect(replaced.status).toBe(200);
  expect(replaced.json.contact_points).toEqual([{ id: at('email')[0].id, kind: 'email', gained: false }]);
  expect((await get('crm-1')).json).toMatchObject({ name: null, company: null, subscriber_type: 'unknown' });
});

test('what deciding reads about a contact keeps its history, one row for each change', async () => {
  const { json } = await put('crm-2', { country: 'GB', subscriber_type: 'corporate', company: 'One' });
  await put('crm-2', { country: 'GB', subscriber_type: 'corporate', company: 'Two' });
  world.ctx.clock.now = new Date(world.ctx.clock.now.getTime() + 1000);
  await put('crm-2', { country: 'GB', subscriber_type: 'individual' });
  const rows = await owner<{ subscriber_type: string; actor: string }>(
    'SELECT subscriber_type, actor FROM contact_fact WHERE contact_id = $1 ORDER BY recorded_at',
    [json.id],
  );
  expect(rows.map((row) => row.subscriber_type)).toEqual(['corporate', 'individual']);
  expect(rows[0]?.actor).toMatch(/^api_client:/);
});

test('an address left out is detached and never un-refused', async () => {
  const [old, next] = [somebody(), somebody()];
  await put('crm-3', { country: 'GB', emails: [old] });
  await tell({ email: old, act: 'withdrawn', ...cell });
  await put('crm-3', { country: 'GB', emails: [next] });
  expect((await get('crm-3')).json.contact_points.map((one: { value: string }) => one.value)).toEqual([next]);
  expect(await reasons({ email: old })).toContain('refused');
  await put('crm-3', { country: 'GB', emails: [old, next] });
  expect(await reasons({ email: old })).toContain('refused');
});

test("an address gained takes over the contact's own refusals, with when it was said and where it stems from", async () => {
  const [old, next] = [somebody(), somebody()];
  await put('crm-4', { country: 'GB', emails: [old] });
  const said = await tell({
    email: old,
    contact: 'crm-4',
    act: 'withdrawn',
    channel: 'email',
    sender: 'brand',
    topic: 'all',
    said_at: '2026-10-01T09:00:00Z',
  });
  await put('crm-4', { country: 'GB', emails: [next] });
  expect(await reasons({ email: next })).toContain('refused');
  expect(await reasons({ email: next, sender: 'partner' })).not.toContain('refused');
  const rows = await owner<{ door: string; said_at: Date; body: object }>(
    `SELECT e.door, e.said_at, v.body FROM consent_event e
     JOIN evidence v ON v.contact_point_id = e.contact_point_id AND v.instruction_id = e.instruction_id
     WHERE e.door = 'inherited' AND v.body->>'inherited_from' = $1`,
    [said.json.events[0].id],
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]?.said_at.toISOString()).toBe('2026-10-01T09:00:00.000Z');
  await put('crm-4', { country: 'GB', emails: [next] });
  await put('crm-4', { country: 'GB', emails: [old, next] });
  const [count] = await owner<{ count: number }>(
    "SELECT count(*)::int AS count FROM consent_event WHERE door = 'inherited' AND contact_id = (SELECT id FROM contact WHERE external_ref = 'crm-4')",
  );
  expect(count?.count).toBe(1);
});

test('a no said by link, when nobody else ever used the address, is inherited too', async () => {
  const [old, next] = [somebody(), somebody()];
  await put('crm-5', { country: 'GB', emails: [old] });
  await tell({ email: old, act: 'withdrawn', ...cell });
  await put('crm-5', { country: 'GB', emails: [next] });
  expect(await reasons({ email: next })).toContain('refused');
});

test('what a sharer of an address refused does not travel', async () => {
  const [shared, next] = [somebody(), somebody()];
  await put('crm-6a', { country: 'GB', emails: [shared] });
  await put('crm-6b', { country: 'GB', emails: [shared] });
  await tell({ email: shared, contact: 'crm-6a', act: 'withdrawn', ...cell });
  expect(await reasons({ email: shared })).toContain('refused');
  await put('crm-6b', { country: 'GB', emails: [shared, next] });
  expect(await reasons({ email: next })).not.toContain('refused');
});

test('a no that was lifted or undone is not inherited', async () => {
  const [old, next] = [somebody(), somebody()];
  await put('crm-7', { country: 'GB', emails: [old] });
  await tell({ email: old, contact: 'crm-7', act: 'withdrawn', ...cell, said_at: '2026-10-01' });
  await tell({
    email: old,
    contact: 'crm-7',
    ...cell,
    act: 'given',
    basis: 'consent',
    notice_version: world.words.notice,
    said_at: '2026-10-02T10:00:00Z',
    assurance: 'confirmed',
    evidence: { call: '1' },
  });
  await put('crm-7', { country: 'GB', emails: [old, next] });
  expect(await reasons({ email: next })).not.toContain('refused');
});

test('a refusal travels only to addresses its channel serves, a wide one to all', async () => {
  const [email, phone] = [somebody(), '+44 161 496 0123'];
  await put('crm-8', { country: 'GB', emails: [email] });
  await tell({ email, contact: 'crm-8', act: 'withdrawn', channel: 'email', sender: 'brand' });
  await put('crm-8', { country: 'GB', emails: [email], phones: [phone] });
  expect(await reasons({ phone, channel: 'sms' })).not.toContain('refused');
  await tell({ email, contact: 'crm-8', act: 'objected', channel: 'all', sender: 'all' });
  await put('crm-8', { country: 'GB', emails: [email], phones: [phone, '+44 161 496 0124'] });
  expect(await reasons({ phone: '+44 161 496 0124', channel: 'sms' })).toContain('refused');
});

test('a pause of the contact goes along to an address gained', async () => {
  const [old, next] = [somebody(), somebody()];
  await put('crm-9', { country: 'GB', emails: [old] });
  await tell({ email: old, contact: 'crm-9', act: 'paused', channel: 'all', effective_until: '2026-12-24' });
  await put('crm-9', { country: 'GB', emails: [old, next] });
  expect(await reasons({ email: next })).toContain('paused');
});

test('the ledger still verifies after inheritance: sequence and chain have no gap', async () => {
  const rows = await owner<{ broken: number }>(
    `SELECT count(*)::int AS broken FROM (
       SELECT seq, prev_hash, lag(hash) OVER w AS before, row_number() OVER w AS place
       FROM consent_event WINDOW w AS (PARTITION BY contact_point_id ORDER BY seq)) e
     WHERE seq <> place OR prev_hash IS DISTINCT FROM before`,
  );
  expect(rows[0]?.broken).toBe(0);
});

test('twenty at once for one reference make one contact with each address once', async () => {
  const emails = [somebody(), somebody(), somebody()];
  const replies = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      put('crm-10', { country: 'GB', emails: i % 2 === 0 ? emails : [...emails].reverse() }),
    ),
  );
  expect(new Set(replies.map((reply) => reply.json.id)).size).toBe(1);
  expect(replies.filter((reply) => reply.status === 201)).toHaveLength(1);
  const { json } = await get('crm-10');
  expect(json.contact_points.map((one: { value: string }) => one.value).sort()).toEqual([...emails].sort());
});

test('contacts that take over addresses from each other while nos are said never wait in a circle', async () => {
  const emails = Array.from({ length: 6 }, somebody);
  const work = Array.from({ length: 24 }, (_, i) => {
    const mine = emails.filter((_, j) => (i + j) % 3 !== 0);
    return i % 4 === 3
      ? tell(...emails.map((email) => ({ email, act: 'withdrawn', ...cell, said_at: '2026-11-01' })))
      : put(`ring-${i % 3}`, { country: 'GB', emails: i % 2 ? mine : mine.reverse() });
  });
  const statuses = (await Promise.all(work)).map((reply) => reply.status);
  expect(statuses.filter((status) => status > 201)).toEqual([]);
});

test('an email signs in at most one contact', async () => {
  const email = somebody();
  await Promise.all([put('crm-11a', { emails: [email] }), put('crm-11b', { emails: [email] })]);
  const rows = await owner<{ sign_in: boolean }>(
    `SELECT u.sign_in FROM contact_contact_point u JOIN contact k ON k.id = u.contact_id
     WHERE k.external_ref LIKE 'crm-11_' ORDER BY u.sign_in`,
  );
  expect(rows.map((row) => row.sign_in)).toEqual([false, true]);
});

test('a contact that was erased does not come back under its reference', async () => {
  const { json } = await put('crm-12', { name: 'Ann' });
  await owner("UPDATE contact SET status = 'erased', name = NULL WHERE id = $1", [json.id]);
  const again = await put('crm-12', { name: 'Ann' });
  expect(again.status).toBe(409);
  const [row] = await owner<{ name: string | null }>('SELECT name FROM contact WHERE id = $1', [json.id]);
  expect(row?.name).toBeNull();
});

test('addresses that are none, and a reference too long, are 422 with nothing saved', async () => {
  const { status, json } = await put('crm-13', {
    emails: ['fine@example.com', 'nonsense'],
    phones: [{ value: '12' }],
    postal: [{ lines: [' '], postcode: 'X', country: 'GB' }],
  });
  expect(status).toBe(422);
  expect(json.errors.map((one: { pointer: string }) => one.pointer)).toEqual([
    '#/emails/1',
    '#/phones/0/value',
    '#/postal/0',
  ]);
  expect((await get('crm-13')).status).toBe(404);
  expect((await put('x'.repeat(201), {})).status).toBe(422);
  expect((await put('a%00b', {})).status).toBe(422);
  expect((await get('x'.repeat(201))).status).toBe(422);
});

test('fields of the wrong shape are 400, all named', async () => {
  const { status, json } = await put('crm-14', {
    country: 'Britain',
    timezone: 'Mars/Base',
    colour: 'red',
    emails: 'a',
  });
  expect(status).toBe(400);
  expect(json.errors.map((one: { pointer: string }) => one.pointer).sort()).toEqual([
    '#/colour',
    '#/country',
    '#/emails',
    '#/timezone',
  ]);
});

test('a reference with a space, a slash or an umlaut is one contact under its own name', async () => {
  const ref = encodeURIComponent('Müller / 7');
  expect((await put(ref, { name: 'M' })).json.external_ref).toBe('Müller / 7');
  expect((await get(ref)).json.name).toBe('M');
});

test('the same PUT twice with one Idempotency-Key is answered alike', async () => {
  const options = { headers: { 'idempotency-key': 'put-1' } };
  const first = await put('crm-15', { name: 'Ann' }, options);
  const second = await put('crm-15', { name: 'Ann' }, options);
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(second.headers.get('idempotent-replayed')).toBe('true');
  expect((await put('crm-16', { name: 'Ann' }, options)).status).toBe(422);
});

test('a key that writes without end is slowed down, and told when to go on', async () => {
  const { key, id } = await world.newKey();
  const fine = await put('crm-17', {}, { key });
  expect(fine.headers.get('ratelimit')).toMatch(/^"contacts";r=5999;t=\d+$/);
  await owner('UPDATE rate_counter SET hits = 6000 WHERE bucket = $1', [`api:contacts:${id}`]);
  const { status, headers } = await put('crm-17', {}, { key });
  expect(status).toBe(429);
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { revokeApiClient } from '../../../services/api-client/revoke-api-client';
import { openApi } from './api';
import { type ApiWorld, openApiWorld } from './api.fixture';

let world: ApiWorld;
beforeAll(async () => {
  world = await openApiWorld();
});
afterAll(() => world?.close());

const ROUTES = [
  ['POST', '/decisions', 'decisions'],
  ['POST', '/consent-events', 'consent-events'],
  ['PUT', '/contacts/x', 'contacts'],
  ['GET', '/contacts/x', 'contacts'],
  ['POST', '/links', 'links'],
  ['GET', '/senders', null],
  ['GET', '/topics', null],
  ['GET', '/notice-versions', null],
  ['GET', '/join-forms/y', null],
  ['POST', '/registrations', 'consent-events'],
] as const;

test.each(ROUTES)('%s %s needs a key', async (method, path) => {
  const body = method === 'GET' ? undefined : {};
  for (const key of [null, 'wrong', `sayso_${'A'.repeat(43)}`]) {
    const { status, headers, json } = await world.call(method, path, body, { key });
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toContain('Bearer');
    expect(json.request_id).toBe(headers.get('x-request-id'));
  }
});

test.each(ROUTES.filter(([, , scope]) => scope !== null))(
  '%s %s needs its scope',
  async (method, path, scope) => {
    const others = ['decisions', 'consent-events', 'contacts', 'links'].filter((one) => one !== scope);
    const { key } = await world.newKey({ scopes: others });
    const { status, json } = await world.call(method, path, method === 'GET' ? undefined : {}, { key });
    expect(status).toBe(403);
    expect(json.detail).toContain(String(scope));
  },
);

test.each(ROUTES.filter(([method]) => method !== 'GET'))(
  '%s %s turns away what is not JSON, malformed, of the wrong shape or too large',
  async (method, path) => {
    const call = (body: string, type = 'application/json') =>
      world.call(method, path, body, { headers: { 'content-type': type } });
    expect((await call('a=b', 'application/x-www-form-urlencoded')).status).toBe(415);
    const malformed = await call('{"a":');
    expect([malformed.status, malformed.json.errors[0].pointer]).toEqual([400, '#']);
    expect((await call('[]')).status).toBe(400);
    expect((await call('null')).status).toBe(400);
    expect((await call('{"nonsense":1}', 'application/json; charset=utf-8')).status).toBe(400);
    const large = await call(`{"x":"${'x'.repeat(path === '/decisions' ? 4_194_304 : 1_048_576)}"}`);
    expect(large.status).toBe(413);
  },
);

test('a length that was announced is held to the limit before anything is read', async () => {
  const request = new Request('http://localhost/api/v1/links', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${world.key}`,
      'content-type': 'application/json',
      'content-length': '99999999',
    },
    body: '{}',
  });
  expect((await world.raw(request)).status).toBe(413);
});

test('a wrong method is 405 and names the right ones; an unknown path is 404', async () => {
  const wrong = await world.call('DELETE', '/contacts/crm-1');
  expect(wrong.status).toBe(405);
  expect(wrong.headers.get('allow')).toBe('GET, HEAD, PUT');
  expect(wrong.headers.get('content-type')).toBe('application/problem+json');
  expect((await world.call('GET', '/decisions')).headers.get('allow')).toBe('POST');
  expect((await world.call('POST', '/openapi.json', {})).headers.get('allow')).toBe('GET, HEAD');
  for (const path of ['/nothing', '', '/contacts', '/contacts/a/b']) {
    const { status, headers } = await world.call('GET', path);
    expect(status).toBe(404);
    expect(headers.get('x-request-id')).toBeTruthy();
  }
});

test("the caller's own request id is kept, one that could harm a log is not", async () => {
  const kept = await world.call('GET', '/senders', undefined, {
    headers: { 'x-request-id': 'job-2026.11_22' },
  });
  expect(kept.headers.get('x-request-id')).toBe('job-2026.11_22');
  const odd = await world.call('GET', '/senders', undefined, { headers: { 'x-request-id': '<script>' } });
  expect(odd.headers.get('x-request-id')).not.toContain('<');
});

test('a revoked or expired key ends within ten seconds', async () => {
  const { id, key } = await world.newKey();
  const call = () => world.call('GET', '/senders', undefined, { key });
  expect((await call()).status).toBe(200);
  await revokeApiClient(world.ctx, id);
  const before = world.ctx.clock.now;
  world.ctx.clock.now = new Date(before.getTime() + 10_000);
  expect((await call()).status).toBe(401);
  const short = await world.newKey({ expiresAt: new Date(world.ctx.clock.now.getTime() + 1_000) });
  expect((await world.call('GET', '/senders', undefined, { key: short.key })).status).toBe(200);
  world.ctx.clock.now = new Date(world.ctx.clock.now.getTime() + 1_000);
  expect((await world.call('GET', '/senders', undefined, { key: short.key })).status).toBe(401);
  world.ctx.clock.now = before;
});

test('of a key only its digest is stored, and its last use is noted', async () => {
  const { id, key } = await world.newKey();
  await world.call('GET', '/senders', undefined, { key });
  await expect
    .poll(async () => {
      const [row] = await world.test.asOwner<{ noted: boolean }>(
        'SELECT last_used_at IS NOT NULL AS noted FROM api_client WHERE id = $1',
        [id],
      );
      return row?.noted;
    })
    .toBe(true);
  const [row] = await world.test.asOwner<{ text: string; bytes: number }>(
    'SELECT c::text AS text, length(key_digest) AS bytes FROM api_client c WHERE id = $1',
    [id],
  );
  expect(row?.bytes).toBe(32);
  expect(row?.text).not.toContain(key.slice(6));
});

test('with the database away every route is 503 with Retry-After, and nothing is allowed', async () => {
  const ctx = { ...world.ctx };
  const away = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' });
  const reject = () => Promise.reject(away);
  ctx.db = { reader: { query: reject }, snapshot: reject, transaction: reject, single: reject, end: reject };
  const api = openApi(ctx);
  for (const [method, path] of ROUTES) {
    const response = await api(
      new Request(`http://localhost/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${world.key}`, 'content-type': 'application/json' },
        ...(method === 'GET' ? {} : { body: '{}' }),
      }),
    );
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(await response.text()).not.toMatch(/ECONN|127\.0|at /);
  }
});

test('the OpenAPI document needs no key and covers every route with examples', async () => {
  const { status, json, headers } = await world.call('GET', '/openapi.json', undefined, { key: null });
  expect(status).toBe(200);
  expect(headers.get('x-request-id')).toBeTruthy();
  expect(json.openapi).toBe('3.1.0');
  const covered = Object.entries<Record<string, { responses: Record<string, object> }>>(json.paths).flatMap(
    ([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path.replace('/api/v1', '')}`),
  );
  const expected = ROUTES.map(
    ([method, path]) => `${method} ${path.replace('/x', '/{external_ref}').replace('/y', '/{form}')}`,
  );
  expect(covered.sort()).toEqual([...expected, 'GET /openapi.json'].sort());
  for (const operations of Object.values<Record<string, Described>>(json.paths)) {
    for (const operation of Object.values(operations)) {
      const contents = Object.values(operation.responses).flatMap((one) => Object.values(one.content ?? {}));
      if (operation.requestBody) contents.push(...Object.values(operation.requestBody.content));
      expect(contents.length).toBeGreaterThan(1);
      for (const content of contents) expect(content.example).toBeDefined();
    }
  }
  expect(JSON.stringify(json)).not.toContain('nullable');
});

interface Described {
  responses: Record<string, { content?: Record<string, { example?: unknown }> }>;
  requestBody?: { content: Record<string, { example?: unknown }> };
}

import { afterAll, beforeAll, expect, test } from 'vitest';
import { readToken } from '../../../domain/token';
import { type ApiWorld, openApiWorld } from './api.fixture';

let world: ApiWorld;
beforeAll(async () => {
  world = await openApiWorld();
});
afterAll(() => world?.close());

const to = (email: string, more: object = {}) => ({ email, sender: 'brand', topic: 'offers', ...more });
const links = (recipients: object[], options = {}) => world.call('POST', '/links', { recipients }, options);

test('each recipient gets links that mean this address and topic, and the headers mail providers look for', async () => {
  const message = '0192D3A4-5b6c-7d8e-9f00-112233445566';
  const { status, json } = await links([
    to('Ann@example.com', { message }),
    to('bob@example.com', { topic: 'news' }),
  ]);
  expect(status).toBe(200);
  const [ann, bob] = json.links;
  expect(ann.email).toBe('Ann@example.com');
  expect(ann.unsubscribe_url).toMatch(/^https:\/\/preferences\.example\.com\/u\/[A-Za-z0-9_-]{74}$/);
  expect(ann.headers).toEqual({
    'List-Unsubscribe': `<${ann.unsubscribe_url}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    'List-Id': '"Offers" <offers.brand.preferences.example.com>',
  });
  const token = (url: string) => url.split('/').at(-1) ?? '';
  const claims = readToken(token(ann.unsubscribe_url), 'unsubscribe', world.ctx.links);
  expect(claims).toMatchObject({
    channel: 'email',
    topicNo: world.words.offers,
    messageId: message.toLowerCase(),
  });
  expect(readToken(token(ann.preferences_url), 'preferences', world.ctx.links)?.contactPointId).toBe(
    claims?.contactPointId,
  );
  expect(readToken(token(ann.preferences_url), 'unsubscribe', world.ctx.links)).toBeNull();
  expect(readToken(token(bob.unsubscribe_url), 'unsubscribe', world.ctx.links)?.topicNo).toBe(
    world.words.news,
  );
});

test('an address never seen gets a contact point without a profile, once, in any spelling and however many ask', async () => {
  const spellings = ['New.One@example.com', 'new.one@EXAMPLE.com', ' new.one@example.com'];
  const replies = await Promise.all(
    Array.from({ length: 8 }, (_, i) =>
      links([...spellings, `other${i}@example.com`].map((email) => to(email))),
    ),
  );
  const urls = new Set(
    replies.flatMap((reply) =>
      reply.json.links.slice(0, 3).map((one: { unsubscribe_url: string }) => one.unsubscribe_url),
    ),
  );
  expect(urls.size).toBe(1);
  const rows = await world.test.asOwner<{ users: number; events: number }>(
    `SELECT (SELECT count(*)::int FROM contact_contact_point) AS users, (SELECT count(*)::int FROM consent_event) AS events
     FROM contact_point WHERE normalised = 'new.one@example.com'`,
  );
  expect(rows).toEqual([{ users: 0, events: 0 }]);
});

test('a thousand recipients are answered in order', async () => {
  const many = Array.from({ length: 1000 }, (_, i) => to(`m${i}@example.com`));
  const { status, json } = await links(many);
  expect(status).toBe(200);
  expect(json.links.map((one: { email: string }) => one.email)).toEqual(many.map((one) => one.email));
  expect((await links([...many, to('a@example.com')])).status).toBe(422);
});

test('what is no address, no topic, or essential is 422 with its place', async () => {
  const unknown = await links([to('a@example.com', { sender: 'x' }), to('a@example.com', { topic: 'x' })]);
  expect(unknown.status).toBe(422);
  expect(unknown.json.errors.map((one: { pointer: string }) => one.pointer)).toEqual([
    '#/recipients/0/sender',
    '#/recipients/1/topic',
  ]);
  const unfit = await links([to('nonsense'), to('a@example.com', { topic: 'service' })]);
  expect(unfit.status).toBe(422);
  expect(unfit.json.errors.map((one: { pointer: string }) => one.pointer)).toEqual([
    '#/recipients/0/email',
    '#/recipients/1/topic',
  ]);
});

test('a message id that is no UUID is 400, a sender the key is not for is 403', async () => {
  expect((await links([to('a@example.com', { message: 'x' })])).status).toBe(400);
  const other = await links([to('a@example.com', { sender: 'other-brand' })]);
  expect(other.status).toBe(403);
  expect(other.json.errors[0].pointer).toBe('#/recipients/0/sender');
});

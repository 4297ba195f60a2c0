import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiWorld, openApiWorld } from './api.fixture';

let world: ApiWorld;
beforeAll(async () => {
  world = await openApiWorld();
});
afterAll(() => world?.close());

test('any key may read the senders', async () => {
  const { key } = await world.newKey({ scopes: [], senders: [] });
  const { status, json } = await world.call('GET', '/senders', undefined, { key });
  expect(status).toBe(200);
  expect(json.senders).toHaveLength(3);
  expect(json.senders[0]).toEqual({
    id: world.words.brand,
    slug: 'brand',
    kind: 'first_party',
    name: 'Brand',
    legal_name: 'Brand Ltd',
    privacy_url: 'https://example.com/privacy',
    archived: false,
  });
});

test('topics come with their sender, all or of one', async () => {
  const all = await world.call('GET', '/topics');
  expect(all.json.topics).toHaveLength(5);
  const own = await world.call('GET', '/topics?sender=brand');
  expect(own.json.topics.map((one: { slug: string }) => one.slug)).toEqual(['offers', 'news', 'service']);
  expect(own.json.topics[2]).toMatchObject({ id: world.words.service, sender: 'brand', essential: true });
  expect((await world.call('GET', '/topics?sender=nobody')).json.topics).toEqual([]);
  expect((await world.call('GET', '/topics?sender=')).status).toBe(400);
  expect((await world.call('GET', '/topics?colour=red')).status).toBe(400);
});

test('only published notice versions are shown, page by page without a gap', async () => {
  for (let i = 0; i < 5; i += 1) {
    await world.test.asOwner(
      `INSERT INTO notice_version (id, slug, version, language, words, channels, sender_nos, topic_nos, words_digest, published_at)
       VALUES ($1, 'more', $2, 'en', 'Words', '{email}', $3, $4, '\\x00', $5)`,
      [uuidv7(), i, [world.words.brand], [world.words.offers], i === 4 ? null : new Date()],
    );
  }
  const seen: string[] = [];
  let path: string | undefined = '/notice-versions?limit=2';
  while (path !== undefined) {
    const { status, json, headers }: Awaited<ReturnType<ApiWorld['call']>> = await world.call('GET', path);
    expect(status).toBe(200);
    seen.push(...json.notice_versions.map((one: { id: string }) => one.id));
    path = /<\/api\/v1(.+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
  }
  expect(seen).toHaveLength(5);
  expect(new Set(seen).size).toBe(5);
  const { json } = await world.call('GET', '/notice-versions');
  expect(json.notice_versions.find((one: { slug: string }) => one.slug === 'more')).toMatchObject({
    channels: ['email'],
    senders: ['brand'],
    topics: ['offers'],
    basis: 'consent',
  });
  for (const query of ['limit=0', 'limit=x', 'after=nonsense'])
    expect((await world.call('GET', `/notice-versions?${query}`)).status).toBe(400);
});

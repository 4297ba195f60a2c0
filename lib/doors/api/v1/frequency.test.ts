import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseAddress } from '../../../domain/contact-point/address';
import { locate } from '../../../domain/contact-point/locate';
import { refreshVocabulary } from '../../../services/vocabulary/refresh-vocabulary';
import { type ApiWorld, openApiWorld } from './api.fixture';

let world: ApiWorld;
beforeAll(async () => {
  world = await openApiWorld();
});
afterAll(() => world?.close());

const ask = (email: string) =>
  world.call('POST', '/decisions', {
    questions: [{ email, channel: 'email', sender: 'brand', topic: 'offers', country: 'GB' }],
  });

test('an answer says how often the person wants to hear, where the topic offers a choice, and only there', async () => {
  const before = await ask('ann@example.com');
  expect(before.json.decisions[0]).not.toHaveProperty('frequency');
  await world.test.asOwner(`UPDATE topic SET frequencies = '{every,weekly}' WHERE no = $1`, [
    world.words.offers,
  ]);
  await refreshVocabulary(world.ctx);
  expect((await ask('ann@example.com')).json.decisions[0].frequency).toBe('every');
  const parsed = parseAddress({ email: 'ann@example.com' }, 'GB');
  if (!parsed.ok) throw new Error('the test needs a valid address');
  const [pointId] = locate(parsed.address, world.ctx.config.addressKeys).ids;
  await world.test.asOwner(
    `INSERT INTO frequency_choice (contact_point_id, id, channel, sender_no, topic_no, frequency, instruction_id, door, actor_kind, valid_from, recorded_at)
     VALUES ($1, gen_random_uuid(), 'email', $2, $3, 'weekly', gen_random_uuid(), 'account', 'person', now(), now())`,
    [pointId, world.words.brand, world.words.offers],
  );
  const after = await ask('ANN@example.com');
  // It is told with a denial, too; when another system last sent is for that system to know.
  expect(after.json.decisions[0]).toMatchObject({ answer: 'deny', frequency: 'weekly' });
  expect((await ask('bob@example.com')).json.decisions[0].frequency).toBe('every');
});

test('topics tell which choices they offer', async () => {
  await world.test.asOwner(`UPDATE topic SET frequencies = '{every,monthly}' WHERE no = $1`, [
    world.words.offers,
  ]);
  const { json } = await world.call('GET', '/topics?sender=brand');
  const offered = new Map(
    json.topics.map((topic: { slug: string; frequencies: string[] }) => [topic.slug, topic.frequencies]),
  );
  expect([offered.get('offers'), offered.get('news')]).toEqual([['every', 'monthly'], []]);
});

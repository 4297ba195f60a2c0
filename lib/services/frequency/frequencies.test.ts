import { afterAll, beforeAll, expect, test } from 'vitest';
import { pointsOfContact } from '../../../db/queries/preferences';
import { type TestDatabase, testDatabase } from '../../../db/testing/database';
import { bareRef } from '../../domain/contact-point/locate';
import type { Frequency } from '../../domain/vocabulary';
import { inheritRefusals } from '../contact/inherit-refusals';
import { seedTestVocabulary, type TestVocabulary, testContext } from '../context/context.fixture';
import { addPerson } from '../person/person.fixture';
import { applySetup } from '../setup/apply-setup';
import { parseSetup } from '../setup/parse-setup';
import { chooseFrequencies } from './choose-frequencies';

let db: TestDatabase;
let ctx: ReturnType<typeof testContext>;
let words: TestVocabulary;
let count = 0;

beforeAll(async () => {
  db = await testDatabase();
  ctx = testContext(db);
  words = await seedTestVocabulary(db);
  await db.asOwner(`UPDATE topic SET frequencies = '{every,weekly,monthly}' WHERE no = $1`, [words.offers]);
});
afterAll(async () => {
  await ctx.db.end();
  await db.drop();
});

async function somebody() {
  count += 1;
  const addresses = [
    { email: `p${count}@example.com` },
    { phone: `07700 900${String(count).padStart(3, '0')}` },
  ];
  const { id, points } = await addPerson(db, { name: 'Ann Bell', addresses });
  return { contactId: id, points };
}

async function choose(contactId: string, topicNo: number, frequency: Frequency): Promise<number> {
  ctx.clock.now = new Date(ctx.clock.now.getTime() + 60_000);
  const points = await pointsOfContact(ctx.db.reader, contactId);
  const offered = [words.offers, words.news].map((no) => ({
    no,
    channels: ['email' as const, 'sms' as const],
  }));
  return ctx.db.transaction((tx) =>
    chooseFrequencies(ctx, tx, offered, {
      instructionId: ctx.newId(),
      points,
      contactId,
      door: 'account',
      actor: { kind: 'person', id: contactId },
      saidAt: ctx.now(),
      chosen: [{ topicNo, frequency }],
    }),
  );
}

const choicesAt = (pointIds: readonly string[]) =>
  db.asOwner<{ channel: string; frequency: string; door: string; valid_from: Date }>(
    'SELECT channel, frequency, door, valid_from FROM frequency_choice WHERE contact_point_id = ANY ($1) ORDER BY recorded_at, channel',
    [pointIds],
  );

test('a choice is kept for every channel of the topic at every address, each change beside the last', async () => {
  const { contactId, points } = await somebody();
  expect(await choose(contactId, words.offers, 'weekly')).toBe(1);
  expect(await choose(contactId, words.offers, 'weekly')).toBe(0);
  expect(await choose(contactId, words.offers, 'every')).toBe(1);
  expect((await choicesAt(points)).map(({ channel, frequency }) => [channel, frequency])).toEqual([
    ['email', 'weekly'],
    ['sms', 'weekly'],
    ['email', 'every'],
    ['sms', 'every'],
  ]);
});

test('what a topic does not offer cannot be chosen', async () => {
  const { contactId, points } = await somebody();
  expect(await choose(contactId, words.news, 'weekly')).toBe(0);
  expect(await choicesAt(points)).toEqual([]);
});

test('a choice is history: the application can add to it and read it, nothing else', async () => {
  const { contactId } = await somebody();
  await choose(contactId, words.offers, 'weekly');
  const change = (text: string) => ctx.db.transaction((tx) => tx.query({ name: text, text }));
  await expect(change(`UPDATE frequency_choice SET frequency = 'every'`)).rejects.toThrow(
    /permission denied/,
  );
  await expect(change('DELETE FROM frequency_choice')).rejects.toThrow(/permission denied/);
});

test('an address gained later takes over how often its person wants to hear', async () => {
  const { contactId, points } = await somebody();
  await choose(contactId, words.offers, 'monthly');
  const [said] = await choicesAt(points);
  const gained = (await somebody()).points[0] ?? '';
  await ctx.db.transaction((tx) =>
    inheritRefusals(ctx, tx, contactId, points, [bareRef(gained, 'email', 1)]),
  );
  expect(await choicesAt([gained])).toEqual([
    { channel: 'email', frequency: 'monthly', door: 'inherited', valid_from: said?.valid_from },
  ]);
});

const topics = (frequencies: string, more = '') => `
senders:
  - slug: shop
    kind: first_party
    name: Shop
    legal_name: Shop Ltd
    postal_address: 1 High Street
    privacy_url: https://example.com/privacy
    topics:
      - slug: letters
        name: Letters
        channels: [email]
        frequencies: ${frequencies}
        ${more}`;

test.each([
  ['[weekly, monthly]', '', 'names every, and at least one rarer than it'],
  ['[every]', '', 'names every, and at least one rarer than it'],
  ['[every, weekly, weekly]', '', 'one is named twice'],
  ['[every, hourly]', '', ''],
  ['[every, weekly]', 'essential: true', 'an essential topic is sent whenever it is needed'],
])('a setup file with frequencies %s %s is refused', (frequencies, more, because) => {
  const parsed = parseSetup(topics(frequencies, more));
  expect(parsed.ok).toBe(false);
  if (!parsed.ok) expect(parsed.faults.map(({ detail }) => detail).join()).toContain(because);
});

test('a topic goes on offering what people may have chosen', async () => {
  const apply = (frequencies: string) => {
    const parsed = parseSetup(topics(frequencies));
    if (!parsed.ok) throw new Error('the file is sound');
    ctx.clock.now = new Date(ctx.clock.now.getTime() + 60_000);
    return applySetup(ctx, parsed.file);
  };
  await apply('[every, weekly]');
  await apply('[every, weekly, monthly]');
  await expect(apply('[every, weekly]')).rejects.toMatchObject({ kind: 'unprocessable' });
  expect(await db.asOwner(`SELECT frequencies::text[] FROM topic WHERE slug = 'letters'`)).toEqual([
    { frequencies: ['every', 'weekly', 'monthly'] },
  ]);
});

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../db/testing/database';
import { parseAddress, type RawAddress } from '../../domain/contact-point/address';
import { locate } from '../../domain/contact-point/locate';
import type { Channel } from '../../domain/vocabulary';
import { writtenLedgers } from '../../pages/seen-ledgers';
import { resolvePoints } from '../../services/contact-point/resolve-points';
import { seedTestVocabulary, type TestVocabulary, testContext } from '../../services/context/context.fixture';
import { decideQuestions } from '../../services/decision/decide-questions';
import { recordTogether } from '../../services/ledger/record-together';
import { addPerson } from '../../services/person/person.fixture';
import { readPanel } from '../../services/preference/read-panel';
import { saveAccountChoices } from './save-choices';
import { stopAll } from './stop-everything';

let db: TestDatabase;
let ctx: ReturnType<typeof testContext>;
let words: TestVocabulary;
let count = 0;

beforeAll(async () => {
  db = await testDatabase();
  ctx = testContext(db);
  words = await seedTestVocabulary(db);
});
afterAll(async () => {
  await ctx.db.end();
  await db.drop();
});
beforeEach(() => {
  ctx.clock.now = new Date('2026-11-22T12:00:00.000Z');
});

async function somebody() {
  count += 1;
  const emails = [`ann${count}@example.com`, `ann${count}@example.org`];
  const phone = `020 7946 0${String(count).padStart(3, '0')}`;
  const postal = { name: 'Ann Bell', lines: [`${count} High Street`, 'Leeds'], postcode: 'LS1 1AA' };
  const addresses: RawAddress[] = [
    { email: emails[0] ?? '' },
    { email: emails[1] ?? '' },
    { phone },
    { postal },
  ];
  const { id } = await addPerson(db, { name: 'Ann Bell', addresses });
  return { contactId: id, name: 'Ann Bell', emails, phone, postal };
}
type Person = Awaited<ReturnType<typeof somebody>>;

/** What the page would carry along, were it opened now. */
async function seenBy(person: Person): Promise<string> {
  return writtenLedgers((await readPanel(ctx, person.contactId, 'en')).seen);
}

async function save(person: Person, fields: Record<string, string | string[]>): Promise<Response> {
  ctx.clock.now = new Date(ctx.clock.now.getTime() + 60_000);
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries({ seen: await seenBy(person), ...fields }))
    for (const one of [value].flat()) body.append(name, one);
  return saveAccountChoices(
    new Request('https://x.example/account/choices', { method: 'POST', body }),
    ctx,
    person,
  );
}

async function answer(address: RawAddress, channel: Channel, senderNo = words.brand, topicNo = words.offers) {
  const vocabulary = await ctx.vocabulary.current();
  const sender = vocabulary.senders.get(senderNo);
  const topic = vocabulary.topics.get(topicNo);
  if (sender === undefined || topic === undefined) throw new Error('not in the vocabulary');
  const [answered] = await decideQuestions(ctx, [
    { id: '1', address, contact: null, channel, sender, topic },
  ]);
  return answered?.decision.answer;
}

async function events(person: Person) {
  return db.asOwner<{ act: string; channel: string; lifting: boolean }>(
    'SELECT act, channel, lifting FROM consent_event WHERE contact_id = $1 ORDER BY recorded_at, channel',
    [person.contactId],
  );
}
const box = (channel: Channel, senderNo = words.brand, topicNo = words.offers) =>
  `${channel}.${senderNo}.${topicNo}`;

test('a new account says not asked everywhere, and nothing is ticked', async () => {
  const person = await somebody();
  const panel = await readPanel(ctx, person.contactId, 'en');
  const states = panel.senders.flatMap(({ topics }) =>
    topics.flatMap(({ cells }) => cells.map((cell) => cell)),
  );
  expect(states.length).toBeGreaterThan(10);
  // Post rests on no legitimate interest either: none has been weighed.
  expect(new Set(states.map((cell) => cell.state))).toEqual(new Set(['not_asked']));
  expect(panel.essential).toEqual([{ topic: 'Service', sender: 'Brand' }]);
});

test('a yes holds on every address of that channel, and a no ends it there', async () => {
  const person = await somebody();
  const shown = [box('email'), box('sms')].join(' ');
  const yes = await save(person, { shown, were_ticked: '', choice: box('email'), notice: words.notice });
  expect(yes.headers.get('location')).toBe('/account?saved=1');
  for (const email of person.emails) expect(await answer({ email }, 'email')).toBe('allow');
  expect(await answer({ phone: person.phone }, 'sms')).toBe('deny');
  await save(person, { shown, were_ticked: box('email'), notice: words.notice });
  for (const email of person.emails) expect(await answer({ email }, 'email')).toBe('deny');
  expect((await events(person)).map((event) => event.act)).toEqual([
    'given',
    'given',
    'withdrawn',
    'withdrawn',
  ]);
});

test('a yes by post holds for the full name that gave it', async () => {
  const person = await somebody();
  const given = await save(person, { shown: box('post'), choice: box('post'), notice: words.notice });
  expect(given.headers.get('location')).toBe('/account?saved=1');
  expect(await answer({ postal: person.postal }, 'post')).toBe('allow');
  expect(await answer({ postal: { ...person.postal, name: 'Alan Bell' } }, 'post')).toBe('deny');
});

test('only boxes that were shown change', async () => {
  const person = await somebody();
  await save(person, { shown: box('email'), choice: [box('email'), box('sms')], notice: words.notice });
  expect((await events(person)).map((event) => event.channel)).toEqual(['email', 'email']);
});

test('a box left alone says nothing, whatever another tab did meanwhile', async () => {
  const person = await somebody();
  const shown = box('email');
  await save(person, { shown, choice: box('email'), notice: words.notice });
  await stopAll(new Request('https://x.example/account/stop', { method: 'POST' }), ctx, person);
  const old = await save(person, { shown, were_ticked: shown, choice: shown, notice: words.notice });
  expect(old.headers.get('location')).toBe('/account?saved=0');
  expect(await answer({ email: person.emails[0] ?? '' }, 'email')).toBe('deny');
});

test('a yes needs the words that were beside its box; the nos of the same form are kept', async () => {
  const person = await somebody();
  const shown = `${box('fax')} ${box('email')} ${box('sms')}`;
  await save(person, { shown, choice: box('sms'), notice: words.notice });
  // No notice names fax, and without a notice on the page nothing can be agreed to.
  const answered = await save(person, { shown, were_ticked: box('sms'), choice: [box('fax'), box('email')] });
  expect(answered.headers.get('location')).toBe('/account?saved=1&problem=words');
  expect((await events(person)).map((event) => event.act)).toEqual(['given', 'withdrawn']);
});

test('stop everything covers every address at once, and a later yes lifts one box only', async () => {
  const person = await somebody();
  await stopAll(new Request('https://x.example/account/stop', { method: 'POST' }), ctx, person);
  expect((await events(person)).map((event) => event.act)).toEqual(Array(4).fill('objected'));
  const stopped = await readPanel(ctx, person.contactId, 'en');
  const cells = stopped.senders.flatMap(({ topics }) => topics.flatMap((topic) => topic.cells));
  expect(new Set(cells.map((cell) => cell.state))).toEqual(new Set(['no']));
  await save(person, { shown: box('email'), choice: box('email'), notice: words.notice });
  const [email = ''] = person.emails;
  expect(await answer({ email }, 'email')).toBe('allow');
  expect(await answer({ email }, 'email', words.brand, words.news)).toBe('deny');
});

test('an essential topic cannot be refused, nor a topic under a sender it does not belong to', async () => {
  const person = await somebody();
  const shown = [box('email', words.brand, words.service), box('email', words.partner, words.offers)].join(
    ' ',
  );
  const answered = await save(person, { shown, were_ticked: shown, refuse: shown.split(' ') });
  expect(answered.headers.get('location')).toBe('/account?saved=0');
});

test('a wide no is told from the moment it was said, also beside a yes carved out of it', async () => {
  const person = await somebody();
  const standing = async () => (await readPanel(ctx, person.contactId, 'en')).standing;
  expect(await standing()).toEqual([]);
  const since = new Date('2026-11-22T12:00:00.000Z');
  await stopAll(new Request('https://x.example/account/stop', { method: 'POST' }), ctx, person);
  expect(await standing()).toEqual([{ sender: null, since, addresses: null }]);
  await save(person, { shown: box('email'), choice: box('email'), notice: words.notice });
  expect(await answer({ email: person.emails[0] ?? '' }, 'email')).toBe('allow');
  expect(await standing()).toEqual([{ sender: null, since, addresses: null }]);
});

test('a wide no at one address names that address, and its sender where it is to one', async () => {
  const person = await somebody();
  const email = person.emails[1] ?? '';
  const parsed = parseAddress({ email }, 'GB');
  if (!parsed.ok) throw new Error('the test needs a valid address');
  const [[point] = []] = await resolvePoints(
    ctx.db.reader,
    [locate(parsed.address, ctx.config.addressKeys)],
    ctx.config.addressKeys,
    'no',
  );
  if (point === undefined) throw new Error('the address has no contact point');
  const saidAt = ctx.now();
  await recordTogether(ctx)({
    id: ctx.newId(),
    saidAt,
    door: 'preference_page',
    actor: { kind: 'person', id: null },
    assurance: 'link',
    evidence: {},
    utterances: [
      {
        point,
        contactId: null,
        statements: [{ act: 'objected', channel: 'all', senderNo: words.partner, topicNo: 0 }],
      },
    ],
  });
  expect((await readPanel(ctx, person.contactId, 'en')).standing).toEqual([
    { sender: 'Partner', since: saidAt, addresses: [email] },
  ]);
});

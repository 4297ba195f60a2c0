import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pointsOfContact } from '../../../db/queries/preferences';
import { type TestDatabase, testDatabase } from '../../../db/testing/database';
import { bareRef } from '../../domain/contact-point/locate';
import type { SeenLedgers } from '../../domain/said-boxes';
import { ALL, type Channel } from '../../domain/vocabulary';
import { seedTestVocabulary, type TestVocabulary, testContext } from '../../services/context/context.fixture';
import { decideQuestions } from '../../services/decision/decide-questions';
import { record } from '../../services/ledger/record';
import { addPerson } from '../../services/person/person.fixture';
import type { CellQuestion } from '../../services/preference/read-cells';
import { readPanel } from '../../services/preference/read-panel';
import { saveChoices } from '../../services/preference/save-choices';
import { stopEverything } from '../../services/preference/stop-everything';

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
  const { id, points } = await addPerson(db, {
    name: 'Ann Bell',
    addresses: [
      { email: `ann${count}@example.com` },
      { phone: `020 7946 ${String(count).padStart(4, '0')}` },
      { postal: { name: 'Ann Bell', lines: [`${count} High Street`, 'Leeds'], postcode: 'LS1 1AA' } },
    ],
  });
  return { contactId: id, points };
}
type Person = Awaited<ReturnType<typeof somebody>>;

const seenBy = async (person: Person) => (await readPanel(ctx, person.contactId, 'en')).seen;
const cell = (channel: Channel, topicNo = words.offers): CellQuestion => ({
  channel,
  senderNo: words.brand,
  topicNo,
});

interface Sent {
  shown: readonly CellQuestion[];
  wereTicked?: readonly CellQuestion[];
  ticked?: readonly CellQuestion[];
  refused?: readonly CellQuestion[];
}

function save(person: Person, seen: SeenLedgers | null, sent: Sent) {
  return saveChoices(ctx, {
    contactId: person.contactId,
    name: 'Ann Bell',
    wereTicked: [],
    ticked: [],
    refused: [],
    ...sent,
    noticeIds: [words.notice],
    frequencies: [],
    seen,
    evidence: {},
  });
}

/** A no taken by our staff on the phone, for one address or its whole household. */
async function staffSayNo(
  pointId: string,
  kind: 'email' | 'phone' | 'postal',
  scope: Partial<CellQuestion> = {},
) {
  const [outcome] = await ctx.db.transaction((tx) =>
    record(ctx, tx, [
      {
        id: ctx.newId(),
        saidAt: ctx.now(),
        door: 'desk',
        actor: { kind: 'staff', id: ctx.newId() },
        assurance: 'asserted',
        evidence: { medium: 'phone', words: 'No more, please' },
        utterances: [
          {
            point: bareRef(pointId, kind, 1),
            contactId: null,
            statements: [
              {
                act: 'objected',
                channel: scope.channel ?? 'all',
                senderNo: scope.senderNo ?? ALL,
                topicNo: scope.topicNo ?? ALL,
              },
            ],
          },
        ],
      },
    ]),
  );
  if (outcome?.ok !== true) throw new Error('a no was refused');
}

async function answers(person: Person, cells: readonly CellQuestion[]) {
  const vocabulary = await ctx.vocabulary.current();
  const points = await pointsOfContact(ctx.db.reader, person.contactId);
  const asked = cells.flatMap(({ channel, senderNo, topicNo }) => {
    const sender = vocabulary.senders.get(senderNo);
    const topic = vocabulary.topics.get(topicNo);
    const point = points.find((one) => one.channels.includes(channel));
    if (sender === undefined || topic === undefined || point === undefined) return [];
    return [{ id: '', address: null, contact: null, contactPointId: point.id, channel, sender, topic }];
  });
  return (await decideQuestions(ctx, asked)).map(({ decision }) => decision.answer);
}

describe('a page left open', () => {
  it('gives no yes where staff took a no meanwhile, says so, and takes everything else it says', async () => {
    const person = await somebody();
    await save(person, await seenBy(person), { shown: [cell('sms')], ticked: [cell('sms')] });
    const seen = await seenBy(person);
    await staffSayNo(person.points[0] ?? '', 'email');
    ctx.clock.now = new Date(ctx.clock.now.getTime() + 60_000);
    const saved = await save(person, seen, {
      shown: [cell('email'), cell('sms'), cell('phone')],
      wereTicked: [cell('sms')],
      ticked: [cell('email'), cell('phone')],
    });
    expect(saved).toMatchObject({ yes: 1, no: 1, overtaken: 1, notTaken: 0 });
    expect(await answers(person, [cell('email'), cell('sms')])).toEqual(['deny', 'deny']);
    // Seen, and ticked again, it counts.
    ctx.clock.now = new Date(ctx.clock.now.getTime() + 60_000);
    await save(person, await seenBy(person), { shown: [cell('email')], ticked: [cell('email')] });
    expect(await answers(person, [cell('email')])).toEqual(['allow']);
  });

  it('gives no yes by post where the household said no meanwhile', async () => {
    const person = await somebody();
    const points = await pointsOfContact(ctx.db.reader, person.contactId);
    const post = points.find(({ kind }) => kind === 'postal');
    const seen = await seenBy(person);
    await staffSayNo(post?.premisesId ?? '', 'postal');
    ctx.clock.now = new Date(ctx.clock.now.getTime() + 60_000);
    const saved = await save(person, seen, { shown: [cell('post')], ticked: [cell('post')] });
    expect(saved).toMatchObject({ yes: 0, overtaken: 1 });
    expect(await answers(person, [cell('post')])).toEqual(['deny']);
  });

  it('whose form does not tell what it had seen gives no yes, and takes every no', async () => {
    const person = await somebody();
    await save(person, await seenBy(person), { shown: [cell('sms')], ticked: [cell('sms')] });
    const saved = await save(person, null, {
      shown: [cell('email'), cell('sms')],
      wereTicked: [cell('sms')],
      ticked: [cell('email')],
    });
    expect(saved).toMatchObject({ yes: 0, no: 1, notTaken: 1 });
    expect(await answers(person, [cell('email'), cell('sms')])).toEqual(['deny', 'deny']);
  });

  it('says yes to no address gained since, and no to that one, too', async () => {
    const person = await somebody();
    const seen = await seenBy(person);
    const other = await addPerson(db, { name: 'B', addresses: [{ email: `new${count}@example.org` }] });
    await db.asOwner(
      `INSERT INTO contact_contact_point (contact_point_id, contact_id, channels) VALUES ($1, $2, '{email}')`,
      [other.points[0], person.contactId],
    );
    await save(person, seen, { shown: [cell('email')], ticked: [cell('email')] });
    await save(person, seen, {
      shown: [cell('email', words.news)],
      wereTicked: [cell('email', words.news)],
    });
    const at = await db.asOwner<{ act: string; topic_no: number }>(
      'SELECT act, topic_no FROM consent_event WHERE contact_point_id = $1 ORDER BY seq',
      [other.points[0]],
    );
    expect(at).toEqual([{ act: 'refused', topic_no: words.news }]);
  });
});

describe('two at once', () => {
  const CHANNELS: Channel[] = ['email', 'phone', 'sms'];
  const boxes = () =>
    CHANNELS.flatMap((channel) => [words.offers, words.news].map((topicNo) => cell(channel, topicNo)));

  it('whatever two tabs send at once, a no of either holds', async () => {
    const index = fc.integer({ min: 0, max: 5 });
    const picked = fc.uniqueArray(index, { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(picked, picked, picked, picked, fc.boolean(), async (was, one, two, refused, stop) => {
        ctx.clock.now = new Date('2026-11-22T12:00:00.000Z');
        const person = await somebody();
        const all = boxes();
        const at = (indexes: readonly number[]) => indexes.flatMap((i) => all[i] ?? []);
        await save(person, await seenBy(person), { shown: all, ticked: at(was) });
        ctx.clock.now = new Date(ctx.clock.now.getTime() + 60_000);
        const seen = await seenBy(person);
        const sent = { shown: all, wereTicked: at(was) };
        await Promise.all([
          save(person, seen, { ...sent, ticked: at(one) }),
          stop
            ? stopEverything(ctx, { contactId: person.contactId, evidence: {} })
            : save(person, seen, { ...sent, ticked: at(two), refused: at(refused) }),
        ]);
        const nosOf = (ticked: readonly number[]) => was.filter((i) => !ticked.includes(i));
        const nos = new Set([...nosOf(one), ...(stop ? [0, 1, 2, 3, 4, 5] : [...nosOf(two), ...refused])]);
        const decided = await answers(person, all);
        for (const i of nos) expect(decided[i], `a no to box ${i} was lost`).toBe('deny');
        const changed = new Set([...was, ...one, ...two]);
        decided.forEach((answer, i) => {
          // Nothing nobody asked for is permitted.
          if (answer === 'allow') expect(changed.has(i)).toBe(true);
        });
      }),
      { numRuns: 30 },
    );
  });

  it('a yes from a page and a no by staff at the same time: the no holds', async () => {
    for (let turn = 0; turn < 10; turn += 1) {
      const person = await somebody();
      const seen = await seenBy(person);
      await Promise.all([
        save(person, seen, { shown: [cell('email')], ticked: [cell('email')] }),
        staffSayNo(person.points[0] ?? '', 'email', cell('email')),
      ]);
      expect(await answers(person, [cell('email')])).toEqual(['deny']);
    }
  });
});

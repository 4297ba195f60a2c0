import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pointsOfContact } from '../../../db/queries/preferences';
import { type TestDatabase, testDatabase } from '../../../db/testing/database';
import type { RawAddress } from '../../domain/contact-point/address';
import { mintToken, readToken } from '../../domain/token';
import type { Channel, ChannelScope } from '../../domain/vocabulary';
import { seedTestVocabulary, type TestVocabulary, testContext } from '../context/context.fixture';
import { decideQuestions } from '../decision/decide-questions';
import { record } from '../ledger/record';
import { addPerson } from '../person/person.fixture';
import { pauseByLink } from './pause-by-link';
import { pauseContact } from './pause-contact';
import { readPauses } from './read-pauses';
import { resumeByLink } from './resume-by-link';
import { resumeContact } from './resume-contact';

let db: TestDatabase;
let ctx: ReturnType<typeof testContext>;
let words: TestVocabulary;
let count = 0;
const NOW = new Date('2026-11-22T12:00:00.000Z');

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
  ctx.clock.now = NOW;
});

/** Somebody with an email and a mobile who said yes to the brand's offers by email and text. */
async function somebody(email = `p${++count}@example.com`) {
  const phone = `07700 900${String(++count).padStart(3, '0')}`;
  const { id, points } = await addPerson(db, { name: 'Ann Bell', addresses: [{ email }, { phone }] });
  const held = await pointsOfContact(ctx.db.reader, id);
  for (const point of held) {
    const channel = point.kind === 'email' ? 'email' : 'sms';
    await ctx.db.transaction((tx) =>
      record(ctx, tx, [
        {
          id: ctx.newId(),
          saidAt: new Date(NOW.getTime() - 86_400_000),
          door: 'account',
          actor: { kind: 'person', id },
          assurance: 'signed_in',
          evidence: { page: '/account' },
          utterances: [
            {
              point: { ...point, postcode: null, extension: null },
              contactId: id,
              statements: [
                {
                  act: 'given',
                  channel,
                  senderNo: words.brand,
                  topicNo: words.offers,
                  basis: 'consent',
                  noticeVersionId: words.notice,
                },
              ],
            },
          ],
        },
      ]),
    );
  }
  return { contactId: id, email, phone, points };
}
type Person = Awaited<ReturnType<typeof somebody>>;

async function answer(address: RawAddress, channel: Channel) {
  const vocabulary = await ctx.vocabulary.current();
  const sender = vocabulary.senders.get(words.brand);
  const topic = vocabulary.topics.get(words.offers);
  if (sender === undefined || topic === undefined) throw new Error('not in the vocabulary');
  const [answered] = await decideQuestions(ctx, [
    { id: '1', address, contact: null, channel, sender, topic },
  ]);
  if (answered === undefined) throw new Error('one question has one answer');
  const { decision } = answered;
  return { ...decision, code: decision.reasons[0]?.code };
}
const pause = (person: Person, channels: ChannelScope[], until = '2026-12-24') =>
  pauseContact(ctx, { contactId: person.contactId, channels, until, evidence: {} });
const pausesOf = async (person: Person) =>
  readPauses(ctx, person.contactId, await pointsOfContact(ctx.db.reader, person.contactId));

function claimsTo(pointId: string) {
  const token = mintToken(
    { contactPointId: pointId, channel: 'email', topicNo: words.offers, messageId: ctx.newId() },
    'preferences',
    ctx.links,
  );
  const claims = readToken(token, 'preferences', ctx.links);
  if (claims === null) throw new Error('a minted token can be read');
  return claims;
}

describe('a pause', () => {
  it('of everything holds at every address until its day begins, and ends by itself', async () => {
    const person = await somebody();
    expect(await pause(person, ['all'])).toEqual({ ok: true, until: new Date('2026-12-24T00:00:00Z') });
    expect(await answer({ email: person.email }, 'email')).toMatchObject({ answer: 'deny', code: 'paused' });
    expect(await answer({ phone: person.phone }, 'sms')).toMatchObject({ answer: 'deny', code: 'paused' });
    ctx.clock.now = new Date('2026-12-23T23:59:59.999Z');
    expect(await answer({ email: person.email }, 'email')).toMatchObject({
      code: 'paused',
      // The answer must be asked for again once the pause is over.
      validUntil: new Date('2026-12-24T00:00:00Z'),
    });
    ctx.clock.now = new Date('2026-12-24T00:00:00.000Z');
    expect((await answer({ email: person.email }, 'email')).answer).toBe('allow');
    expect(await pausesOf(person)).toEqual([]);
  });

  it('of one channel leaves the others alone', async () => {
    const person = await somebody();
    await pause(person, ['sms']);
    expect((await answer({ email: person.email }, 'email')).answer).toBe('allow');
    expect((await answer({ phone: person.phone }, 'sms')).code).toBe('paused');
    expect(await pausesOf(person)).toEqual([
      { channel: 'sms', until: new Date('2026-12-24T00:00:00Z'), own: true, addresses: null },
    ]);
  });

  it.each([
    ['', ['all'], 'missing'],
    ['2026-11-22', ['all'], 'past'],
    ['2027-11-23', ['all'], 'too_long'],
    ['yesterday', ['all'], 'not_a_date'],
    ['2026-12-24', [], 'no_channel'],
    ['2026-12-24', ['post'], 'no_address'],
  ] as [string, ChannelScope[], string][])(
    'until %j by %j is %s, and nothing is recorded',
    async (until, channels, fault) => {
      const person = await somebody();
      expect(await pause(person, channels, until)).toEqual({ ok: false, fault });
      expect((await answer({ email: person.email }, 'email')).answer).toBe('allow');
    },
  );

  it('ends early when its own person says so, and brings nothing back that was refused', async () => {
    const person = await somebody();
    await pause(person, ['all']);
    ctx.clock.now = new Date(NOW.getTime() + 60_000);
    expect(await resumeContact(ctx, { contactId: person.contactId, channel: 'all', evidence: {} })).toBe(2);
    expect((await answer({ email: person.email }, 'email')).answer).toBe('allow');
    expect(await resumeContact(ctx, { contactId: person.contactId, channel: 'all', evidence: {} })).toBe(0);
  });

  it('by link holds for the linked address alone, and may be ended by it', async () => {
    const person = await somebody();
    const claims = claimsTo(person.points[0] ?? '');
    const asked = { claims, channels: ['all'] as ChannelScope[], zone: 'Europe/London', evidence: {} };
    expect(await pauseByLink(ctx, { ...asked, until: '2026-12-01' })).toMatchObject({ ok: true });
    expect((await answer({ email: person.email }, 'email')).code).toBe('paused');
    expect((await answer({ phone: person.phone }, 'sms')).answer).toBe('allow');
    expect(await pauseByLink(ctx, { ...asked, channels: ['sms'], until: '2026-12-01' })).toEqual({
      ok: false,
      fault: 'no_channel',
    });
    expect(await pausesOf(person)).toMatchObject([{ channel: 'all', own: true, addresses: [person.email] }]);
    ctx.clock.now = new Date(NOW.getTime() + 60_000);
    expect(await resumeByLink(ctx, { claims, channel: 'all', evidence: {} })).toBe(true);
    expect((await answer({ email: person.email }, 'email')).answer).toBe('allow');
  });

  it('of one who shares an address binds the other there, and only its own speaker ends it', async () => {
    const ann = await somebody();
    const bob = await somebody();
    const [shared = ''] = ann.points;
    await db.asOwner(
      `INSERT INTO contact_contact_point (contact_point_id, contact_id, channels) VALUES ($1, $2, '{email}')`,
      [shared, bob.contactId],
    );
    await pause(ann, ['email']);
    expect(await pausesOf(bob)).toMatchObject([{ channel: 'email', own: false, addresses: [ann.email] }]);
    ctx.clock.now = new Date(NOW.getTime() + 60_000);
    expect(await resumeContact(ctx, { contactId: bob.contactId, channel: 'email', evidence: {} })).toBe(0);
    expect(await resumeByLink(ctx, { claims: claimsTo(shared), channel: 'email', evidence: {} })).toBe(false);
    expect((await answer({ email: ann.email }, 'email')).code).toBe('paused');
  });

  it('never permits what was denied without it, whenever asked', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.subarray<ChannelScope>(['all', 'email', 'sms'], { minLength: 1 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 0, max: 70 }),
        async (channels, days, later) => {
          ctx.clock.now = NOW;
          const person = await somebody();
          const until = new Date(Date.UTC(2026, 10, 22 + days));
          await pause(person, channels, until.toISOString().slice(0, 10));
          ctx.clock.now = new Date(NOW.getTime() + later * 86_400_000);
          const [email, text] = [
            await answer({ email: person.email }, 'email'),
            await answer({ phone: person.phone }, 'sms'),
          ];
          const over = ctx.clock.now >= until;
          const paused = (channel: ChannelScope) => channels.includes('all') || channels.includes(channel);
          expect(email.answer).toBe(!over && paused('email') ? 'deny' : 'allow');
          expect(text.answer).toBe(!over && paused('sms') ? 'deny' : 'allow');
        },
      ),
      { numRuns: 25 },
    );
  });
});

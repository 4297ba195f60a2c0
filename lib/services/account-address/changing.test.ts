import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../db/testing/database';
import type { RawAddress } from '../../domain/contact-point/address';
import { bareRef } from '../../domain/contact-point/locate';
import type { Channel } from '../../domain/vocabulary';
import { seedTestVocabulary, type TestVocabulary, testContext } from '../context/context.fixture';
import { decideQuestions } from '../decision/decide-questions';
import { record } from '../ledger/record';
import { addPerson } from '../person/person.fixture';
import { stopEverything } from '../preference/stop-everything';
import { actsAt, add, addConfirmed, pointIdOf } from './addresses.fixture';
import { changeUses } from './change-uses';
import { listAddresses } from './list-addresses';
import { makePrimary } from './make-primary';
import { removeAddress } from './remove-address';

let db: TestDatabase;
let ctx: ReturnType<typeof testContext>;
let words: TestVocabulary;
let count = 0;
let days = 22;

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
  days += 1;
  ctx.clock.now = new Date(Date.UTC(2026, 10, days, 12));
});

const later = () => {
  ctx.clock.now = new Date(ctx.clock.now.getTime() + 60_000);
};
const anEmail = () => `bob${count++}@example.com`;
const aNumber = () => `07700 900${String(300 + count++)}`;
async function somebody(addresses: RawAddress[]) {
  return (await addPerson(db, { name: 'Bob Cole', addresses })).id;
}
const remove = (contactId: string, address: RawAddress) =>
  removeAddress(ctx, { contactId, pointId: pointIdOf(ctx, address), words: 'Remove', evidence: {} });
const listed = async (contactId: string) => (await listAddresses(ctx, contactId)).addresses;
/** What a person says of Offers by text at one number, while signed in. */
async function say(contactId: string, phone: string, act: 'given' | 'refused') {
  const yes = { basis: 'consent', noticeVersionId: words.notice, lifting: true } as const;
  const cell = { channel: 'sms', senderNo: words.brand, topicNo: words.offers } as const;
  const [outcome] = await ctx.db.transaction((tx) =>
    record(ctx, tx, [
      {
        id: ctx.newId(),
        saidAt: ctx.now(),
        door: 'account',
        actor: { kind: 'person', id: contactId },
        assurance: 'signed_in',
        evidence: { page: '/account' },
        utterances: [
          {
            point: bareRef(pointIdOf(ctx, { phone }), 'phone', 1),
            contactId,
            statements: [{ act, ...cell, ...(act === 'given' ? yes : {}) }],
          },
        ],
      },
    ]),
  );
  if (outcome?.ok !== true) throw new Error('what was said was not taken');
}
async function answer(address: RawAddress, channel: Channel) {
  const vocabulary = await ctx.vocabulary.current();
  const sender = vocabulary.senders.get(words.brand);
  const topic = vocabulary.topics.get(words.offers);
  if (sender === undefined || topic === undefined) throw new Error('not in the vocabulary');
  const [answered] = await decideQuestions(ctx, [
    { id: '1', address, contact: null, channel, sender, topic },
  ]);
  return answered?.decision.answer;
}

describe('an address somebody removes', () => {
  it('keeps its refusals, and has them when it is added again', async () => {
    const [email, phone] = [anEmail(), aNumber()];
    const contactId = await somebody([{ email }, { phone }]);
    await stopEverything(ctx, { contactId, evidence: {} });
    later();
    expect(await remove(contactId, { phone })).toBe('removed');
    expect((await listed(contactId)).map((one) => one.kind)).toEqual(['email']);
    expect(await answer({ phone }, 'sms')).toBe('deny');
    later();
    await addConfirmed(ctx, contactId, { phone }, ['sms', 'phone']);
    expect(await actsAt(db, pointIdOf(ctx, { phone }))).toEqual(['objected all account']);
    expect(await answer({ phone }, 'sms')).toBe('deny');
  });

  it('carries its refusals on to the address that takes its place', async () => {
    const [email, old, fresh] = [anEmail(), aNumber(), aNumber()];
    const contactId = await somebody([{ email }, { phone: old }]);
    await say(contactId, old, 'refused');
    later();
    await remove(contactId, { phone: old });
    later();
    await addConfirmed(ctx, contactId, { phone: fresh }, ['sms']);
    expect(await actsAt(db, pointIdOf(ctx, { phone: fresh }))).toEqual(['refused sms inherited']);
  });

  it('takes its own yeses along: a number handed on is not texted on the word of who had it', async () => {
    const [email, phone, fresh] = [anEmail(), aNumber(), aNumber()];
    const contactId = await somebody([{ email }, { phone }]);
    await say(contactId, phone, 'given');
    expect(await answer({ phone }, 'sms')).toBe('allow');
    later();
    await remove(contactId, { phone });
    expect(await answer({ phone }, 'sms')).toBe('deny');
    expect(await actsAt(db, pointIdOf(ctx, { phone }))).toEqual([
      'given sms account',
      'withdrawn sms account',
    ]);
    later();
    // That said nothing about other numbers: nothing of it is inherited.
    await addConfirmed(ctx, contactId, { phone: fresh }, ['sms']);
    expect(await actsAt(db, pointIdOf(ctx, { phone: fresh }))).toEqual([]);
    await say(contactId, fresh, 'given');
    expect(await answer({ phone: fresh }, 'sms')).toBe('allow');
  });

  it('leaves the yes of somebody who shares it', async () => {
    const phone = aNumber();
    const [bob, ann] = [
      await somebody([{ email: anEmail() }, { phone }]),
      await somebody([{ email: anEmail() }, { phone }]),
    ];
    await say(ann, phone, 'given');
    later();
    await remove(bob, { phone });
    expect(await answer({ phone }, 'sms')).toBe('allow');
  });

  it('hands its place to the next of its kind', async () => {
    const [first, second] = [aNumber(), aNumber()];
    const contactId = await somebody([{ email: anEmail() }, { phone: first }]);
    later();
    await addConfirmed(ctx, contactId, { phone: second }, ['sms']);
    await remove(contactId, { phone: first });
    const numbers = (await listed(contactId)).filter((one) => one.kind === 'phone');
    expect(numbers.map((one) => [one.id, one.isPrimary])).toEqual([
      [pointIdOf(ctx, { phone: second }), true],
    ]);
  });

  it('is not the last email they can sign in with, until another is confirmed', async () => {
    const [first, second] = [anEmail(), anEmail()];
    const contactId = await somebody([{ email: first }]);
    expect(await remove(contactId, { email: first })).toBe('last_sign_in');
    await add(ctx, contactId, { email: second }, ['email']);
    expect(await remove(contactId, { email: first })).toBe('last_sign_in');
    later();
    await addConfirmed(ctx, contactId, { email: second }, ['email']);
    expect(await remove(contactId, { email: first })).toBe('removed');
    expect(await remove(contactId, { email: first })).toBe('removed');
    expect(await remove(contactId, { email: second })).toBe('last_sign_in');
  });

  it('of two removed at once leaves one to sign in with', async () => {
    const [first, second] = [anEmail(), anEmail()];
    const contactId = await somebody([]);
    for (const email of [first, second]) await addConfirmed(ctx, contactId, { email }, ['email']);
    const outcomes = await Promise.all([
      remove(contactId, { email: first }),
      remove(contactId, { email: second }),
    ]);
    expect(outcomes.sort()).toEqual(['last_sign_in', 'removed']);
  });

  it('of somebody else is left alone', async () => {
    const email = anEmail();
    const [owner, other] = [await somebody([{ email }]), await somebody([{ email: anEmail() }])];
    expect(await remove(other, { email })).toBe('removed');
    expect(await listed(owner)).toHaveLength(1);
  });

  it('and a no said there while it is removed are both kept', async () => {
    const phone = aNumber();
    const contactId = await somebody([{ email: anEmail() }, { phone }]);
    await say(contactId, phone, 'given');
    later();
    await Promise.all([remove(contactId, { phone }), stopEverything(ctx, { contactId, evidence: {} })]);
    expect(await answer({ phone }, 'sms')).toBe('deny');
    expect(await listed(contactId)).toHaveLength(1);
  });
});

describe('what a number is used for', () => {
  const change = (contactId: string, phone: string, were: Channel[], wanted: Channel[]) =>
    changeUses(ctx, {
      contactId,
      pointId: pointIdOf(ctx, { phone }),
      were,
      wanted,
      words: 'Save',
      evidence: {},
    });

  it('can change, ends the yeses of what it is no longer used for, and keeps its past', async () => {
    const phone = aNumber();
    const contactId = await somebody([{ email: anEmail() }]);
    await addConfirmed(ctx, contactId, { phone }, ['phone', 'sms']);
    await say(contactId, phone, 'given');
    later();
    expect(await change(contactId, phone, ['phone', 'sms'], ['phone', 'fax'])).toBe('changed');
    const use = (await listed(contactId)).find((one) => one.kind === 'phone');
    expect(use).toMatchObject({ channels: ['phone', 'fax'], isPrimary: true });
    expect(use?.confirmedAt).not.toBeNull();
    expect(await answer({ phone }, 'sms')).toBe('deny');
    const past = await db.asOwner<{ channels: string }>(
      'SELECT channels::text FROM contact_contact_point WHERE contact_point_id = $1 ORDER BY attached_at',
      [pointIdOf(ctx, { phone })],
    );
    expect(past.map(({ channels }) => channels)).toEqual(['{phone,sms}', '{phone,fax}']);
  });

  it('is changed only where the form showed it: what another tab changed stays', async () => {
    const phone = aNumber();
    const contactId = await somebody([{ email: anEmail() }]);
    await addConfirmed(ctx, contactId, { phone }, ['phone', 'sms']);
    later();
    await change(contactId, phone, ['phone', 'sms'], ['phone', 'sms', 'fax']);
    later();
    await change(contactId, phone, ['phone', 'sms'], ['phone']);
    expect((await listed(contactId)).find((one) => one.kind === 'phone')?.channels).toEqual(['phone', 'fax']);
  });

  it('is something, and for calls and texts it must be confirmed', async () => {
    const phone = aNumber();
    const contactId = await somebody([{ email: anEmail() }]);
    await add(ctx, contactId, { phone }, ['fax']);
    expect(await change(contactId, phone, ['fax'], [])).toBe('none');
    expect(await change(contactId, phone, ['fax'], ['fax', 'sms'])).toBe('unconfirmed');
    expect(await change(contactId, aNumber(), ['fax'], [])).toBe('gone');
  });
});

it('the primary address of a kind is one, whoever asks at once', async () => {
  const numbers = [aNumber(), aNumber(), aNumber()];
  const contactId = await somebody([{ email: anEmail() }]);
  for (const phone of numbers) {
    later();
    await addConfirmed(ctx, contactId, { phone }, ['sms']);
  }
  await Promise.all(
    numbers.map((phone) => makePrimary(ctx, { contactId, pointId: pointIdOf(ctx, { phone }) })),
  );
  const primary = (await listed(contactId)).filter((one) => one.kind === 'phone' && one.isPrimary);
  expect(primary).toHaveLength(1);
  const third = pointIdOf(ctx, { phone: numbers[2] ?? '' });
  await makePrimary(ctx, { contactId, pointId: third });
  const [first] = (await listed(contactId)).filter((one) => one.kind === 'phone');
  expect(first?.id).toBe(third);
  expect(await makePrimary(ctx, { contactId, pointId: ctx.newId() })).toBe(false);
});

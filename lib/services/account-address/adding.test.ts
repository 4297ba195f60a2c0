import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../db/testing/database';
import type { RawAddress } from '../../domain/contact-point/address';
import { seedTestVocabulary, testContext } from '../context/context.fixture';
import { addPerson } from '../person/person.fixture';
import { stopEverything } from '../preference/stop-everything';
import { actsAt, add, addConfirmed, codeFor, pointIdOf } from './addresses.fixture';
import { askAgain } from './ask-again';
import { confirmAddress } from './confirm-address';
import { forgetPending } from './forget-pending';
import { listAddresses } from './list-addresses';

let db: TestDatabase;
let ctx: ReturnType<typeof testContext>;
let count = 0;
let days = 22;

beforeAll(async () => {
  db = await testDatabase();
  ctx = testContext(db);
  await seedTestVocabulary(db);
});
afterAll(async () => {
  await ctx.db.end();
  await db.drop();
});
beforeEach(() => {
  days += 1;
  ctx.clock.now = new Date(Date.UTC(2026, 10, days, 12));
});

const anEmail = () => `ann${count++}@example.com`;
const aNumber = () => `07700 900${String(100 + count++)}`;
async function somebody(addresses: RawAddress[] = [{ email: anEmail() }]) {
  const { id } = await addPerson(db, { name: 'Ann Bell', addresses });
  return id;
}
const listed = (contactId: string) => listAddresses(ctx, contactId);
const wrongFor = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

describe('an email somebody adds', () => {
  it('is theirs only after they typed the code sent there, and then signs them in', async () => {
    const contactId = await somebody();
    const email = anEmail();
    const pointId = pointIdOf(ctx, { email });
    expect(await add(ctx, contactId, { email }, ['email'])).toEqual({ outcome: 'asked', pointId });
    const before = await listed(contactId);
    expect(before.addresses).toHaveLength(1);
    expect(before.waiting).toMatchObject([{ typed: email, code: 'on_its_way', triesLeft: 5 }]);
    // Nothing is known of a stranger's address that was only typed here.
    expect(await db.asOwner('SELECT 1 FROM contact_point WHERE id = $1', [pointId])).toEqual([]);
    const code = await codeFor(ctx, contactId, pointId);
    expect(await confirmAddress(ctx, { contactId, pointId, code: wrongFor(code) })).toEqual({
      outcome: 'wrong',
      triesLeft: 4,
    });
    expect(await confirmAddress(ctx, { contactId, pointId, code })).toEqual({
      outcome: 'confirmed',
      pointId,
      signsIn: true,
    });
    const after = await listed(contactId);
    expect(after.waiting).toEqual([]);
    expect(after.addresses.find((one) => one.id === pointId)).toMatchObject({
      typed: email,
      isPrimary: false,
      signIn: true,
      confirmedAt: ctx.now(),
      channels: ['email'],
    });
    expect(await confirmAddress(ctx, { contactId, pointId, code })).toEqual({ outcome: 'gone' });
  });

  it('cannot be confirmed by anybody but who asked, with the right code or without', async () => {
    const [asker, other] = [await somebody(), await somebody()];
    const email = anEmail();
    const pointId = pointIdOf(ctx, { email });
    await add(ctx, asker, { email }, ['email']);
    const code = await codeFor(ctx, asker, pointId);
    expect(await confirmAddress(ctx, { contactId: other, pointId, code })).toEqual({ outcome: 'gone' });
    await add(ctx, other, { email }, ['email']);
    expect((await confirmAddress(ctx, { contactId: other, pointId, code })).outcome).toBe('wrong');
  });

  it('that signs in somebody else gets the same answer, is shared, and goes on signing in the other alone', async () => {
    const email = anEmail();
    const [owner, asker] = [await somebody([{ email }]), await somebody()];
    const pointId = pointIdOf(ctx, { email });
    const [free, taken] = [
      await add(ctx, asker, { email: anEmail() }, ['email']),
      await add(ctx, asker, { email }, ['email']),
    ];
    expect(Object.keys(taken)).toEqual(Object.keys(free));
    expect(taken.outcome).toBe(free.outcome);
    const code = await codeFor(ctx, asker, pointId);
    expect(await confirmAddress(ctx, { contactId: asker, pointId, code })).toEqual({
      outcome: 'confirmed',
      pointId,
      signsIn: false,
    });
    const signsIn = await db.asOwner<{ contact_id: string }>(
      'SELECT contact_id FROM contact_contact_point WHERE contact_point_id = $1 AND sign_in',
      [pointId],
    );
    expect(signsIn).toEqual([{ contact_id: owner }]);
    expect((await listed(asker)).addresses.find((one) => one.id === pointId)?.sharers).toBe(1);
  });

  it('confirmed by two people at once signs in one of them', async () => {
    const email = anEmail();
    const pointId = pointIdOf(ctx, { email });
    const people = await Promise.all([somebody(), somebody(), somebody()]);
    for (const contactId of people) await add(ctx, contactId, { email }, ['email']);
    const codes = await Promise.all(people.map((contactId) => codeFor(ctx, contactId, pointId)));
    const outcomes = await Promise.all(
      people.map((contactId, n) => confirmAddress(ctx, { contactId, pointId, code: codes[n] ?? '' })),
    );
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(Array(3).fill('confirmed'));
    expect(outcomes.filter((one) => 'signsIn' in one && one.signsIn === true)).toHaveLength(1);
  });

  it('asked for twice, or many times at once, is one wish and one mail; confirmed twice at once, one address', async () => {
    const contactId = await somebody();
    const email = anEmail();
    const pointId = pointIdOf(ctx, { email });
    await Promise.all(Array.from({ length: 4 }, () => add(ctx, contactId, { email }, ['email'])));
    const mails = await db.asOwner('SELECT 1 FROM message WHERE contact_point_id = $1', [pointId]);
    expect(mails).toHaveLength(1);
    const code = await codeFor(ctx, contactId, pointId);
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, () => confirmAddress(ctx, { contactId, pointId, code })),
    );
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['confirmed', ...Array(4).fill('gone')]);
    const uses = await db.asOwner('SELECT 1 FROM contact_contact_point WHERE contact_point_id = $1', [
      pointId,
    ]);
    expect(uses).toHaveLength(1);
  });

  it('can be given up, and its code is of no use after that', async () => {
    const contactId = await somebody();
    const email = anEmail();
    const pointId = pointIdOf(ctx, { email });
    await add(ctx, contactId, { email }, ['email']);
    const code = await codeFor(ctx, contactId, pointId);
    await forgetPending(ctx, { contactId, pointId });
    expect(await confirmAddress(ctx, { contactId, pointId, code })).toEqual({ outcome: 'gone' });
    expect((await listed(contactId)).waiting).toEqual([]);
  });

  it('that is theirs but never confirmed can be, and stays one address', async () => {
    const email = anEmail();
    const contactId = await somebody([{ email }]);
    const pointId = pointIdOf(ctx, { email });
    expect((await listed(contactId)).addresses[0]?.confirmedAt).toBeNull();
    const again = { contactId, pointId, language: 'en', peer: null };
    expect((await askAgain(ctx, again)).outcome).toBe('asked');
    await confirmAddress(ctx, { contactId, pointId, code: await codeFor(ctx, contactId, pointId) });
    const { addresses } = await listed(contactId);
    expect(addresses).toHaveLength(1);
    expect(addresses[0]).toMatchObject({ confirmedAt: ctx.now(), isPrimary: true, signIn: true });
    expect(await add(ctx, contactId, { email }, ['email'])).toEqual({ outcome: 'already', pointId });
  });

  it('is limited: one address gets five mails in an hour, whoever asks', async () => {
    const email = anEmail();
    const outcomes = [];
    for (let turn = 0; turn < 6; turn += 1)
      outcomes.push((await add(ctx, await somebody(), { email }, ['email'])).outcome);
    expect(outcomes).toEqual([...Array(5).fill('asked'), 'too_many']);
  });
});

describe('a number somebody adds', () => {
  it('for calls and texts needs the code of the text', async () => {
    const contactId = await somebody();
    const phone = aNumber();
    const pointId = pointIdOf(ctx, { phone });
    const outcome = await addConfirmed(ctx, contactId, { phone }, ['phone', 'sms']);
    expect(outcome).toEqual({ outcome: 'confirmed', pointId, signsIn: null });
    expect((await listed(contactId)).addresses.find((one) => one.id === pointId)).toMatchObject({
      channels: ['phone', 'sms'],
      isPrimary: true,
      signIn: false,
    });
  });

  it('for fax alone is taken at once, and cannot be asked', async () => {
    const contactId = await somebody();
    const phone = aNumber();
    const pointId = pointIdOf(ctx, { phone });
    expect(await add(ctx, contactId, { phone }, ['fax'])).toEqual({ outcome: 'added', pointId });
    expect((await listed(contactId)).addresses.find((one) => one.id === pointId)?.confirmedAt).toBeNull();
    // To be called there, too, it has to be confirmed.
    expect(await add(ctx, contactId, { phone }, ['phone'])).toEqual({ outcome: 'asked', pointId });
  });

  it('is refused in words where no text can be sent', async () => {
    const contactId = await somebody();
    const relayed = { ...ctx, config: { ...ctx.config, smtpUrl: 'smtp://relay.example.com' } };
    expect((await add(relayed, contactId, { phone: aNumber() }, ['sms'])).outcome).toBe('cannot_text');
    expect((await listed(contactId)).waiting).toEqual([]);
  });
});

describe('every address somebody adds', () => {
  it('has their refusals before anything else can be sent there', async () => {
    const contactId = await somebody();
    await stopEverything(ctx, { contactId, evidence: {} });
    const [email, phone] = [anEmail(), aNumber()];
    await addConfirmed(ctx, contactId, { email }, ['email']);
    await addConfirmed(ctx, contactId, { phone }, ['sms']);
    const postal = { name: 'Ann Bell', lines: [`${count++} High Street`], postcode: 'LS1 1AA' };
    expect((await add(ctx, contactId, { postal }, ['post'])).outcome).toBe('added');
    for (const address of [{ email }, { phone }, { postal }])
      expect(await actsAt(db, pointIdOf(ctx, address))).toEqual(['objected all inherited']);
  });

  it('is refused in words when it is none, and there is an end to how many', async () => {
    const contactId = await somebody();
    expect(await add(ctx, contactId, { email: 'ann at home' }, ['email'])).toMatchObject({
      outcome: 'malformed',
    });
    for (let n = 0; n < 19; n += 1) {
      const postal = { name: 'Ann Bell', lines: [`${100 + count++} Low Street`], postcode: 'LS1 1AA' };
      expect((await add(ctx, contactId, { postal }, ['post'])).outcome).toBe('added');
    }
    expect((await add(ctx, contactId, { email: anEmail() }, ['email'])).outcome).toBe('full');
  });
});

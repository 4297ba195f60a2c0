import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../db/testing/database';
import { seedTestVocabulary, testContext } from '../context/context.fixture';
import { addPerson } from '../person/person.fixture';
import { readDetails } from './read-details';
import { type PersonDetails, saveDetails } from './save-details';

let db: TestDatabase;
let ctx: ReturnType<typeof testContext>;
let count = 0;

beforeAll(async () => {
  db = await testDatabase();
  ctx = testContext(db);
  await seedTestVocabulary(db);
});
afterAll(async () => {
  await ctx.db.end();
  await db.drop();
});

const later = () => {
  ctx.clock.now = new Date(ctx.clock.now.getTime() + 60_000);
};
async function somebody() {
  count += 1;
  return (await addPerson(db, { name: 'Ann Bell', addresses: [{ email: `ann${count}@example.com` }] })).id;
}
async function form(contactId: string) {
  const { version, ...shown } = await readDetails(ctx, contactId);
  return {
    save: (changes: Partial<PersonDetails>) => {
      later();
      return saveDetails(ctx, { contactId, version, shown, wanted: { ...shown, ...changes } });
    },
  };
}

describe('details', () => {
  it('are saved, and what deciding reads keeps its history', async () => {
    const contactId = await somebody();
    const first = await form(contactId);
    expect(await first.save({ company: 'Bell Ltd', country: 'FR' })).toEqual({
      outcome: 'saved',
      changed: true,
    });
    expect(await readDetails(ctx, contactId)).toMatchObject({
      company: 'Bell Ltd',
      country: 'FR',
      version: 2,
    });
    await (await form(contactId)).save({ position: 'Buyer' });
    const facts = await db.asOwner<{ country: string; actor: string }>(
      'SELECT country, actor FROM contact_fact WHERE contact_id = $1 ORDER BY recorded_at',
      [contactId],
    );
    expect(facts).toEqual([{ country: 'FR', actor: `contact:${contactId}` }]);
  });

  it('left alone are left alone, whatever somebody else changed meanwhile', async () => {
    const contactId = await somebody();
    const [tab, other] = [await form(contactId), await form(contactId)];
    await tab.save({ company: 'Bell Ltd' });
    expect(await other.save({ name: 'Ann Bell-Cole' })).toEqual({ outcome: 'saved', changed: true });
    expect(await readDetails(ctx, contactId)).toMatchObject({ name: 'Ann Bell-Cole', company: 'Bell Ltd' });
  });

  it('changed by two at once are asked about again: nothing is lost, nothing half saved', async () => {
    const contactId = await somebody();
    const [tab, other] = [await form(contactId), await form(contactId)];
    await tab.save({ company: 'Bell Ltd' });
    expect(await other.save({ company: 'Cole Ltd', name: 'A. Bell' })).toMatchObject({
      outcome: 'conflict',
      fields: ['company'],
      now: { company: 'Bell Ltd', name: 'Ann Bell' },
      version: 2,
    });
    expect(await readDetails(ctx, contactId)).toMatchObject({ name: 'Ann Bell', company: 'Bell Ltd' });
    const again = await form(contactId);
    expect(await again.save({ company: 'Cole Ltd' })).toEqual({ outcome: 'saved', changed: true });
  });

  it('of the same form sent twice, or twice at once, are saved once', async () => {
    const contactId = await somebody();
    const tab = await form(contactId);
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => tab.save({ company: 'Bell Ltd' })));
    expect(outcomes.filter((one) => one.outcome === 'saved' && one.changed)).toHaveLength(1);
    expect(outcomes.every((one) => one.outcome === 'saved')).toBe(true);
    expect((await readDetails(ctx, contactId)).version).toBe(2);
  });

  it('have a version that any other way of changing them raises, too', async () => {
    const contactId = await somebody();
    const tab = await form(contactId);
    await db.asOwner(`UPDATE contact SET company = 'From the API' WHERE id = $1`, [contactId]);
    expect(await tab.save({ company: 'Bell Ltd' })).toMatchObject({ outcome: 'conflict', version: 2 });
    await db.asOwner('UPDATE contact SET updated_at = now() WHERE id = $1', [contactId]);
    expect((await readDetails(ctx, contactId)).version).toBe(2);
  });

  it('of somebody who was erased meanwhile are not written', async () => {
    const contactId = await somebody();
    const tab = await form(contactId);
    await db.asOwner(`UPDATE contact SET status = 'erased' WHERE id = $1`, [contactId]);
    await expect(tab.save({ company: 'Bell Ltd' })).rejects.toMatchObject({ kind: 'conflict' });
  });
});

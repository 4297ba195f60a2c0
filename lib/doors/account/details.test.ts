import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../db/testing/database';
import { readDetails } from '../../services/account-details/read-details';
import { DETAIL_FIELDS } from '../../services/account-details/save-details';
import { seedTestVocabulary, testContext } from '../../services/context/context.fixture';
import { readDraft } from '../../services/form-draft/read-draft';
import { addPerson } from '../../services/person/person.fixture';
import { saveAccountDetails } from './details';

let db: TestDatabase;
let ctx: ReturnType<typeof testContext>;

beforeAll(async () => {
  db = await testDatabase();
  ctx = testContext(db);
  await seedTestVocabulary(db);
});
afterAll(async () => {
  await ctx.db.end();
  await db.drop();
});

/** The form as the page shows it now, and what sending it with some changes answers. */
async function formOf(contactId: string) {
  const details = await readDetails(ctx, contactId);
  const shown = Object.fromEntries(DETAIL_FIELDS.map((field) => [field, details[field] ?? '']));
  return async (changes: Record<string, string>) => {
    const body = new URLSearchParams({ version: String(details.version), ...shown, ...changes });
    for (const field of DETAIL_FIELDS) body.set(`was_${field}`, shown[field] ?? '');
    const request = new Request('https://x.example/account/details/save', { method: 'POST', body });
    return (await saveAccountDetails(request, ctx, { contactId })).headers.get('location') ?? '';
  };
}
async function somebody() {
  const { id } = await addPerson(db, { name: 'Eve Fox', addresses: [] });
  await db.asOwner(`UPDATE contact SET locale = 'en-GB' WHERE id = $1`, [id]);
  return id;
}
const draftAt = (location: string, contactId: string) =>
  readDraft(ctx, {
    id: new URL(location, 'https://x.example').searchParams.get('draft') ?? undefined,
    contactId,
    form: 'details',
  });

it('saves what changed, and says so when nothing did', async () => {
  const contactId = await somebody();
  const send = await formOf(contactId);
  expect(await send({ locale: 'en' })).toBe('/account/details?saved=0');
  expect(await send({ company: '  Fox   Ltd ', position: 'Buyer' })).toBe('/account/details?saved=1');
  // The list says English where the record says British English: left alone, it stays.
  expect(await readDetails(ctx, contactId)).toMatchObject({
    company: 'Fox Ltd',
    position: 'Buyer',
    locale: 'en-GB',
  });
  expect(await (await formOf(contactId))({ locale: 'cy', timezone: 'Europe/Paris' })).toContain('saved=1');
  expect(await readDetails(ctx, contactId)).toMatchObject({ locale: 'cy', timezone: 'Europe/Paris' });
});

it('names every fault and keeps what was typed', async () => {
  const contactId = await somebody();
  const send = await formOf(contactId);
  const changes = {
    name: '',
    locale: 'tlh',
    country: 'XX',
    timezone: 'Mars/Olympus',
    company: 'x'.repeat(201),
  };
  const draft = await draftAt(await send(changes), contactId);
  expect(draft?.faults.map(({ field, fault }) => `${field} ${fault}`).sort()).toEqual([
    'company long',
    'country country',
    'locale language',
    'name name',
    'timezone timeZone',
  ]);
  expect(draft?.fields.company).toEqual(['x'.repeat(201)]);
  expect(await readDetails(ctx, contactId)).toMatchObject({ name: 'Eve Fox', version: 2 });
});

it('of two windows the later is asked again, with both values', async () => {
  const contactId = await somebody();
  const [first, second] = [await formOf(contactId), await formOf(contactId)];
  await first({ company: 'Fox Ltd' });
  const draft = await draftAt(await second({ company: 'Wolf Ltd', name: 'E. Fox' }), contactId);
  expect(draft?.faults).toEqual([{ field: 'company', fault: 'conflict' }]);
  expect(draft?.fields).toMatchObject({ company: ['Wolf Ltd'], name: ['E. Fox'] });
  expect(await readDetails(ctx, contactId)).toMatchObject({ name: 'Eve Fox', company: 'Fox Ltd' });
});

it('takes nothing from a form without its version', async () => {
  const contactId = await somebody();
  const request = new Request('https://x.example/account/details/save', {
    method: 'POST',
    body: new URLSearchParams({ name: 'Mallory' }),
  });
  const answer = await saveAccountDetails(request, ctx, { contactId });
  expect(answer.headers.get('location')).toBe('/account/details?problem=form');
  expect((await readDetails(ctx, contactId)).name).toBe('Eve Fox');
});

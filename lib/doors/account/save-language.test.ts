import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../db/testing/database';
import { readDetails } from '../../services/account-details/read-details';
import { testContext } from '../../services/context/context.fixture';
import { addPerson } from '../../services/person/person.fixture';
import { saveLanguage } from './save-language';

let db: TestDatabase;
let ctx: ReturnType<typeof testContext>;
let contactId: string;

beforeAll(async () => {
  db = await testDatabase();
  ctx = testContext(db);
  ({ id: contactId } = await addPerson(db, { name: 'Ann Bell', addresses: [{ email: 'ann@example.com' }] }));
});
afterAll(async () => {
  await ctx.db.end();
  await db.drop();
});

async function choose(fields: Record<string, string>): Promise<string | null> {
  const request = new Request('https://preferences.example.com/account/language', {
    method: 'POST',
    body: new URLSearchParams(fields),
  });
  return (await saveLanguage(request, ctx, { contactId })).headers.get('location');
}

test('the language a person chooses is kept, and nothing else of theirs changes', async () => {
  const before = await readDetails(ctx, contactId);
  expect(await choose({ language: 'cy', back: '/account/details' })).toBe('/account/details');
  const { locale, version, ...rest } = await readDetails(ctx, contactId);
  expect(locale).toBe('cy');
  expect({ ...rest, locale: before.locale, version: before.version }).toEqual(before);
  expect(version).toBeGreaterThan(before.version);
});

test('a language we do not speak changes nothing', async () => {
  const before = await readDetails(ctx, contactId);
  for (const language of ['', 'xx', 'zh-CN', '<script>']) await choose({ language, back: '/account' });
  expect(await readDetails(ctx, contactId)).toEqual(before);
});

test('the form leads back to pages of the account alone', async () => {
  for (const back of [
    '',
    '/',
    '//evil.example',
    'https://evil.example/account',
    '/account/../staff',
    '/accounts',
    '/account?x=1',
  ])
    expect(await choose({ language: 'cy', back })).toBe('/account');
});

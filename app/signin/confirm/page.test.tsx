import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../db/testing/database';
import { completeByForm } from '../../../lib/auth/complete';
import { testContext } from '../../../lib/services/context/context.fixture';
import { addStaffMember } from '../../../lib/services/person/person.fixture';
import { mintSignInLink } from '../../../lib/services/sign-in/mint-sign-in-link';
import ConfirmPage from './page';

let db: TestDatabase;
let ctx: ReturnType<typeof testContext>;

beforeAll(async () => {
  db = await testDatabase();
  ctx = testContext(db);
  ctx.clock.now = new Date();
});
afterAll(async () => {
  await ctx.db.end();
  await db.drop();
});

test('a GET of the sign-in page burns nothing, however often a scanner opens it; the button in it works', async () => {
  await addStaffMember(db, 'agent', 'agent@staff.example');
  const link = await mintSignInLink(ctx, { email: 'agent@staff.example', side: 'staff' });
  const query = Object.fromEntries(new URL(link?.url ?? '').searchParams);
  let html = '';
  for (let look = 0; look < 20; look++)
    html = renderToStaticMarkup(await ConfirmPage({ searchParams: Promise.resolve(query) }));
  expect(html).toContain('method="post"');
  const fields = [...html.matchAll(/name="(\w+)" value="([^"]+)"/g)].map(([, name = '', value = '']) => [
    name,
    value,
  ]);
  const answer = await completeByForm(
    new Request('https://preferences.example.com/signin/complete', {
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams(fields),
    }),
    ctx,
  );
  expect(answer.headers.get('location')).toBe('/staff');
});

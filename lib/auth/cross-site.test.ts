import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../db/testing/database';
import { holdContext } from '../context';
import { testContext } from '../services/context/context.fixture';
import { addPerson, addStaffMember } from '../services/person/person.fixture';
import { isSameOrigin } from './same-origin';
import { printedLink, TestBrowser } from './sign-in.fixture';

const SITE = 'https://preferences.example.com';
const APP = fileURLToPath(new URL('../../app/', import.meta.url));
const WRITING = ['POST', 'PUT', 'PATCH', 'DELETE'] as const;

type Handler = (request: Request, context: { params: Promise<object> }) => Promise<Response>;
type Route = Partial<Record<(typeof WRITING)[number], Handler>>;

/** Every route that somebody signed in, or signing in, posts to; found in the file system, so that none is left out. */
const routes = ['account', 'staff', 'signin'].flatMap((part) =>
  readdirSync(`${APP}${part}`, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(^|\/)route\.tsx?$/.test(path))
    .map((path) => `${part}/${path}`),
);

let db: TestDatabase;
let ctx: ReturnType<typeof testContext>;
let cookie: string;

beforeAll(async () => {
  db = await testDatabase();
  ctx = testContext(db);
  ctx.clock.now = new Date();
  holdContext(ctx);
  const email = 'ann@example.com';
  await addPerson(db, { name: 'Ann Bell', addresses: [{ email }] });
  await addStaffMember(db, 'admin', email);
  const browser = new TestBrowser(ctx);
  for (const side of ['account', 'staff'] as const) await browser.press(await printedLink(ctx, email, side));
  cookie = browser.cookie;
});
afterAll(async () => {
  await ctx.db.end();
  await db.drop();
});

/** How a stranger's page makes a browser send a form, new browsers and old. */
const FOREIGN: Record<string, string>[] = [
  { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
  { 'sec-fetch-site': 'same-site', origin: 'https://other.example.com' },
  { 'sec-fetch-site': 'none' },
  { 'sec-fetch-site': 'cross-site', origin: SITE },
  { origin: 'https://evil.example' },
  { origin: 'null' },
  { origin: `${SITE}.evil.example` },
  { referer: `${SITE}/account` },
  {},
];

async function rows(): Promise<unknown> {
  const tables = await db.asOwner<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'graphile_worker') ORDER BY 1`,
  );
  const counts: [string, unknown][] = [];
  for (const { name } of tables)
    counts.push([
      name,
      (await db.asOwner(`SELECT count(*)::int AS count, sum(xmin::text::bigint) AS writers FROM ${name}`))[0],
    ]);
  return counts;
}

describe('a form of a stranger’s page', () => {
  it('has routes to be tried on', () => {
    for (const known of ['account/choices/route.ts', 'staff/record/route.ts', 'signin/code/route.ts'])
      expect(routes).toContain(known);
  });

  it.each(routes)('is refused by app/%s, with nothing written and no cookie set', async (path) => {
    const route = (await import(`${APP}${path}`)) as Route;
    const before = await rows();
    for (const method of WRITING) {
      const handler = route[method];
      if (handler === undefined) continue;
      for (const headers of FOREIGN) {
        const request = new Request(`${SITE}/${path.replace(/\/route\.tsx?$/, '')}`, {
          method,
          headers: { cookie, 'content-type': 'application/x-www-form-urlencoded', ...headers },
          body: 'side=account&everywhere=1&email=ann%40example.com',
        });
        const answer = await handler(request, { params: Promise.resolve({}) });
        expect([method, headers, answer.status, answer.headers.getSetCookie()]).toEqual([
          method,
          headers,
          403,
          [],
        ]);
      }
    }
    expect(await rows()).toEqual(before);
  });

  it('is told from one of ours', () => {
    const post = (headers: Record<string, string>) => new Request(SITE, { method: 'POST', headers });
    expect(FOREIGN.filter((headers) => isSameOrigin(post(headers), SITE))).toEqual([]);
    for (const headers of [{ 'sec-fetch-site': 'same-origin' }, { origin: SITE }])
      expect(isSameOrigin(post(headers), SITE)).toBe(true);
  });
});

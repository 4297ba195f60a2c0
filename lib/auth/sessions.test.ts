import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../db/testing/database';
import { endSession } from '../doors/sign-in/end-session';
import { testContext } from '../services/context/context.fixture';
import { addPerson, addStaffMember } from '../services/person/person.fixture';
import { listSessions } from '../services/sign-in/list-sessions';
import type { Side } from '../services/sign-in/subject';
import { cookieJar } from './cookie-jar';
import { asContact, asStaff } from './mount';
import { printedLink, TestBrowser } from './sign-in.fixture';
import { signedInContact, signedInStaff } from './signed-in';

let db: TestDatabase;
let ctx: ReturnType<typeof testContext>;

beforeAll(async () => {
  db = await testDatabase();
  ctx = testContext(db);
});
afterAll(async () => {
  await ctx.db.end();
  await db.drop();
});
beforeEach(() => {
  // next-auth reads the machine's clock.
  ctx.clock.now = new Date();
});

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0';
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1';

let count = 0;
async function somebody(side: Side): Promise<string> {
  const email = `ann${count++}@example.com`;
  if (side === 'staff') await addStaffMember(db, 'agent', email);
  else await addPerson(db, { name: 'Ann Bell', addresses: [{ email }] });
  return email;
}

async function signedIn(email: string, side: Side, userAgent = FIREFOX): Promise<TestBrowser> {
  const browser = new TestBrowser(ctx, { 'user-agent': userAgent });
  await browser.press(await printedLink(ctx, email, side));
  return browser;
}
const jarOf = (browser: TestBrowser) => cookieJar(browser.form('/', {}));
const whoIs = (browser: TestBrowser) => signedInContact(ctx, jarOf(browser));
async function own(browser: TestBrowser) {
  const who = await whoIs(browser);
  if (who === null) throw new Error('signed out');
  return listSessions(ctx, who);
}
/** Moves a person's sessions into the past, as next-auth reads the machine's own clock. */
const age = (ms: number, columns: string) =>
  db.asOwner(
    `UPDATE auth_session SET ${columns
      .split(' ')
      .map((column) => `${column} = ${column} - make_interval(secs => $1)`)
      .join(', ')}`,
    [ms / 1000],
  );

test('somebody sees where they are signed in, on what, since when, and which of it is here', async () => {
  const email = await somebody('account');
  const desktop = await signedIn(email, 'account');
  const phone = await signedIn(email, 'account', IPHONE);
  await signedIn(await somebody('account'), 'account');
  const sessions = await own(desktop);
  expect(sessions.map(({ browser, system, isThis }) => [browser, system, isThis])).toEqual([
    ['firefox', 'windows', true],
    ['safari', 'iphone', false],
  ]);
  expect((await own(phone)).map(({ isThis }) => isThis)).toEqual([true, false]);
  for (const { beganAt, lastUsedAt } of sessions) {
    expect(Math.abs(beganAt.getTime() - Date.now())).toBeLessThan(MINUTE_MS);
    expect(lastUsedAt).toEqual(beganAt);
  }
  const kept = JSON.stringify(await db.asOwner('SELECT * FROM auth_session'));
  expect(kept).not.toContain('Mozilla');
});

test('one session is ended from another, and nobody can end somebody else’s', async () => {
  const email = await somebody('account');
  const [desktop, phone] = [await signedIn(email, 'account'), await signedIn(email, 'account', IPHONE)];
  const stranger = await signedIn(await somebody('account'), 'account');
  const other = (await own(desktop)).find(({ isThis }) => !isThis)?.id ?? '';
  const end = (by: TestBrowser, session: string) =>
    asContact(by.form('/account/sessions/end', { session }), ctx, endSession);
  expect((await end(stranger, other)).headers.get('location')).toBe('/account/sessions?ended=1');
  for (const odd of ['', 'x', "' OR true", '00000000-0000-0000-0000-000000000000']) await end(desktop, odd);
  expect(await whoIs(phone)).not.toBeNull();
  await end(desktop, other);
  expect(await whoIs(phone)).toBeNull();
  expect(await own(desktop)).toHaveLength(1);
});

test('staff end their own sessions too', async () => {
  const email = await somebody('staff');
  const [here, there] = [await signedIn(email, 'staff'), await signedIn(email, 'staff', IPHONE)];
  const who = await signedInStaff(ctx, jarOf(here));
  if (who === null) throw new Error('signed out');
  const other = (await listSessions(ctx, who)).find(({ isThis }) => !isThis)?.id ?? '';
  const request = here.form('/staff/sessions/end', { side: 'staff', session: other });
  expect((await asStaff(request, ctx, 'look', endSession)).headers.get('location')).toBe(
    '/staff/sessions?ended=1',
  );
  expect(await signedInStaff(ctx, jarOf(there))).toBeNull();
  expect(await signedInStaff(ctx, jarOf(here))).not.toBeNull();
});

test('signing in again makes a new session and ends the one this browser held', async () => {
  const email = await somebody('account');
  const browser = await signedIn(email, 'account');
  const before = browser.cookie;
  await browser.press(await printedLink(ctx, email, 'account'));
  expect(browser.cookie).not.toBe(before);
  expect(await own(browser)).toHaveLength(1);
  expect(
    await signedInContact(ctx, cookieJar(new Request('https://x', { headers: { cookie: before } }))),
  ).toBeNull();
});

test('a session token that somebody planted is never taken up', async () => {
  const planted = 'p'.repeat(43);
  const browser = new TestBrowser(ctx, { cookie: `__Host-sayso-account=${planted}` });
  await browser.press(await printedLink(ctx, await somebody('account'), 'account'));
  expect(browser.cookie).toMatch(/^__Host-sayso-account=[\w-]{43}$/);
  expect(browser.cookie).not.toContain(planted);
});

test.each([
  ['account', 7 * DAY_MS],
  ['staff', HOUR_MS],
] as const)('an %s session that is not used ends by itself', async (side, idleMs) => {
  const email = await somebody(side);
  const browser = await signedIn(email, side);
  const isIn = async () =>
    (side === 'staff' ? await signedInStaff(ctx, jarOf(browser)) : await whoIs(browser)) !== null;
  await age(idleMs - MINUTE_MS, 'expires last_used_at created_at');
  expect(await isIn()).toBe(true);
  // That was a use: the time without one begins anew.
  await age(idleMs - MINUTE_MS, 'expires last_used_at created_at');
  expect(await isIn()).toBe(true);
  await age(idleMs + MINUTE_MS, 'expires last_used_at created_at');
  expect(await isIn()).toBe(false);
});

test.each([
  ['account', 30 * DAY_MS, 5 * DAY_MS],
  ['staff', 8 * HOUR_MS, HOUR_MS / 2],
] as const)('an %s session in constant use ends at last', async (side, lifeMs, everyMs) => {
  const email = await somebody(side);
  const browser = await signedIn(email, side);
  const isIn = async () =>
    (side === 'staff' ? await signedInStaff(ctx, jarOf(browser)) : await whoIs(browser)) !== null;
  let usedMs = 0;
  while (await isIn()) {
    await age(everyMs, 'expires last_used_at created_at');
    usedMs += everyMs;
    expect(usedMs).toBeLessThanOrEqual(lifeMs + everyMs);
  }
  expect(usedMs).toBeGreaterThanOrEqual(lifeMs);
});

test('a use within minutes of the last one writes nothing', async () => {
  const browser = await signedIn(await somebody('account'), 'account');
  const rows = () => db.asOwner('SELECT xmin::text, * FROM auth_session ORDER BY id');
  const before = await rows();
  for (let time = 0; time < 5; time++) await whoIs(browser);
  expect(await rows()).toEqual(before);
  await age(6 * MINUTE_MS, 'expires last_used_at created_at');
  await whoIs(browser);
  const [session] = await own(browser);
  expect(Date.now() - (session?.lastUsedAt.getTime() ?? 0)).toBeLessThan(MINUTE_MS);
});

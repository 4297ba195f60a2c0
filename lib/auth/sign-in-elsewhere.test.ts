import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../db/testing/database';
import { pressButton } from '../doors/sign-in/press-button';
import { requestLink } from '../doors/sign-in/request-link';
import { typeCode } from '../doors/sign-in/type-code';
import { testContext } from '../services/context/context.fixture';
import { answerLinkRequests } from '../services/link-request/link-request.fixture';
import { addPerson, addStaffMember } from '../services/person/person.fixture';
import { lookAtLink } from '../services/sign-in/look-at-link';
import { mintSignInLink } from '../services/sign-in/mint-sign-in-link';
import { askingDigest } from './asking-browser';
import { asAsker, asVisitor } from './mount';
import { printedLink, TestBrowser } from './sign-in.fixture';

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

let count = 0;
async function somebody(): Promise<string> {
  const email = `ann${count++}@example.com`;
  await addPerson(db, { name: 'Ann Bell', addresses: [{ email }] });
  return email;
}

const FIREFOX = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0' };
const browser = (headers: Record<string, string> = {}) => new TestBrowser(ctx, headers);
const look = (link: URL, from: TestBrowser) =>
  lookAtLink(ctx, {
    identity: link.searchParams.get('for') ?? '',
    token: link.searchParams.get('token') ?? '',
    browserDigest: askingDigest(from.form('/', {}), ctx.config),
  });
/** What the page shows in a browser that did not ask. */
async function codeOf(link: URL): Promise<string> {
  const seen = await look(link, browser());
  if (seen.state !== 'elsewhere') throw new Error(`the link is ${seen.state}`);
  return seen.code;
}
const where = (answer: Response) => answer.headers.get('location');
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000_000).padStart(9, '0');

test('a mailed link signs in the browser that asked, which is then forgotten', async () => {
  const asking = browser();
  const link = await asking.linkFor(db, await somebody(), 'account');
  expect(asking.cookie).toContain('__Host-sayso-asking=');
  expect(await look(link, asking)).toEqual({ state: 'here', side: 'account', bound: true });
  expect(where(await asking.press(link))).toBe('/account');
  expect(asking.cookie).toMatch(/^__Host-sayso-account=[\w-]{43}$/);
  expect(await look(link, asking)).toEqual({ state: 'gone' });
});

test('the mark of the asking browser is for this host, https, not for scripts, not for other sites, and short', async () => {
  const answer = await browser().ask(await somebody(), 'account');
  const [cookie] = answer.headers.getSetCookie();
  expect(cookie).toMatch(
    /^__Host-sayso-asking=[\w-]{43}; Path=\/; Max-Age=3600; HttpOnly; SameSite=Lax; Secure$/,
  );
  const kept = JSON.stringify(await db.asOwner('SELECT * FROM link_request'));
  expect(kept).not.toContain(/=([\w-]{43});/.exec(cookie ?? '')?.[1]);
  expect(kept).not.toContain('@');
});

test('opened elsewhere a link signs nobody in, is not used up, and says what asked for it', async () => {
  const asking = browser(FIREFOX);
  const other = browser();
  const link = await asking.linkFor(db, await somebody(), 'account');
  for (let time = 0; time < 3; time++)
    expect(await look(link, other)).toMatchObject({
      state: 'elsewhere',
      side: 'account',
      code: expect.stringMatching(/^\d{9}$/),
      asked: { browser: 'firefox', system: 'linux' },
    });
  const pressed = await other.press(link);
  expect(where(pressed)).toBe(`/signin/confirm?${link.searchParams}`);
  expect(pressed.headers.getSetCookie()).toEqual([]);
  expect(where(await asking.press(link))).toBe('/account');
});

test('the code shown elsewhere signs in the browser that asked, once, and the link is used up with it', async () => {
  const asking = browser();
  const link = await asking.linkFor(db, await somebody(), 'account');
  const code = await codeOf(link);
  const [twin] = [browser({ cookie: asking.cookie })];
  expect(where(await asking.type(`${code.slice(0, 3)} ${code.slice(3)}`))).toBe('/account');
  expect(asking.cookie).toMatch(/^__Host-sayso-account=/);
  expect(where(await twin.type(code))).toBe('/signin?sent=1&error=code');
  expect(where(await twin.press(link))).toBe('/signin?error=link');
});

test('of a code and a button pressed at once one signs in', async () => {
  const asking = browser();
  const link = await asking.linkFor(db, await somebody(), 'account');
  const code = await codeOf(link);
  const twins = Array.from({ length: 4 }, () => browser({ cookie: asking.cookie }));
  const answers = await Promise.all([
    ...twins.map((twin) => twin.press(link)),
    ...twins.map((twin) => twin.type(code)),
  ]);
  expect(answers.filter((answer) => where(answer) === '/account')).toHaveLength(1);
});

test('staff carry a code over as well', async () => {
  const email = `agent${count++}@staff.example`;
  await addStaffMember(db, 'agent', email);
  const asking = browser();
  const link = await asking.linkFor(db, email, 'staff');
  expect(where(await asking.type(await codeOf(link)))).toBe('/staff');
});

test('nobody is signed in to the account of whoever sends them a link, or tells them a code', async () => {
  const stranger = browser();
  const link = await stranger.linkFor(db, await somebody(), 'account');
  const victim = browser();
  await victim.ask(await somebody(), 'account');
  expect(where(await victim.press(link))).toContain('/signin/confirm?');
  expect(where(await victim.type(await codeOf(link)))).toBe('/signin?sent=1&error=code');
  expect(victim.cookie).not.toContain('sayso-account');
});

test('a stranger’s page can neither ask in somebody’s browser, press, nor type a code', async () => {
  const email = await somebody();
  const asking = browser();
  const link = await asking.linkFor(db, email, 'account');
  const crossSite = { 'sec-fetch-site': 'cross-site' };
  const asked = await asVisitor(asking.form('/signin/request', { email }, crossSite), ctx, requestLink);
  expect([asked.status, asked.headers.getSetCookie()]).toEqual([403, []]);
  expect((await asking.press(link, crossSite)).status).toBe(403);
  expect((await asking.type(await codeOf(link), crossSite)).status).toBe(403);
  expect(where(await asking.press(link))).toBe('/account');
});

test('a browser too old to say where its form came from signs in by the link it asked for, and by no other', async () => {
  const email = await somebody();
  const silent = { origin: 'null' };
  const asking = browser();
  const link = await asking.linkFor(db, email, 'account');
  const old = (request: Request) => {
    request.headers.delete('sec-fetch-site');
    return request;
  };
  const press = (pressed: URL, by: TestBrowser) =>
    asAsker(
      old(by.form('/signin/complete', Object.fromEntries(pressed.searchParams), silent)),
      ctx,
      pressButton,
    );
  expect((await press(link, browser())).status).toBe(403);
  expect((await press(await printedLink(ctx, email, 'account'), asking)).status).toBe(403);
  const code = old(asking.form('/signin/code', { code: await codeOf(link) }, silent));
  expect((await asAsker(code, ctx, typeCode)).status).toBe(403);
  expect(where(await press(link, asking))).toBe('/account');
});

test('five codes in ten minutes are tried, then not even the right one counts; the link itself still does', async () => {
  // The start of a window, so that no new one begins meanwhile.
  ctx.clock.now = new Date(Math.floor(Date.now() / 600_000) * 600_000);
  const asking = browser();
  const link = await asking.linkFor(db, await somebody(), 'account');
  const code = await codeOf(link);
  for (let time = 0; time < 5; time++)
    expect(where(await asking.type(wrong(code)))).toBe('/signin?sent=1&error=code');
  expect(where(await asking.type(code))).toBe('/signin?sent=1&error=tries');
  expect(where(await asking.press(link))).toBe('/account');
});

test('a browser that never asked has no code to type', async () => {
  const link = await browser().linkFor(db, await somebody(), 'account');
  expect(where(await browser().type(await codeOf(link)))).toBe('/signin?error=link');
  const forged = browser({ cookie: '__Host-sayso-asking=<script>' });
  const answer = await asAsker(forged.form('/signin/code', { code: '123456789' }), ctx, typeCode);
  expect(where(answer)).toBe('/signin?error=link');
});

test('every link asked for in a browser works in it, not the last alone', async () => {
  const email = await somebody();
  const asking = browser();
  const first = await asking.linkFor(db, email, 'account');
  const second = await asking.linkFor(db, email, 'account');
  expect((await look(first, asking)).state).toBe('here');
  expect((await look(second, asking)).state).toBe('here');
});

test('a link that ran out is gone everywhere, and so is its code', async () => {
  const asking = browser();
  const link = await asking.linkFor(db, await somebody(), 'account');
  const code = await codeOf(link);
  ctx.clock.now = new Date(Date.now() + 16 * 60_000);
  expect(await look(link, asking)).toEqual({ state: 'gone' });
  expect(await look(link, browser())).toEqual({ state: 'gone' });
  expect(where(await asking.type(code))).toBe('/signin?sent=1&error=code');
});

test('a mail whose asking is no longer known brings no link: never one for just any browser', async () => {
  const email = await somebody();
  await browser().ask(email, 'account');
  const linkRequestId = (await answerLinkRequests(ctx, db)).at(-1) ?? '';
  await db.asOwner('DELETE FROM link_request WHERE id = $1', [linkRequestId]);
  expect(await mintSignInLink(ctx, { email, side: 'account', holder: { linkRequestId } })).toBeNull();
});

test('a link printed by the operator’s tool works in any browser, once, for ten minutes', async () => {
  const email = await somebody();
  const link = await printedLink(ctx, email, 'account');
  const late = await printedLink(ctx, email, 'account');
  const any = browser();
  expect(await look(link, any)).toEqual({ state: 'here', side: 'account', bound: false });
  expect(where(await any.press(link))).toBe('/account');
  expect(where(await browser().press(link))).toBe('/signin?error=link');
  ctx.clock.now = new Date(Date.now() + 10 * 60_000);
  expect(await look(late, any)).toEqual({ state: 'gone' });
});

test('what the database keeps of a link gives neither the link nor its code', async () => {
  const asking = browser();
  const link = await asking.linkFor(db, await somebody(), 'account');
  const code = await codeOf(link);
  const kept = JSON.stringify([
    await db.asOwner('SELECT * FROM auth_verification_token'),
    await db.asOwner('SELECT * FROM link_request'),
    await db.asOwner('SELECT * FROM graphile_worker._private_jobs'),
  ]);
  for (const secret of [link.searchParams.get('token') ?? '', code, asking.cookie.split('=')[1] ?? '']) {
    expect(secret.length).toBeGreaterThan(8);
    expect(kept).not.toContain(secret);
  }
});

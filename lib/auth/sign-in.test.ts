import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../db/testing/database';
import { pressButton } from '../doors/sign-in/press-button';
import { requestLink } from '../doors/sign-in/request-link';
import { testContext } from '../services/context/context.fixture';
import { answerLinkRequests } from '../services/link-request/link-request.fixture';
import { addPerson, addStaffMember } from '../services/person/person.fixture';
import { mintSignInLink } from '../services/sign-in/mint-sign-in-link';
import type { Side } from '../services/sign-in/subject';
import { cookieJar } from './cookie-jar';
import { asAsker, asContact, asStaff, asVisitor } from './mount';
import { form, printedLink } from './sign-in.fixture';
import { signOut } from './sign-out';
import { signedInContact, signedInStaff } from './signed-in';

let db: TestDatabase;
let ctx: ReturnType<typeof testContext>;
const APP = 'https://preferences.example.com';

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
const newEmail = () => `ann${count++}@example.com`;

const linkFor = (email: string, side: Side) => printedLink(ctx, email, side);

function press(link: URL, headers: Record<string, string> = {}): Promise<Response> {
  const request = form('/signin/complete', Object.fromEntries(link.searchParams), headers);
  return asAsker(request, ctx, pressButton);
}

/** The cookie header a browser would send after an answer. */
function kept(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .filter((cookie) => !cookie.includes('Max-Age=0'))
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

const jarOf = (cookie: string) => cookieJar(new Request(APP, { headers: { cookie } }));

test('a sign-in link works once', async () => {
  const email = newEmail();
  const person = await addPerson(db, { name: 'Ann Bell', addresses: [{ email }] });
  const link = await linkFor(email, 'account');
  const first = await press(link);
  expect(first.status).toBe(303);
  expect(first.headers.get('location')).toBe('/account');
  expect(await signedInContact(ctx, jarOf(kept(first)))).toMatchObject({ contactId: person.id });
  const second = await press(link);
  expect(second.headers.get('location')).toBe('/signin?error=link');
  expect(second.headers.getSetCookie()).toEqual([]);
});

test('of many presses at once one signs in', async () => {
  const email = newEmail();
  await addPerson(db, { name: 'Ann Bell', addresses: [{ email }] });
  const link = await linkFor(email, 'account');
  const answers = await Promise.all(Array.from({ length: 10 }, () => press(link)));
  expect(answers.filter((answer) => answer.headers.getSetCookie().length > 0)).toHaveLength(1);
});

test('the session cookie is for this host, https, not for scripts, and not for other sites', async () => {
  const email = newEmail();
  await addPerson(db, { name: 'Ann Bell', addresses: [{ email }] });
  const [cookie] = (await press(await linkFor(email, 'account'))).headers.getSetCookie();
  expect(cookie).toMatch(/^__Host-sayso-account=[\w-]{43};/);
  for (const part of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']) expect(cookie).toContain(part);
  expect(cookie).not.toContain('Domain');
});

test('neither a link nor a session can be had from what the database keeps', async () => {
  const email = newEmail();
  await addPerson(db, { name: 'Ann Bell', addresses: [{ email }] });
  const link = await linkFor(email, 'account');
  const unused = await db.asOwner<{ row: string }>('SELECT t::text AS row FROM auth_verification_token t');
  expect(unused.map(({ row }) => row).join()).not.toContain(link.searchParams.get('token'));
  const token = kept(await press(link)).split('=')[1] ?? '';
  const sessions = await db.asOwner<{ row: string }>('SELECT s::text AS row FROM auth_session s');
  expect(sessions.length).toBeGreaterThan(0);
  expect(sessions.map(({ row }) => row).join()).not.toContain(token);
  const users = await db.asOwner<{ row: string }>('SELECT u::text AS row FROM auth_user u');
  expect(users.map(({ row }) => row).join()).not.toContain('@');
});

test('a link that ran out signs nobody in', async () => {
  const email = newEmail();
  await addPerson(db, { name: 'Ann Bell', addresses: [{ email }] });
  ctx.clock.now = new Date(Date.now() - 11 * 60_000);
  expect((await press(await linkFor(email, 'account'))).headers.get('location')).toBe('/signin?error=link');
});

test("a stranger's page cannot press the button, and the link stays good", async () => {
  const email = newEmail();
  await addPerson(db, { name: 'Ann Bell', addresses: [{ email }] });
  const link = await linkFor(email, 'account');
  expect((await press(link, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await press(link)).headers.get('location')).toBe('/account');
});

test('one email address is a customer on one side and staff on the other', async () => {
  const email = newEmail();
  const person = await addPerson(db, { name: 'Ann Bell', addresses: [{ email }] });
  const staff = await addStaffMember(db, 'agent', email);
  const both = [await press(await linkFor(email, 'account')), await press(await linkFor(email, 'staff'))];
  const jar = jarOf(both.map(kept).join('; '));
  expect(await signedInContact(ctx, jar)).toMatchObject({ contactId: person.id });
  expect(await signedInStaff(ctx, jar)).toMatchObject({ id: staff.id, role: 'agent' });
  const accountOnly = jarOf(kept(both[0] as Response).replace('account', 'staff'));
  expect(await signedInStaff(ctx, accountOnly)).toBeNull();
});

test('somebody signed in as a customer can sign in as staff in the same browser, and again later', async () => {
  const email = newEmail();
  await addPerson(db, { name: 'Ann Bell', addresses: [{ email }] });
  await addStaffMember(db, 'agent', email);
  let cookie = kept(await press(await linkFor(email, 'account')));
  for (let time = 0; time < 2; time++) {
    const answer = await press(await linkFor(email, 'staff'), { cookie });
    expect(answer.headers.get('location')).toBe('/staff');
    cookie = `${cookie}; ${kept(answer)}`;
  }
});

test('an answer of the panel sets no cookie, nor does a cookie of next-auth’s own disturb', async () => {
  const email = newEmail();
  await addPerson(db, { name: 'Ann Bell', addresses: [{ email }] });
  const cookie = `${kept(await press(await linkFor(email, 'account')))}; __Secure-next-auth.callback-url=%2F`;
  const answer = await asContact(
    form('/account/choices', {}, { cookie }),
    ctx,
    async () => new Response(null),
  );
  expect(answer.headers.getSetCookie()).toEqual([]);
  await addStaffMember(db, 'agent', email);
  const staff = await press(await linkFor(email, 'staff'), { cookie });
  expect(staff.headers.get('location')).toBe('/staff');
});

test('suspended staff are out at the next request', async () => {
  const email = newEmail();
  const staff = await addStaffMember(db, 'agent', email);
  const jar = jarOf(kept(await press(await linkFor(email, 'staff'))));
  expect(await signedInStaff(ctx, jar)).not.toBeNull();
  await db.asOwner('UPDATE staff SET suspended_at = now() WHERE id = $1', [staff.id]);
  expect(await signedInStaff(ctx, jar)).toBeNull();
  expect(await mintSignInLink(ctx, { email, side: 'staff', holder: 'operator' })).toBeNull();
});

test('signing out everywhere ends every session and voids links not yet used', async () => {
  const email = newEmail();
  await addPerson(db, { name: 'Ann Bell', addresses: [{ email }] });
  const [phone, desktop] = [
    await press(await linkFor(email, 'account')),
    await press(await linkFor(email, 'account')),
  ];
  const waiting = await linkFor(email, 'account');
  const answer = await signOut(
    form('/signin/out', { side: 'account', everywhere: '1' }, { cookie: kept(phone) }),
    ctx,
  );
  expect(answer.headers.getSetCookie()[0]).toContain('Max-Age=0');
  expect(await signedInContact(ctx, jarOf(kept(desktop)))).toBeNull();
  expect((await press(waiting)).headers.get('location')).toBe('/signin?error=link');
});

test('asking for a link answers the same for an unknown address, and only a known one gets mail', async () => {
  const known = newEmail();
  await addPerson(db, { name: 'Ann Bell', addresses: [{ email: known }] });
  const ask = async (email: string) => {
    const answer = await asVisitor(form('/signin/request', { side: 'account', email }), ctx, requestLink);
    await answerLinkRequests(ctx, db);
    return `${answer.status} ${answer.headers.get('location')}`;
  };
  const mails = async () => (await db.asOwner("SELECT 1 FROM message WHERE kind = 'sign_in'")).length;
  const before = await mails();
  expect(await ask('nobody@example.com')).toBe('303 /signin?sent=1');
  expect(await mails()).toBe(before);
  expect(await ask(known)).toBe('303 /signin?sent=1');
  expect(await mails()).toBe(before + 1);
  for (let i = 0; i < 10; i++) expect(await ask(known)).toBe('303 /signin?sent=1');
  expect(await mails()).toBe(before + 5);
  expect(await ask('not an address')).toBe('400 null');
});

test('a desk form from another site, without a session, or by a role that may not, does nothing', async () => {
  const email = newEmail();
  await addStaffMember(db, 'auditor', email);
  const cookie = kept(await press(await linkFor(email, 'staff')));
  let done = 0;
  const door = async () => {
    done += 1;
    return new Response(null);
  };
  const at = (headers: Record<string, string>) =>
    asStaff(form('/staff/record', {}, headers), ctx, 'record', door);
  expect((await at({ cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await at({})).headers.get('location')).toBe('/signin/staff');
  expect((await at({ cookie })).headers.get('location')).toBe('/staff?refused=role');
  expect(done).toBe(0);
  await asStaff(form('/staff/find', {}, { cookie }), ctx, 'look', door);
  expect(done).toBe(1);
});

test('a database that is away is not mistaken for being signed out', async () => {
  const away = testContext(db);
  await away.db.end();
  await expect(signedInContact(away, jarOf('__Host-sayso-account=x'))).rejects.toThrow();
});

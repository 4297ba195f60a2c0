import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { askingDigest } from '../../auth/asking-browser';
import { asVisitor } from '../../auth/mount';
import { form, printedLink, TestBrowser } from '../../auth/sign-in.fixture';
import { addPerson, addStaffMember } from '../../services/person/person.fixture';
import { rowCounts, SITE, type TestSite, testSite } from '../doors.fixture';
import { askPage } from './ask-page';
import { linkPage } from './link-page';
import { requestLink } from './request-link';

let site: TestSite;

beforeAll(async () => {
  site = await testSite();
});
afterAll(() => site.close());
beforeEach(() => {
  // next-auth reads the machine's clock.
  site.ctx.clock.now = new Date();
});

let people = 0;
async function somebody(): Promise<string> {
  const email = `ann${people++}@example.com`;
  await addPerson(site.test, { name: 'Ann Bell', addresses: [{ email }] });
  return email;
}
const FIREFOX = { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0; rv:133.0) Gecko/20100101 Firefox/133.0' };
const get = (path: string) => new Request(`${SITE}${path}`);
const ask = async (path: string) =>
  (await askPage(get(path), site.ctx, path.startsWith('/signin/staff') ? 'staff' : 'account')).text();
const open = async (link: URL, browser: TestBrowser) =>
  linkPage(
    get(`${link.pathname}${link.search}`),
    site.ctx,
    askingDigest(browser.form('/', {}), site.ctx.config),
  );

it('asks for an address with the site’s own words on what is wrong, and keeps what was typed', async () => {
  expect(await ask('/signin')).toContain('noValidate=""');
  const before = await rowCounts(site);
  for (const email of ['', 'ann', `${'j'.repeat(65)}@example.com`, '"><script>']) {
    const answer = await asVisitor(
      form('/signin/request', { side: 'account', email }),
      site.ctx,
      requestLink,
    );
    const html = await answer.text();
    expect(answer.status).toBe(400);
    expect(html).toContain('role="alert"');
    expect(html).toContain('<a href="#email">Type a full email address, such as name@example.com</a>');
    expect(html).toContain(
      `value="${email.replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}"`,
    );
    expect(html).toContain('<title>Error: ');
  }
  expect(await rowCounts(site)).toEqual(before);
});

it('says what became of the last form, on both sides', async () => {
  expect(await ask('/signin?out=1')).toContain('You are signed out.');
  expect(await ask('/signin?error=link')).toContain('That link no longer works.');
  for (const [path, side] of [
    ['/signin', 'account'],
    ['/signin/staff', 'staff'],
  ]) {
    expect(await ask(`${path}`)).toContain(`name="side" value="${side}"`);
    const sent = await ask(`${path}?sent=1`);
    expect(sent).toContain('Check your email');
    expect(sent).toContain('action="/signin/code"');
    expect(sent).toContain(`name="side" value="${side}"`);
    expect(await ask(`${path}?sent=1&error=code`)).toContain('<a href="#code">That code is not right.');
    expect(await ask(`${path}?sent=1&error=tries`)).toContain(
      '<a href="#code">Too many tries. Wait 10 minutes',
    );
  }
});

it('a look at a link burns nothing, however often a scanner takes it, and in the browser that asked there is a button', async () => {
  const asking = new TestBrowser(site.ctx);
  const link = await asking.linkFor(site.test, await somebody(), 'account');
  const before = await rowCounts(site);
  for (let look = 0; look < 20; look++) await open(link, new TestBrowser(site.ctx));
  const html = await (await open(link, asking)).text();
  expect(await rowCounts(site)).toEqual(before);
  expect(html).toContain('<form action="/signin/complete" method="post">');
  const fields = [...html.matchAll(/name="(\w+)" value="([^"]+)"/g)].map(([, name = '', value = '']) => [
    name,
    value,
  ]);
  const pressed = await asking.press(new URL(`?${new URLSearchParams(fields)}`, SITE));
  expect(pressed.headers.get('location')).toBe('/account');
  expect(await (await open(link, asking)).text()).toContain('This link no longer works');
});

it('opened in another browser a link shows a code to carry over, who asked, and no button', async () => {
  const asking = new TestBrowser(site.ctx, FIREFOX);
  const link = await asking.linkFor(site.test, await somebody(), 'account');
  const html = await (await open(link, new TestBrowser(site.ctx))).text();
  expect(html).not.toContain('<form');
  expect(html).toContain('Firefox on a Windows computer');
  const code = /<code[^>]*>(\d{3} \d{3} \d{3})<\/code>/.exec(html)?.[1] ?? '';
  expect((await asking.type(code)).headers.get('location')).toBe('/account');
});

it('a printed link shows a button in any browser, for staff too', async () => {
  await addStaffMember(site.test, 'agent', 'agent@staff.example');
  const link = await printedLink(site.ctx, 'agent@staff.example', 'staff');
  const html = await (await open(link, new TestBrowser(site.ctx))).text();
  expect(html).toContain('Sign in to the staff desk');
  expect(html).toContain('action="/signin/complete"');
});

it('half a link is said to be half', async () => {
  for (const search of ['', '?for=contact:1', '?token=x', '?for=%3Cscript%3E&token=x'])
    expect(await (await linkPage(get(`/signin/confirm${search}`), site.ctx, null)).text()).toContain(
      'This link is not complete',
    );
});

it('the page of a link tells no address, keeps its language links whole, and is kept and named nowhere', async () => {
  const email = await somebody();
  const asking = new TestBrowser(site.ctx);
  const link = await asking.linkFor(site.test, email, 'account');
  for (const browser of [asking, new TestBrowser(site.ctx)]) {
    const answer = await open(link, browser);
    const html = (await answer.text()).replace(/<style>.*<\/style>/, '');
    expect(html).not.toContain('@');
    expect(html).not.toContain('Ann Bell');
    expect(html).toContain(`token=${link.searchParams.get('token')}&amp;lang=cy`);
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-robots-tag')).toContain('noindex');
  }
});

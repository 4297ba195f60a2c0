import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import { AccountPage } from '../pages/account-page';
import { DeskPage } from '../pages/desk-page';
import { SessionsPage } from '../pages/sessions-page';
import { SignInPage } from '../pages/sign-in-page';
import { expect, test } from './journey';
import { site } from './site';

const PHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1';
const MANAGER = 'manager@example.com';

/** Asks for a link in a browser and takes it out of the mail. */
async function linkFor(page: Page, email: string, side: 'account' | 'staff' = 'account'): Promise<string> {
  const signIn = new SignInPage(page);
  const mark = site.mailMark();
  await signIn.open(side);
  await signIn.ask(email);
  await expect(signIn.title).toHaveText('Check your email');
  return site.linkIn(await site.nextMailTo(email, mark), '/signin/confirm');
}

/** Another browser, with scripts or without as this journey has it. */
async function another(browser: Browser, javaScriptEnabled: boolean | undefined): Promise<Page> {
  const options: BrowserContextOptions = { baseURL: site.url(), userAgent: PHONE, locale: 'en-GB' };
  if (javaScriptEnabled !== undefined) options.javaScriptEnabled = javaScriptEnabled;
  return (await browser.newContext(options)).newPage();
}

test('a link opened on another device shows a code, which signs in the browser that asked and no other', async ({
  page,
  browser,
  cast,
  look,
  javaScriptEnabled,
}) => {
  const { email } = cast.joined(0);
  const here = new SignInPage(page);
  const link = await linkFor(page, email);
  const phone = await another(browser, javaScriptEnabled);
  const there = new SignInPage(phone);
  await phone.goto(link);
  await expect(there.title).toHaveText('Use this code where you asked');
  await expect(there.button).toHaveCount(0);
  await expect(phone.getByRole('main')).toContainText(
    /This link was asked for on \d+ \w+ \d{4}, .*in Chrome on/,
  );
  const code = await there.code.innerText();
  expect(code).toMatch(/^\d{3} \d{3} \d{3}$/);
  await phone.goto('/account');
  await expect(there.title).toHaveText('Sign in to your choices');

  // Typed in a browser that asked for nothing it is worth nothing.
  await phone.goto('/signin?sent=1');
  await there.typeCode(code);
  await expect(there.problem).toContainText('That link no longer works');

  await here.typeCode('000 000 000');
  await expect(here.problem).toContainText('That code is not right');
  await look('signin-code-error');
  await here.typeCode(code);
  await expect(new AccountPage(page).title).toBeVisible();

  // The link was used up by its code.
  await phone.goto(link);
  await expect(there.title).toHaveText('This link no longer works');
  await phone.context().close();
});

test('the page of a link opened elsewhere reads well', async ({
  page,
  browser,
  cast,
  look,
  javaScriptEnabled,
}) => {
  const asking = await another(browser, javaScriptEnabled);
  const link = await linkFor(asking, cast.joined(3).email);
  await page.goto(link);
  await expect(page.getByRole('main')).toContainText('in Safari on an iPhone');
  await look('signin-elsewhere');
  await page.goto(`${link.replace(/&lang=\w+/, '')}&lang=ar`);
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(new SignInPage(page).code).toHaveText(/^\d{3} \d{3} \d{3}$/);
  await look('signin-elsewhere-arabic');
  await asking.goto(link);
  await new SignInPage(asking).confirm();
  await expect(new AccountPage(asking).title).toBeVisible();
  await asking.context().close();
});

test('staff carry a code from their phone to the desk', async ({ page, browser, javaScriptEnabled }) => {
  const link = await linkFor(page, MANAGER, 'staff');
  const phone = await another(browser, javaScriptEnabled);
  await phone.goto(link);
  const code = await new SignInPage(phone).code.innerText();
  await new SignInPage(page).typeCode(code);
  await expect(new DeskPage(page).title).toHaveText('Find somebody');
  await phone.context().close();
});

test('somebody sees where they are signed in and signs another browser out', async ({
  page,
  browser,
  cast,
  look,
  javaScriptEnabled,
}) => {
  const { email } = cast.joined(0);
  const phone = await another(browser, javaScriptEnabled);
  for (const one of [page, phone]) {
    await one.goto(await linkFor(one, email));
    await new SignInPage(one).confirm();
    await expect(new AccountPage(one).title).toBeVisible();
  }
  const sessions = new SessionsPage(page);
  await sessions.open();
  await expect(sessions.title).toBeVisible();
  await expect(sessions.sessions.first()).toContainText('This browser');
  await expect(sessions.sessions.filter({ hasText: 'Safari on an iPhone' })).toHaveCount(1);
  await look('account-sessions');
  await sessions.signOut('Safari on an iPhone');
  await expect(sessions.news).toHaveText('Done. That browser is signed out.');
  await expect(sessions.sessions.filter({ hasText: 'Safari on an iPhone' })).toHaveCount(0);
  await phone.goto('/account');
  await expect(new SignInPage(phone).title).toHaveText('Sign in to your choices');
  await page.goto('/account');
  await expect(new AccountPage(page).title).toBeVisible();
  await phone.context().close();
});

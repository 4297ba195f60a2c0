import { AccountPage } from '../pages/account-page';
import { SignInPage } from '../pages/sign-in-page';
import { UnsubscribePage } from '../pages/unsubscribe-page';
import { expect, test } from './journey';
import { signIn, signInLinkFor } from './signed-in';
import { site } from './site';

test('a customer signs in by a mailed link that scanners cannot use up and nobody can use twice', async ({
  page,
  request,
  cast,
  look,
}) => {
  const { email } = cast.keen(2);
  const signInPage = new SignInPage(page);
  const link = await signInLinkFor(page, email);
  await look('signin-sent');
  for (let turn = 0; turn < 3; turn += 1) {
    expect((await request.get(link)).status()).toBe(200);
    await request.head(link);
  }
  await page.goto(link);
  await expect(signInPage.title).toHaveText('Sign in to your choices');
  await look('signin-confirm');
  await signInPage.confirm();
  await expect(new AccountPage(page).title).toBeVisible();

  await page.context().clearCookies();
  await page.goto(link);
  await expect(signInPage.title).toHaveText('This link no longer works');
  await look('signin-used');
  await page.goto('/account');
  await expect(signInPage.title).toHaveText('Sign in to your choices');
});

test('an address that cannot sign in gets the same answer, and one that is none is said to be wrong', async ({
  page,
  look,
}, info) => {
  const signInPage = new SignInPage(page);
  await signInPage.open('account');
  await look('signin');
  await signInPage.ask(`no-account-${info.project.name}@example.com`);
  await expect(signInPage.title).toHaveText('Check your email');
  await signInPage.open('account');
  // The browser's own check lets this through, ours does not: RFC 5321 §4.5.3.1.1 ends a local part at 64.
  await signInPage.ask(`${'j'.repeat(65)}@example.com`);
  await expect(signInPage.problem).toContainText('Type a full email address');
  await look('signin-error');
});

test('a customer changes choices across channels, sees the history, stops everything and signs out everywhere', async ({
  page,
  browser,
  cast,
  look,
}) => {
  const { email, mobile } = cast.keen(2);
  const account = new AccountPage(page);
  await signIn(page, email);
  await expect(account.main).toContainText(email);
  await expect(account.main).toContainText('07700 900');
  const byEmail = account.box('Offers', 'Northgate', 'by email');
  const eventsByText = account.box('Walks and events', 'Northgate', 'by text');
  await expect(byEmail).toBeChecked();
  await expect(eventsByText).not.toBeChecked();
  await look('account');

  await byEmail.uncheck();
  await eventsByText.check();
  await account.save();
  await expect(account.news).toHaveText(/^Saved\. What you see below holds from now/);
  await expect(byEmail).not.toBeChecked();
  await expect(eventsByText).toBeChecked();
  await expect(
    account.said.filter({ hasText: 'Yes taken back: Offers from Northgate by email' }),
  ).toHaveCount(1);
  await expect(
    account.said.filter({ hasText: 'Yes to Walks and events from Northgate by text' }).first(),
  ).toContainText('while signed in');
  await look('account-saved');
  expect((await site.decide({ email }, 'email')).reasons[0]?.code).toBe('refused');
  expect((await site.decide({ phone: mobile }, 'sms', 'northgate', 'events')).answer).toBe('allow');

  await account.stopEverything();
  await expect(account.news).toHaveText(/^Saved\. All marketing to all your addresses is stopped/);
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(0);
  await look('account-stopped');
  expect((await site.decide({ phone: mobile }, 'sms', 'northgate', 'events')).reasons[0]?.code).toBe(
    'refused',
  );

  const elsewhere = await browser.newContext();
  const otherPage = await elsewhere.newPage();
  await signIn(otherPage, email);
  await account.signOutEverywhere();
  await expect(page.getByRole('status')).toHaveText('You are signed out.');
  await otherPage.goto('/account');
  await expect(new SignInPage(otherPage).title).toHaveText('Sign in to your choices');
  await elsewhere.close();
});

test('somebody signed in who opens another’s link acts for that other alone', async ({ page, cast }) => {
  const own = cast.keen(1);
  const other = cast.joined(2);
  await signIn(page, own.email);
  await page.goto((await site.links(other.email)).unsubscribe);
  const stopping = new UnsubscribePage(page);
  const shown = await page.content();
  for (const told of [own.name, own.email, other.name, other.email]) expect(shown).not.toContain(told);
  await stopping.scope('Everything from Northgate').check();
  await stopping.stop();
  await expect(stopping.news).toContainText('everything from Northgate');
  const account = new AccountPage(page);
  await page.goto('/account');
  await expect(account.main).toContainText(own.email);
  await expect(account.said.filter({ hasText: 'everything from Northgate' })).toHaveCount(0);
});

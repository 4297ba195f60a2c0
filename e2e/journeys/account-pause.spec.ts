import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { AccountPage } from '../pages/account-page';
import { PreferencesPage } from '../pages/preferences-page';
import { SignInPage } from '../pages/sign-in-page';
import { expect, test } from './journey';
import { site } from './site';

async function signIn(page: Page, email: string): Promise<void> {
  const signInPage = new SignInPage(page);
  const mark = site.mailMark();
  await signInPage.open('account');
  await signInPage.ask(email);
  await expect(signInPage.title).toHaveText('Check your email');
  await page.goto(site.linkIn(await site.nextMailTo(email, mark), '/signin/confirm'));
  await signInPage.confirm();
  await expect(page).toHaveURL(/\/account$/);
}

/** A day so many days from now, as a date field takes it. */
function dayAhead(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

test('a customer takes a break until a day, sees that it holds, and ends it early', async ({
  page,
  cast,
  look,
}) => {
  const { email, mobile } = cast.stoppedTexts(0);
  const account = new AccountPage(page);
  await signIn(page, email);
  await account.takeBreak('All marketing', dayAhead(500));
  await expect(page.getByRole('main').getByRole('alert')).toContainText('A break may last a year.');
  await expect(page.getByLabel('Start again on')).toHaveValue(dayAhead(500));
  await look('account-pause-error');

  await account.takeBreak('All marketing', dayAhead(40));
  await expect(account.news).toHaveText(/^Saved\. Your break holds from now/);
  await expect(account.main).toContainText('You take a break from marketing by any means');
  await expect(account.said.first()).toContainText('Break from all marketing by any means until');
  await look('account-paused');
  expect((await site.decide({ email }, 'email')).reasons.map(({ code }) => code)).toEqual(['paused']);
  expect((await site.decide({ phone: mobile }, 'phone')).reasons.map(({ code }) => code)).toContain('paused');

  await page.getByRole('button', { name: 'End the break now' }).click();
  await expect(account.news).toHaveText('Saved. The break is over.');
  expect((await site.decide({ email }, 'email')).answer).toBe('allow');
});

test('a customer chooses how often, reads the history and keeps a receipt', async ({
  page,
  context,
  cast,
  look,
}) => {
  const { email } = cast.stoppedTexts(1);
  const account = new AccountPage(page);
  await signIn(page, email);
  const often = account.often('Offers', 'Northgate');
  await expect(often).toHaveValue('every');
  await often.selectOption('At most once a week');
  await account.save();
  await expect(account.news).toHaveText(/^Saved\./);
  await expect(often).toHaveValue('weekly');
  expect(await site.decide({ email }, 'email')).toMatchObject({ answer: 'allow', frequency: 'weekly' });

  await page.getByRole('link', { name: 'See everything that was said' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What was said before');
  const acts = page.locator('.history > li');
  await expect(acts.first()).toContainText('Offers from Northgate by email at most once a week');
  const stopped = acts.filter({ hasText: 'by text to us' });
  await expect(stopped).toHaveCount(1);
  await look('account-history');

  const joined = acts.filter({ hasText: 'by the link we emailed on joining' });
  await joined.getByRole('link', { name: /^Receipt of/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Receipt');
  await expect(page.getByRole('main')).toContainText('Yes to Offers from Northgate by email');
  await expect(page.getByRole('main')).toContainText('Northgate Outdoor Limited');
  await look('account-receipt');
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download this receipt for a computer (JSON)' }).click();
  const receipt = JSON.parse(readFileSync(await (await downloading).path(), 'utf8'));
  expect(receipt).toMatchObject({
    schema_version: 'ISO/IEC TS 27560:2023',
    events: [{ event_state: 'given' }, { event_state: 'given' }],
    party_identification: [{ party_name: 'Northgate Outdoor Limited' }],
  });
  expect(JSON.stringify(receipt)).not.toContain(email);

  // Another's receipt is not there, and nobody's is for somebody signed out.
  const path = new URL(page.url()).pathname;
  await context.clearCookies();
  await page.goto(path);
  await expect(page).toHaveURL(/\/signin/);
});

test('a customer sees which companies were given what, and when', async ({ page, cast, look }) => {
  const { email } = cast.keen(3);
  await signIn(page, email);
  const given = page.getByRole('table').filter({ hasText: 'Told of your no' });
  await expect(given.getByRole('row').filter({ hasText: 'Fellside Travel' })).toContainText(
    'email address and name',
  );
  await expect(given.getByRole('link', { name: 'Privacy notice of Bright Optics' })).toBeVisible();
  // What the three share is there to be read once.
  await expect(page.locator('#choices details').filter({ hasText: 'May these companies' })).toHaveCount(1);
  await look('account-given');
});

test('a page left open gives no yes where a no came in meanwhile, says so, and asks again', async ({
  page,
  browser,
  cast,
  look,
}) => {
  const { email } = cast.stoppedTexts(2);
  const account = new AccountPage(page);
  await signIn(page, email);
  const events = account.box('Walks and events', 'Northgate', 'by email');
  await expect(events).not.toBeChecked();

  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await other.goto((await site.links(email)).preferences);
  await new PreferencesPage(other).stopEverythingButton.click();
  await expect(new PreferencesPage(other).news).toHaveText(/^Saved/);
  await elsewhere.close();

  await events.check();
  await account.save();
  await expect(page.getByRole('main').getByRole('alert')).toContainText(
    'A no came in while this page was open',
  );
  await expect(events).not.toBeChecked();
  await look('account-overtaken');
  expect((await site.decide({ email }, 'email', 'northgate', 'events')).reasons[0]?.code).toBe('refused');

  await events.check();
  await account.save();
  await expect(account.news).toHaveText(/^Saved\./);
  expect((await site.decide({ email }, 'email', 'northgate', 'events')).answer).toBe('allow');
});

test('somebody with a link alone takes a break for that address, chooses how often, and keeps a receipt', async ({
  page,
  context,
  cast,
  look,
}) => {
  const { email, mobile } = cast.stoppedTexts(3);
  const choices = new PreferencesPage(page);
  const link = (await site.links(email)).preferences;
  await page.goto(link);
  await choices.takeBreak('2020-01-01');
  await expect(page.getByRole('alert')).toContainText('That day is over');
  await expect(page.getByLabel('Start again on')).toHaveValue('2020-01-01');
  await look('preferences-pause-error');

  await choices.takeBreak(dayAhead(10));
  await expect(choices.news).toHaveText(/^Saved\. Your break holds from now/);
  await expect(page.getByText(/^You take a break from marketing by any means/)).toBeVisible();
  await look('preferences-paused');
  const paused = await site.decide({ email }, 'email');
  expect(paused.reasons.map(({ code }) => code)).toEqual(['paused']);
  const byPhone = await site.decide({ phone: mobile }, 'phone');
  expect(byPhone.reasons.map(({ code }) => code)).not.toContain('paused');
  await page.getByRole('button', { name: 'End the break now' }).click();
  await expect(choices.news).toHaveText('Saved. The break is over.');

  await choices.often('Offers', 'Northgate').selectOption('At most once a month');
  await choices.save();
  await expect(choices.news).toHaveText(/^Saved/);
  expect(await site.decide({ email }, 'email')).toMatchObject({ answer: 'allow', frequency: 'monthly' });

  await page
    .getByRole('link', { name: /^Receipt of/ })
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Receipt');
  await expect(page.getByRole('main')).toContainText('at most once a month');
  await expect(page.getByRole('main')).not.toContainText(email);
  await look('preferences-receipt');
  const file = page.getByRole('link', { name: 'Download this receipt for a computer (JSON)' });
  const answer = await context.request.get(new URL((await file.getAttribute('href')) ?? '', link).href);
  expect(answer.headers()['content-disposition']).toMatch(/^attachment; filename="receipt-/);
  expect(await answer.json()).toMatchObject({ events: [{ event_type: 'frequency' }] });

  // The same from right to left.
  await page.goto(`${link}?lang=ar`);
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await page.locator('#until').fill(dayAhead(20));
  await page.locator('#pause button').click();
  await expect(choices.news).toBeVisible();
  await look('preferences-paused-arabic');
  expect((await site.decide({ email }, 'email')).reasons.map(({ code }) => code)).toEqual(['paused']);
  await page.getByRole('link').filter({ hasText: /\d/ }).first().click();
  await expect(page).toHaveURL(/\/receipts\//);
  await look('preferences-receipt-arabic');
  expect(await context.cookies()).toEqual([]);
});

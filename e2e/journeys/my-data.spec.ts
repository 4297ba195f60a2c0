import { writeFileSync } from 'node:fs';
import type { Browser, Page, TestInfo } from '@playwright/test';
import { MyDataPage } from '../pages/my-data-page';
import { SignInPage } from '../pages/sign-in-page';
import { expect, test } from './journey';
import { signIn } from './signed-in';
import { site } from './site';

const MANAGER = 'manager@example.com';
const COLUMNS = 'external_ref,name,email,country,channel,sender,topic,act,basis,notice_version,said_at,words';

/** Somebody of this journey's own, who said yes to Northgate's offers by email. */
async function joined(info: TestInfo, who: string): Promise<{ name: string; email: string }> {
  const key = `${who}-${info.project.name}`.toLowerCase();
  const [name, email] = [`Mary ${who} ${info.project.name}`, `${key}@example.com`];
  const file = info.outputPath(`${key}.csv`);
  const said =
    'GB,email,northgate,offers,given,consent,northgate-sign-up/1,2026-10-01T10:00:00Z,ticked the box';
  writeFileSync(file, `${COLUMNS}\r\n${key},${name},${email},${said}\r\n`);
  await site.run('import', file, '--source', 'till', '--json');
  expect((await site.decide({ email }, 'email')).answer).toBe('allow');
  return { name, email };
}

/** The desk in a browser of its own, as a manager. */
async function deskOf(browser: Browser, javaScriptEnabled: boolean | undefined): Promise<Page> {
  const options = { baseURL: site.url(), locale: 'en-GB', timezoneId: 'Europe/London' };
  const context = await browser.newContext(
    javaScriptEnabled === undefined ? options : { ...options, javaScriptEnabled },
  );
  const page = await context.newPage();
  const { link } = await site.run<{ link: string }>(
    ...(['staff', 'add', MANAGER, '--role', 'manager', '--link', '--json'] as const),
  );
  await page.goto(link);
  await new SignInPage(page).confirm();
  await page.goto('/staff/data-requests');
  return page;
}

const reason = async (email: string) => (await site.decide({ email }, 'email')).reasons[0]?.code;

test('somebody takes all their data along, puts something right, and stops and restarts its use', async ({
  page,
  look,
}, info) => {
  const { email, name } = await joined(info, 'Taker');
  await signIn(page, email);
  const mine = new MyDataPage(page);
  await mine.open();
  await expect(mine.title).toHaveText('My data');
  await look('my-data');

  const json = await mine.download('Download it for another service');
  expect(json.name).toBe('my-data.json');
  const data = JSON.parse(json.text);
  expect(data.schema).toMatchObject({ name: 'sayso.my-data', version: 1 });
  expect(data.profile.name).toBe(name);
  expect(data.addresses[0].as_typed).toBe(email);
  expect(data.choices[0]).toMatchObject({ act: 'given', about: { sender: 'Northgate' } });
  const readable = await mine.download('Download it to read or print');
  expect(readable.name).toBe('my-data.html');
  const file = info.outputPath('my-data.html');
  writeFileSync(file, readable.text);
  await page.goto(`file://${file}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Your data at');
  await expect(page.getByRole('main')).toContainText(email);
  await look('my-data-file');

  await mine.open();
  await mine.way('Put something else right');
  await look('my-data-correct');
  await mine.press('Send my request');
  await expect(mine.problem).toContainText('Write what you want to tell us');
  await look('my-data-correct-error');
  const mark = site.mailMark();
  await mine.write('What is wrong, and what should it say?', 'I never lived in Leeds.', 'Send my request');
  await expect(mine.news).toContainText('We have your request');
  expect((await site.nextMailTo(email, mark)).subject).toMatch(/^We have your request DR-/);
  await expect(mine.requests.first()).toContainText('Open. You will hear from us by');

  await mine.way('Stop using my details for now');
  await look('my-data-restrict');
  await mine.press('Stop using my details');
  expect(await reason(email)).toBe('restricted');
  await expect(page.getByRole('heading', { name: 'Your details are not used now' })).toBeVisible();
  await look('my-data-restricted');
  await mine.press('Use my details again');
  await expect(mine.news).toContainText('We use your details again');
  expect((await site.decide({ email }, 'email')).answer).toBe('allow');

  await mine.way('Object to how you use my details');
  await look('my-data-object');
  await mine.press('Stop all marketing');
  await expect(mine.news).toContainText('All marketing to all your addresses is stopped');
  expect(await reason(email)).toBe('refused');
});

test('somebody asks to be deleted, staff carry it out, and what is left is their no', async ({
  page,
  browser,
  look,
  javaScriptEnabled,
}, info) => {
  const { email, name } = await joined(info, 'Leaver');
  const links = await site.links(email);
  await signIn(page, email);
  const mine = new MyDataPage(page);
  await mine.open();
  await mine.way('Delete my details');
  await expect(mine.title).toHaveText('Delete my details');
  await expect(page.getByRole('main')).toContainText(email);
  await look('my-data-erase');
  await mine.press('Ask us to delete my details');
  await expect(mine.problem).toContainText('Tick the box');
  await look('my-data-erase-error');
  await page.getByRole('checkbox', { name: 'Yes, delete my details' }).check();
  await mine.press('Ask us to delete my details');
  await expect(mine.news).toContainText('We stopped all marketing to you');
  await look('my-data-erase-asked');
  expect(await reason(email)).toBe('refused');

  const desk = await deskOf(browser, javaScriptEnabled);
  await expect(desk.getByRole('heading', { level: 1 })).toHaveText('Requests about personal data');
  await desk.getByRole('row').filter({ hasText: name }).getByRole('link').click();
  await desk.getByRole('checkbox', { name: 'I have checked the request' }).check();
  const mark = site.mailMark();
  await desk.getByRole('button', { name: 'Erase this person' }).click();
  await expect(desk.getByRole('status')).toContainText('The person is erased');
  await expect(desk.getByRole('main')).not.toContainText(name);
  expect((await site.nextMailTo(email, mark)).text).toContain('We deleted your details');
  await desk.context().close();

  await page.goto('/account');
  await expect(new SignInPage(page).title).toHaveText('Sign in to your choices');
  expect(await reason(email)).toBe('erased');
  await page.goto(links.unsubscribe);
  await expect(page.getByRole('main')).toContainText('no longer hold');
  await look('unsubscribe-erased');
  const verified = await site.run<{ intact: boolean }>('ledger', 'verify', '--json');
  const rebuilt = await site.run<{ equal: boolean }>('ledger', 'rebuild', '--check', '--json');
  expect([verified.intact, rebuilt.equal]).toEqual([true, true]);
});

test('anybody complains without signing in, is told at once, and hears how it ended', async ({
  page,
  browser,
  look,
  javaScriptEnabled,
}, info) => {
  const email = `cross-${info.project.name}@example.com`;
  await page.goto('/complaint');
  await look('complaint');
  await page.getByRole('button', { name: 'Send my complaint' }).click();
  await expect(page.getByRole('alert')).toContainText('Write what went wrong');
  await look('complaint-error');
  const mark = site.mailMark();
  await page.getByLabel('What went wrong, and what should we do?').fill('You wrote to me after I said no.');
  await page.getByLabel('Your email address').fill(email);
  await page.getByRole('button', { name: 'Send my complaint' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('We have your complaint');
  await look('complaint-sent');
  const arrived = await site.nextMailTo(email, mark);
  const reference = /DR-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(arrived.subject)?.[0] ?? '';
  await expect(page.getByRole('status')).toContainText(reference);

  const desk = await deskOf(browser, javaScriptEnabled);
  await desk.getByRole('link', { name: reference }).click();
  await expect(desk.getByText('You wrote to me after I said no.')).toBeVisible();
  await desk.locator('summary').filter({ hasText: 'Refuse' }).click();
  await desk.getByLabel('Why it cannot be done').fill('We had not heard your no yet.');
  const later = site.mailMark();
  await desk.getByRole('button', { name: 'Refuse', exact: true }).click();
  await expect(desk.getByRole('status')).toContainText('Done.');
  const answered = await site.nextMailTo(email, later);
  expect(answered.text).toContain('We had not heard your no yet.');
  expect(answered.text).toContain('ico.org.uk');
  await desk.context().close();
});

test('the desk’s requests about data, by what is due next', async ({ page, look }, info) => {
  const { email, name } = await joined(info, 'Asker');
  await signIn(page, email);
  const mine = new MyDataPage(page);
  await mine.open();
  await mine.way('Complain');
  await mine.write('What went wrong, and what should we do?', 'Too much post.', 'Send my complaint');
  await expect(mine.news).toContainText('We have your complaint');
  await page.context().clearCookies();
  const { link } = await site.run<{ link: string }>(
    ...(['staff', 'add', MANAGER, '--role', 'manager', '--link', '--json'] as const),
  );
  await page.goto(link);
  await new SignInPage(page).confirm();
  await page.goto('/staff/data-requests');
  await look('desk-data-requests');
  await page.getByRole('row').filter({ hasText: name }).getByRole('link').click();
  await look('desk-data-request');
  await page.getByText('Tell how it is going').click();
  await page.getByLabel('What to tell the person').fill('We asked the printer.');
  await page.getByRole('button', { name: 'Send the news' }).click();
  await expect(page.getByRole('main')).toContainText('We asked the printer.');
  await look('desk-data-request-told');
});

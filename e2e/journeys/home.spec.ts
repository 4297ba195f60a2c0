import { HomePage } from '../pages/home-page';
import { PreferencesPage } from '../pages/preferences-page';
import { expect, test } from './journey';
import { site } from './site';

test('the start page mails a link that opens one’s choices, and only to an address it knows', async ({
  page,
  context,
  cast,
  look,
}, info) => {
  const { email } = cast.joined(1);
  const unknown = `stranger-${info.project.name}@example.com`;
  const home = new HomePage(page);
  const mark = site.mailMark();
  const answers: string[] = [];
  // The unknown one first: when the known one's mail is there, the other's would be, too.
  for (const address of [unknown, email]) {
    await home.open();
    await home.ask(address);
    await expect(home.title).toHaveText('Check your email');
    answers.push(await home.main.innerText());
  }
  expect(answers[1]).toBe(answers[0]);
  await look('home-sent');

  const mail = await site.nextMailTo(email, mark);
  expect(mail.header('List-Unsubscribe')).toEqual([]);
  await page.goto(site.linkIn(mail, '/preferences/'));
  await expect(new PreferencesPage(page).title).toBeVisible();
  expect(await site.mailsTo(unknown, mark)).toEqual([]);
  expect(await context.cookies()).toEqual([]);
});

test('the start page says what is wrong with an address and keeps it', async ({ page, look }) => {
  const home = new HomePage(page);
  await home.open();
  await look('home');
  await home.ask('jane at example');
  await expect(page).toHaveTitle(/^Error: /);
  await expect(home.email).toHaveValue('jane at example');
  await look('home-error');
  await home.problem.getByRole('link').click();
  await expect(home.email).toBeFocused();
});

for (const [path, title] of [
  ['/privacy', 'Privacy'],
  ['/cookies', 'Cookies'],
  ['/accessibility', 'Accessibility'],
] as const) {
  test(`${path} is a page of its own`, async ({ page, look }) => {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
    await look(title.toLowerCase());
  });
}

test('a page that is not there leads to opting out', async ({ page, look }) => {
  const answer = await page.goto('/unsubscribes');
  expect(answer?.status()).toBe(404);
  await look('not-found');
});

import { OptOutPage } from '../pages/opt-out-page';
import { PreferencesPage } from '../pages/preferences-page';
import { UnsubscribePage } from '../pages/unsubscribe-page';
import { expect, test } from './journey';
import { site } from './site';

test('a footer link opens one page with one button, and pressing it is the whole opt-out', async ({
  page,
  context,
  cast,
  look,
}) => {
  const { email } = cast.joined(0);
  const { unsubscribe } = await site.links(email);
  const stopping = new UnsubscribePage(page);

  await page.goto(unsubscribe);
  await expect(page).toHaveURL(/\/unsubscribe\//);
  await expect(stopping.title).toHaveText('Stop emails from Northgate');
  await expect(stopping.buttons).toHaveCount(1);
  await expect(stopping.scope('Offers from Northgate')).toBeChecked();
  await expect(stopping.scope('Everything from Northgate')).toBeVisible();
  await expect(stopping.scope('Everything from everybody')).toBeVisible();
  expect(await page.content()).not.toContain(email);
  await look('unsubscribe-ask');

  await stopping.stop();
  await expect(stopping.title).toHaveText('You have opted out');
  await expect(stopping.news).toContainText('You have stopped: Offers from Northgate');
  await expect(page.getByText('From now. An email already on its way may still arrive.')).toBeVisible();
  expect((await site.decide({ email }, 'email')).reasons[0]?.code).toBe('refused');
  expect((await site.decide({ email }, 'email', 'northgate', 'new-products')).answer).toBe('allow');
  await look('unsubscribe-done');

  await page.goto(unsubscribe);
  await expect(stopping.title).toHaveText('You had already opted out');
  await look('unsubscribe-already');

  await stopping.scope('Everything from everybody').check();
  await stopping.stop();
  await expect(stopping.title).toHaveText('You have opted out');
  await expect(stopping.news).toContainText('all marketing from everybody');
  expect((await site.decide({ email }, 'email', 'northgate', 'new-products')).answer).toBe('deny');
  await look('unsubscribe-done-all');
  expect(await context.cookies()).toEqual([]);
});

test('twenty fetches of a footer link by scanners change nothing', async ({ page, request, cast }) => {
  const { email } = cast.joined(1);
  const { unsubscribe } = await site.links(email);
  const before = await site.decide({ email }, 'email');
  const looks = Array.from({ length: 20 }, (_, turn) =>
    request.fetch(unsubscribe, { method: turn % 2 === 0 ? 'GET' : 'HEAD' }),
  );
  for (const answer of await Promise.all(looks)) expect(answer.status()).toBe(200);
  const { answer, relied_on } = await site.decide({ email }, 'email');
  expect({ answer, relied_on }).toEqual({ answer: 'allow', relied_on: before.relied_on });
  await page.goto(unsubscribe);
  await expect(new UnsubscribePage(page).title).toHaveText('Stop emails from Northgate');
});

test('a broken link says so and still takes the opt-out, by typed address', async ({ page, look }, info) => {
  const email = `broken-link-${info.project.name}@example.com`;
  const { unsubscribe, preferences } = await site.links(email);
  for (const link of [unsubscribe, preferences]) {
    const answer = await page.goto(new URL(link).pathname.slice(0, -3));
    expect(answer?.status()).toBe(404);
  }
  await page.goto(`${new URL(unsubscribe).pathname.replace('/u/', '/unsubscribe/').slice(0, -3)}`);
  const typed = new OptOutPage(page);
  await expect(typed.title).toHaveText('This link does not work');
  await look('unsubscribe-broken');
  await typed.stop(email);
  await expect(typed.title).toHaveText('You have opted out');
  expect((await site.decide({ email }, 'email')).reasons[0]?.code).toBe('refused');
});

test('a link in somebody’s email never shows their address, and leads to all their choices', async ({
  page,
  cast,
}) => {
  const { email, name } = cast.joined(1);
  const { unsubscribe } = await site.links(email);
  await page.goto(unsubscribe);
  await new UnsubscribePage(page).allChoices.click();
  await expect(new PreferencesPage(page).title).toBeVisible();
  const shown = await page.content();
  expect(shown).not.toContain(email);
  expect(shown).not.toContain(name);
});

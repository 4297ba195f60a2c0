import { PreferencesPage } from '../pages/preferences-page';
import { expect, test } from './journey';
import { site } from './site';

test('the preference page saves a tick taken away and one put in, and says so', async ({
  page,
  context,
  cast,
  look,
}) => {
  const { email } = cast.keen(0);
  const choices = new PreferencesPage(page);
  await page.goto((await site.links(email)).preferences);
  await expect(choices.title).toBeVisible();
  await expect(choices.box(/^Offers/)).toBeChecked();
  await expect(choices.box(/^Walks and events/)).not.toBeChecked();
  await look('preferences');

  await choices.box(/^Offers/).uncheck();
  await choices.box(/^Walks and events/).check();
  await choices.save();
  await expect(choices.news).toHaveText(/^Saved\. Your choices hold from now/);
  await expect(choices.box(/^Offers/)).not.toBeChecked();
  await expect(choices.box(/^Walks and events/)).toBeChecked();
  await expect(choices.history).toContainText('Yes taken back: Offers from Northgate by email');
  await expect(choices.history).toContainText('Yes to Walks and events from Northgate by email');
  await look('preferences-saved');
  expect((await site.decide({ email }, 'email')).reasons[0]?.code).toBe('refused');
  expect((await site.decide({ email }, 'email', 'northgate', 'events')).answer).toBe('allow');
  // What was left alone stays.
  expect((await site.decide({ email }, 'email', 'northgate', 'new-products')).answer).toBe('allow');

  await choices.save();
  await expect(choices.news).toHaveText('You changed nothing, so everything stays as it was.');
  expect(await context.cookies()).toEqual([]);
});

test('one press on the preference page stops everything, and a yes by the same page lifts only its cell', async ({
  page,
  cast,
  look,
}) => {
  const { email } = cast.keen(1);
  const choices = new PreferencesPage(page);
  await page.goto((await site.links(email)).preferences);
  await choices.stopEverythingButton.click();
  await expect(choices.news).toHaveText(/^Saved\. All marketing to this address is stopped/);
  await expect(choices.stopEverythingButton).toHaveCount(0);
  await expect(page.getByText(/^You said no to all marketing on/)).toBeVisible();
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(0);
  await look('preferences-stopped');
  for (const topic of ['offers', 'new-products', 'events'])
    expect((await site.decide({ email }, 'email', 'northgate', topic)).reasons[0]?.code).toBe('refused');

  await choices.box(/^Walks and events/).check();
  await choices.save();
  await expect(choices.news).toHaveText(/^Saved/);
  expect((await site.decide({ email }, 'email', 'northgate', 'events')).answer).toBe('allow');
  expect((await site.decide({ email }, 'email')).answer).toBe('deny');
});

import type { Page } from '@playwright/test';
import { SignInPage } from '../pages/sign-in-page';
import { expect, test } from './journey';
import { site } from './site';

/** The way from a page's foot to the same page in another language, each named in itself. */
const inLanguage = (page: Page, ownName: string) => page.getByRole('link', { name: ownName, exact: true });

async function expectArabic(page: Page): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('lang', 'ar');
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
}

test('every public page reads from right to left in Arabic', async ({ page, look }) => {
  for (const path of [
    '/',
    '/unsubscribe',
    '/register',
    '/signin',
    '/privacy',
    '/cookies',
    '/accessibility',
  ]) {
    await page.goto(`${path}?lang=ar`);
    await expectArabic(page);
    await look(`arabic-${path.slice(1) || 'home'}`);
  }
});

test('an opt-out by a footer link is made in Arabic from its mail to its end, and told in Welsh on a press', async ({
  page,
  context,
  look,
}, info) => {
  const email = `arabic-footer-${info.project.name}@example.com`;
  const { unsubscribe } = await site.links(email);
  await page.goto(`${unsubscribe.replace('/u/', '/unsubscribe/')}?lang=ar`);
  await expectArabic(page);
  await look('arabic-unsubscribe');
  await page.getByRole('button').click();
  await expect(page).toHaveURL(/\?done&lang=ar$/);
  await expectArabic(page);
  await look('arabic-unsubscribed');
  expect((await site.decide({ email }, 'email')).reasons[0]?.code).toBe('refused');

  await inLanguage(page, 'Cymraeg').click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'cy');
  await inLanguage(page, 'English').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You have opted out');
  expect(await context.cookies()).toEqual([]);
});

test('choices are saved in Arabic, and a faulty form comes back in it', async ({ page, cast, look }) => {
  const { email } = cast.quiet(5);
  const { preferences } = await site.links(email);
  await page.goto(`${preferences}?lang=ar`);
  await expectArabic(page);
  await look('arabic-preferences');
  await page.goto('/unsubscribe?lang=ar');
  await page.getByRole('button').first().click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expectArabic(page);
  await look('arabic-opt-out-error');
});

test('a customer chooses a language once, and the account and its mail are in it from then on', async ({
  page,
  cast,
  look,
}) => {
  const { email } = cast.quiet(6);
  const signIn = new SignInPage(page);
  const linkFor = async () => {
    const mark = site.mailMark();
    await signIn.open('account');
    await page.locator('#email').fill(email);
    await page.locator('main').getByRole('button').click();
    return site.nextMailTo(email, mark);
  };
  await page.goto(site.linkIn(await linkFor(), '/signin/confirm'));
  await signIn.confirm();
  await page.getByRole('button', { name: 'العربية', exact: true }).click();
  await expect(page).toHaveURL(/\/account$/);
  await expectArabic(page);
  await look('arabic-account');

  await page.context().clearCookies();
  const mail = await linkFor();
  expect(site.linkIn(mail, '/signin/confirm')).toMatch(/[?&]lang=ar(&|$)/);
});

import { expect, type Page } from '@playwright/test';
import { SignInPage } from '../pages/sign-in-page';
import { site } from './site';

/** Asks for a sign-in link and takes it out of the mail. */
export async function signInLinkFor(page: Page, email: string): Promise<string> {
  const signInPage = new SignInPage(page);
  const mark = site.mailMark();
  await signInPage.open('account');
  await signInPage.ask(email);
  await expect(signInPage.title).toHaveText('Check your email');
  return site.linkIn(await site.nextMailTo(email, mark), '/signin/confirm');
}

/** Signs a customer in, by a mailed link, in the browser that asked for it. */
export async function signIn(page: Page, email: string): Promise<void> {
  await page.goto(await signInLinkFor(page, email));
  await new SignInPage(page).confirm();
  await expect(page).toHaveURL(/\/account$/);
}

import type { Locator, Page } from '@playwright/test';

/** Asking for a sign-in link, and the page the link opens: a button where it was asked for, elsewhere a code. */
export class SignInPage {
  readonly title: Locator;
  readonly problem: Locator;
  readonly news: Locator;
  /** Signs in, in the browser that asked. */
  readonly button: Locator;
  /** To be typed in the browser that asked. */
  readonly code: Locator;

  constructor(private readonly page: Page) {
    this.title = page.getByRole('heading', { level: 1 });
    this.problem = page.getByRole('alert').filter({ hasText: /\S/ });
    this.news = page.getByRole('status');
    this.button = page.getByRole('button', { name: 'Sign in', exact: true });
    this.code = page.locator('main code');
  }

  async open(side: 'account' | 'staff'): Promise<void> {
    await this.page.goto(side === 'staff' ? '/signin/staff' : '/signin');
  }

  async ask(email: string): Promise<void> {
    await this.page.getByLabel(/^Your (work )?email address$/).fill(email);
    await this.page.getByRole('button', { name: 'Email me a link' }).click();
  }

  async confirm(): Promise<void> {
    await this.button.click();
  }

  async typeCode(code: string): Promise<void> {
    await this.page.getByLabel('Code', { exact: true }).fill(code);
    await this.page.getByRole('button', { name: 'Sign in with the code' }).click();
  }
}

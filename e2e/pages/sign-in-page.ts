import type { Locator, Page } from '@playwright/test';

/** Asking for a sign-in link, and the page with one button that the link opens. */
export class SignInPage {
  readonly title: Locator;
  readonly problem: Locator;
  readonly news: Locator;

  constructor(private readonly page: Page) {
    this.title = page.getByRole('heading', { level: 1 });
    this.problem = page.getByRole('alert').filter({ hasText: /\S/ });
    this.news = page.getByRole('status');
  }

  async open(side: 'account' | 'staff'): Promise<void> {
    await this.page.goto(side === 'staff' ? '/signin/staff' : '/signin');
  }

  async ask(email: string): Promise<void> {
    await this.page.getByLabel(/^Your (work )?email address$/).fill(email);
    await this.page.getByRole('button', { name: 'Email me a link' }).click();
  }

  async confirm(): Promise<void> {
    await this.page.getByRole('button', { name: 'Sign in' }).click();
  }
}

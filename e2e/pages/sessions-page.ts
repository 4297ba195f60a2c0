import type { Locator, Page } from '@playwright/test';

/** Where somebody is signed in. */
export class SessionsPage {
  readonly title: Locator;
  readonly news: Locator;
  /** One for each browser. */
  readonly sessions: Locator;

  constructor(private readonly page: Page) {
    this.title = page.getByRole('heading', { level: 1, name: 'Where you are signed in' });
    this.news = page.getByRole('main').getByRole('status');
    this.sessions = page.getByRole('main').getByRole('listitem');
  }

  async open(): Promise<void> {
    await this.page.goto('/account/sessions');
  }

  /** Signs a browser out by what it is called; it must be signed in once. */
  async signOut(device: string): Promise<void> {
    await this.page.getByRole('button', { name: `Sign out of ${device}` }).click();
  }
}

import type { Locator, Page } from '@playwright/test';

/** What the footer link of an email opens, and what one-click addresses lead a browser to. */
export class UnsubscribePage {
  readonly title: Locator;
  readonly news: Locator;
  readonly buttons: Locator;
  readonly allChoices: Locator;

  constructor(private readonly page: Page) {
    this.title = page.getByRole('heading', { level: 1 });
    this.news = page.getByRole('status');
    this.buttons = page.getByRole('button');
    this.allChoices = page.getByRole('link', { name: 'See and change all your choices' });
  }

  scope(name: string | RegExp): Locator {
    return this.page.getByRole('radio', { name });
  }

  async stop(): Promise<void> {
    await this.page.getByRole('button', { name: 'Stop' }).click();
  }
}

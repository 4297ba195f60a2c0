import type { Locator, Page } from '@playwright/test';

/** Every choice for one address, by link. */
export class PreferencesPage {
  readonly title: Locator;
  readonly news: Locator;
  readonly main: Locator;
  readonly stopEverythingButton: Locator;
  readonly history: Locator;

  constructor(private readonly page: Page) {
    this.title = page.getByRole('heading', { level: 1, name: 'Your choices' });
    this.news = page.getByRole('status');
    this.main = page.getByRole('main');
    this.stopEverythingButton = page.getByRole('button', { name: 'Stop everything' });
    this.history = page.getByRole('heading', { name: 'What was said before' }).locator('~ ul').first();
  }

  /** The box of a topic; with a channel where the address serves several. */
  box(name: string | RegExp): Locator {
    return this.page.getByRole('checkbox', { name });
  }

  async save(): Promise<void> {
    await this.page.getByRole('button', { name: 'Save my choices' }).click();
  }
}

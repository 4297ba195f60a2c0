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

  /** How often a topic may come. */
  often(topic: string, sender: string): Locator {
    return this.page.getByLabel(`How often: ${topic} from ${sender}`);
  }

  async takeBreak(until: string): Promise<void> {
    await this.page.getByLabel('Start again on').fill(until);
    await this.page.getByRole('button', { name: 'Start the break' }).click();
  }

  async save(): Promise<void> {
    await this.page.getByRole('button', { name: 'Save my choices' }).click();
  }
}

import type { Locator, Page } from '@playwright/test';

/** The signed-in control panel. */
export class AccountPage {
  readonly title: Locator;
  readonly news: Locator;
  readonly main: Locator;
  readonly said: Locator;

  constructor(private readonly page: Page) {
    this.title = page.getByRole('heading', { level: 1, name: 'Your choices' });
    this.news = page.getByRole('status');
    this.main = page.getByRole('main');
    this.said = page.getByRole('heading', { name: 'What was said before' }).locator('+ ol > li');
  }

  box(topic: string, sender: string, by: string): Locator {
    return this.page.getByRole('checkbox', { name: `${topic} from ${sender}, ${by}:` });
  }

  /** How often a topic may come. */
  often(topic: string, sender: string): Locator {
    return this.page.getByLabel(`How often: ${topic} from ${sender}`);
  }

  /** Fills in the break form and sends it. */
  async takeBreak(what: string, until: string): Promise<void> {
    await this.page.getByRole('radio', { name: what }).check();
    await this.page.getByLabel('Start again on').fill(until);
    await this.page.getByRole('button', { name: 'Start the break' }).click();
  }

  async save(): Promise<void> {
    await this.page.getByRole('button', { name: 'Save my choices' }).click();
  }

  async stopEverything(): Promise<void> {
    await this.page.getByRole('button', { name: 'Stop everything' }).click();
  }

  async signOutEverywhere(): Promise<void> {
    await this.page.getByRole('button', { name: 'Sign out everywhere' }).click();
  }
}

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
    this.said = page
      .getByRole('heading', { name: 'What was said before' })
      .locator('+ ol')
      .getByRole('listitem');
  }

  box(topic: string, sender: string, by: string): Locator {
    return this.page.getByRole('checkbox', { name: `${topic} from ${sender}, ${by}:` });
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

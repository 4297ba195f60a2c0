import type { Locator, Page } from '@playwright/test';

/** The start page, where a link to one's choices is asked for. */
export class HomePage {
  readonly title: Locator;
  readonly email: Locator;
  readonly problem: Locator;
  readonly main: Locator;

  constructor(private readonly page: Page) {
    this.title = page.getByRole('heading', { level: 1 });
    this.email = page.getByLabel('Your email address');
    this.problem = page.getByRole('alert');
    this.main = page.getByRole('main');
  }

  async open(): Promise<void> {
    await this.page.goto('/');
  }

  async ask(email: string): Promise<void> {
    await this.email.fill(email);
    await this.page.getByRole('button', { name: 'Email me the link' }).click();
  }
}

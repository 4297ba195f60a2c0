import type { Locator, Page } from '@playwright/test';

/** A form to join by, and the page behind the link that confirms it. */
export class RegisterPage {
  readonly title: Locator;
  readonly email: Locator;
  readonly name: Locator;
  readonly problem: Locator;
  readonly news: Locator;
  readonly main: Locator;

  constructor(private readonly page: Page) {
    this.title = page.getByRole('heading', { level: 1 });
    this.email = page.getByLabel('Email address');
    this.name = page.getByLabel('Full name');
    this.problem = page.getByRole('alert');
    this.news = page.getByRole('status');
    this.main = page.getByRole('main');
  }

  async open(form = 'northgate'): Promise<void> {
    await this.page.goto(`/register/${form}`);
  }

  /** The box of a channel under a topic; the group is named by the topic and what it says of itself. */
  box(topic: string, channel: string): Locator {
    return this.page
      .getByRole('group', { name: new RegExp(`^${topic}`) })
      .getByRole('checkbox', { name: channel });
  }

  get boxes(): Locator {
    return this.page.getByRole('checkbox');
  }

  async send(button = 'Register'): Promise<void> {
    await this.page.getByRole('button', { name: button, exact: true }).click();
  }

  async confirm(): Promise<void> {
    await this.page.getByRole('button', { name: 'Yes, confirm' }).click();
  }
}

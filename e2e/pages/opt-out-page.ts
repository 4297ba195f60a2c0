import type { Locator, Page } from '@playwright/test';

/** `/unsubscribe` without a link, and the same form under a link that does not work. */
export class OptOutPage {
  readonly title: Locator;
  readonly address: Locator;
  readonly problem: Locator;
  readonly news: Locator;
  readonly main: Locator;

  constructor(private readonly page: Page) {
    this.title = page.getByRole('heading', { level: 1 });
    this.address = page.getByLabel('Email address or phone number');
    this.problem = page.getByRole('alert');
    this.news = page.getByRole('status');
    this.main = page.getByRole('main');
  }

  async open(): Promise<void> {
    await this.page.goto('/unsubscribe');
  }

  async stop(address: string): Promise<void> {
    await this.address.fill(address);
    await this.page.getByRole('button', { name: 'Stop all marketing' }).click();
  }

  async openPost(): Promise<void> {
    await this.page.getByText('Stop post to a postal address').click();
  }

  async stopPost(post: { name: string; lines: string; postcode: string }): Promise<void> {
    await this.page.getByLabel('Name on the post').fill(post.name);
    await this.page.getByLabel('Address', { exact: true }).fill(post.lines);
    await this.page.getByLabel('Postcode').fill(post.postcode);
    await this.page.getByRole('button', { name: 'Stop marketing by post' }).click();
  }
}

import type { Locator, Page } from '@playwright/test';

/** A person's own data: downloads, ways to ask, and what was asked. */
export class MyDataPage {
  readonly title: Locator;
  readonly news: Locator;
  readonly problem: Locator;
  readonly requests: Locator;

  constructor(private readonly page: Page) {
    this.title = page.getByRole('heading', { level: 1 });
    this.news = page.getByRole('status');
    this.problem = page.getByRole('alert').filter({ hasText: /\S/ });
    this.requests = page.getByRole('heading', { name: 'What you asked for' }).locator('+ ol > li');
  }

  async open(): Promise<void> {
    await this.page.goto('/account/my-data');
  }

  async way(name: string): Promise<void> {
    await this.page.getByRole('link', { name, exact: true }).click();
  }

  async write(label: string, words: string, button: string): Promise<void> {
    await this.page.getByLabel(label).fill(words);
    await this.press(button);
  }

  async press(button: string): Promise<void> {
    await this.page.getByRole('button', { name: button, exact: true }).click();
  }

  /** Follows a download link and gives the text of the file. */
  async download(name: string): Promise<{ name: string; text: string }> {
    const waiting = this.page.waitForEvent('download');
    await this.page.getByRole('link', { name, exact: true }).click();
    const file = await waiting;
    const chunks: Buffer[] = [];
    for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
    return { name: file.suggestedFilename(), text: Buffer.concat(chunks).toString('utf8') };
  }
}

import type { Locator, Page } from '@playwright/test';

/** The staff desk: finding, recording, reading back. */
export class DeskPage {
  readonly title: Locator;
  readonly search: Locator;
  readonly words: Locator;
  readonly callReference: Locator;
  readonly readBack: Locator;
  readonly nextCaller: Locator;
  readonly problem: Locator;
  readonly main: Locator;

  constructor(private readonly page: Page) {
    this.title = page.getByRole('heading', { level: 1 });
    this.search = page.getByLabel('Number, email, name or postcode');
    this.words = page.getByLabel('The caller’s words');
    this.callReference = page.getByLabel('Call reference');
    this.readBack = page.getByRole('status');
    this.nextCaller = page.getByRole('link', { name: 'Next caller' });
    this.problem = page.getByRole('alert').filter({ hasText: /\S/ });
    this.main = page.getByRole('main');
  }

  async find(text: string): Promise<void> {
    await this.search.fill(text);
    await this.page.getByRole('button', { name: 'Find' }).click();
  }

  channel(name: string): Locator {
    return this.page.getByRole('checkbox', { name, exact: true });
  }

  person(name: string): Locator {
    return this.main.getByRole('link', { name });
  }

  async record(): Promise<void> {
    await this.page.getByRole('button', { name: 'Record it now' }).click();
  }

  /** What stands beside a term in the request's facts. */
  fact(term: string): Locator {
    return this.page.getByText(term, { exact: true }).locator('+ dd');
  }

  row(text: string): Locator {
    return this.page.getByRole('row').filter({ hasText: text });
  }

  async goTo(name: string): Promise<void> {
    await this.page.getByRole('banner').getByRole('link', { name, exact: true }).click();
  }

  async undo(reason: string): Promise<void> {
    await this.page.getByText('Undo: it was recorded by mistake').click();
    await this.page.getByLabel('What was the slip?').fill(reason);
    await this.page.getByRole('button', { name: 'Undo this request' }).click();
  }
}

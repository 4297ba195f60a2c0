import type { Locator, Page } from '@playwright/test';

/** The page of a person's addresses. */
export class AddressesPage {
  readonly title: Locator;
  readonly news: Locator;
  readonly problem: Locator;

  constructor(private readonly page: Page) {
    this.title = page.getByRole('heading', { level: 1 });
    this.news = page.getByRole('status');
    this.problem = page.getByRole('main').getByRole('alert');
  }

  async open(): Promise<void> {
    await this.page.goto('/account/addresses');
  }

  /** What is said of one address that is on the list. */
  card(shown: string): Locator {
    return this.page.getByRole('listitem').filter({ has: this.page.getByText(shown, { exact: true }) });
  }

  async unfold(form: 'an email address' | 'a phone or fax number' | 'a postal address'): Promise<void> {
    await this.page.getByText(`Add ${form}`, { exact: true }).click();
  }

  async addEmail(email: string): Promise<void> {
    await this.page.getByLabel('Email address', { exact: true }).fill(email);
    await this.page.getByRole('button', { name: 'Send me a code' }).click();
  }

  async addNumber(number: string, uses: readonly string[]): Promise<void> {
    const form = this.page.locator('details.add', { hasText: 'Add a phone or fax number' });
    await form.getByLabel('Number', { exact: true }).fill(number);
    for (const use of ['Calls', 'Texts', 'Fax']) await form.getByLabel(use).setChecked(uses.includes(use));
    await form.getByRole('button', { name: 'Add this number' }).click();
  }

  codeFor(shown: string): Locator {
    return this.page.getByLabel(`Code for ${shown}`);
  }

  async typeCode(shown: string, code: string): Promise<void> {
    await this.codeFor(shown).fill(code);
    await this.page
      .locator('.panel', { has: this.codeFor(shown) })
      .getByRole('button', { name: 'Confirm', exact: true })
      .click();
  }

  async remove(shown: string): Promise<void> {
    await this.card(shown).getByText('Remove').first().click();
    await this.page.getByRole('button', { name: `Yes, remove ${shown}` }).click();
  }
}

import type { Page } from '@playwright/test';

/** A keyboard that counts what a person has to press, apart from the text they type. */
export class CountedKeys {
  pressed = 0;
  typed = 0;

  constructor(private readonly page: Page) {}

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
    this.typed += text.length;
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
    this.pressed += 1;
  }
}

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { type CDPSession, expect, type Page } from '@playwright/test';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
const SCHEMES = ['light', 'dark'] as const;
/** WCAG 1.4.10: what 1280 pixels at 400 % leave. */
const NARROWEST_PX = 320;

/** Where pictures of every inspected page go; unset: none are taken. */
const PICTURES = process.env.SAYSO_PICTURES;

/**
 * Looks at the page as it stands: nothing wrong by the rules of WCAG 2.2 AA that a machine can check, light and dark,
 * and no sideways scrolling at 320 pixels. `name` is the picture's.
 */
export async function inspect(page: Page, scripts: ScriptSwitch, name: string): Promise<void> {
  await scripts.whileOn(async () => {
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      // Legacy mode: the other one opens a second page, and there are no frames to gather from.
      const { violations } = await new AxeBuilder({ page }).withTags(RULES).setLegacyMode().analyze();
      const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
      expect.soft(told, `${name}, ${colorScheme}: what axe finds`).toEqual([]);
      if (PICTURES !== undefined) await picture(page, PICTURES, `${name}-${colorScheme}`);
    }
  });
  await page.emulateMedia({ colorScheme: null });
  await expectNoSidewaysScroll(page, name);
}

/** Turns the scripts of a page on for the inspection only, where the journey runs without any. */
export class ScriptSwitch {
  private session: CDPSession | null = null;

  constructor(
    private readonly page: Page,
    private readonly normallyOn: boolean,
  ) {}

  async whileOn(work: () => Promise<void>): Promise<void> {
    if (this.normallyOn) return work();
    // Kept open: a session that ends would leave the scripts on.
    this.session ??= await this.page.context().newCDPSession(this.page);
    const disabled = (value: boolean) =>
      this.session?.send('Emulation.setScriptExecutionDisabled', { value });
    await disabled(true);
    await disabled(false);
    await work();
    await disabled(true);
  }
}

async function expectNoSidewaysScroll(page: Page, name: string): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: NARROWEST_PX, height: 640 });
  const { tooWide, wide } = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const beyond = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > width + 1 && element.closest('.scroll') === null,
    );
    return {
      tooWide: document.documentElement.scrollWidth - width,
      wide: beyond.slice(-3).map((element) => element.outerHTML.slice(0, 120)),
    };
  });
  expect.soft(tooWide, `${name}: sideways scroll at ${NARROWEST_PX} px, by ${wide.join(' | ')}`).toBe(0);
  if (before !== null) await page.setViewportSize(before);
}

async function picture(page: Page, dir: string, name: string): Promise<void> {
  mkdirSync(dir, { recursive: true });
  const size = page.viewportSize()?.width === 390 ? 'phone' : 'desktop';
  await page.screenshot({ path: join(dir, `${name}-${size}.png`), fullPage: true });
}

import type { Page } from '@playwright/test';
import { ACCOUNT_PAGES, type Budget, OPEN_PAGES, PUBLIC_BUDGET, SIGNED_IN_BUDGET } from '../weight/budgets';
import { weigh } from '../weight/weigh';
import { expect, test } from './journey';
import { signIn } from './signed-in';
import { site } from './site';

async function expectLight(page: Page, path: string, budget: Budget): Promise<void> {
  const weight = await weigh(page, site.url(path));
  expect.soft(weight.bytes, `${path}: bytes`).toBeLessThanOrEqual(budget.bytes);
  expect.soft(weight.bytes, `${path}: bytes`).toBeGreaterThan(500);
  expect.soft(weight.scripts, `${path}: scripts`).toBeLessThanOrEqual(budget.scripts);
  expect.soft(weight.cls, `${path}: layout shift`).toBeLessThanOrEqual(budget.cls);
}

test('every public page is light on a first visit and brings no script', async ({ page, cast }) => {
  const { unsubscribe, preferences } = await site.links(cast.quiet(7).email);
  const linked = [unsubscribe, preferences].map((url) => new URL(url).pathname);
  for (const path of [...OPEN_PAGES, ...linked]) await expectLight(page, path, PUBLIC_BUDGET);
});

test('every signed-in page keeps to its weight', async ({ page, cast }) => {
  await signIn(page, cast.quiet(7).email);
  for (const path of ACCOUNT_PAGES) {
    await expectLight(page, path, SIGNED_IN_BUDGET);
    await expect(page).toHaveURL(site.url(path));
  }
});

import { chromium } from '@playwright/test';
import { castFor } from '../journeys/cast';
import { signIn } from '../journeys/signed-in';
import { site } from '../journeys/site';
import { ACCOUNT_PAGES, type Budget, OPEN_PAGES, PUBLIC_BUDGET, SIGNED_IN_BUDGET } from '../weight/budgets';
import { type Weight, weigh } from '../weight/weigh';
import openSite from '../world';

const ROUNDS = 3;

/**
 * Starts the whole site with its demo data and prints what each page takes on a first visit in a real browser: bytes,
 * requests, scripts, Largest Contentful Paint and Cumulative Layout Shift. Returns how many budgets are exceeded.
 */
export async function weighPages(say: (line: string) => void): Promise<number> {
  const close = await openSite();
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage({ baseURL: site.url() });
    let missed = 0;
    say('\n| page | bytes | requests | scripts | LCP ms | CLS |\n|---|---|---|---|---|---|');
    const row = async (path: string, budget: Budget) => {
      const weights: Weight[] = [];
      for (let round = 0; round < ROUNDS; round += 1) weights.push(await weigh(page, site.url(path)));
      const middle = weights.toSorted((one, other) => one.lcpMs - other.lcpMs)[1];
      if (middle === undefined) return;
      const { bytes, requests, scripts, lcpMs, cls } = middle;
      if (bytes > budget.bytes || scripts > budget.scripts || cls > budget.cls) missed += 1;
      say(
        `| ${path.replace(/[A-Za-z0-9_-]{40,}/, 'TOKEN')} | ${bytes} | ${requests} | ${scripts} | ${Math.round(lcpMs)} | ${cls.toFixed(3)} |`,
      );
    };
    const { email } = castFor('script').quiet(0);
    const links = await site.links(email);
    for (const path of OPEN_PAGES) await row(path, PUBLIC_BUDGET);
    for (const url of [links.unsubscribe, links.preferences]) await row(new URL(url).pathname, PUBLIC_BUDGET);
    await signIn(page, email);
    for (const path of ACCOUNT_PAGES) await row(path, SIGNED_IN_BUDGET);
    return missed;
  } finally {
    await browser.close();
    await close();
  }
}

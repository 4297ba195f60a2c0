import { test as base, expect } from '@playwright/test';
import { castFor } from './cast';
import { inspect, ScriptSwitch } from './inspect';
import { site } from './site';

interface Journey {
  cast: ReturnType<typeof castFor>;
  /** Inspects the page as it stands; see `inspect`. */
  look(name: string): Promise<void>;
}

/** A journey through the running site: its own people, and a look at every page it meets. */
export const test = base.extend<Journey>({
  // biome-ignore-start lint/correctness/noEmptyPattern: the runner reads the names of fixtures from the pattern
  baseURL: async ({}, use) => use(site.url()),
  cast: async ({}, use, info) => use(castFor(info.project.name)),
  // biome-ignore-end lint/correctness/noEmptyPattern: the runner reads the names of fixtures from the pattern
  page: async ({ page }, use) => {
    const complaints: string[] = [];
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (said) => {
      // An answer of 404 is told here, too; journeys look at the status themselves.
      const about = said.text();
      if (said.type() === 'error' && !about.startsWith('Failed to load resource')) complaints.push(about);
    });
    await use(page);
    expect([...new Set(complaints)], 'what the browser complains of').toEqual([]);
  },
  look: async ({ page, javaScriptEnabled }, use) => {
    const scripts = new ScriptSwitch(page, javaScriptEnabled !== false);
    await use((name) => inspect(page, scripts, name));
  },
});

export { expect } from '@playwright/test';

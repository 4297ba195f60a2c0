import { defineConfig, devices } from '@playwright/test';

const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
/** The same with and without scripts, or told by scripts alone: once is enough. */
const BY_COMMAND = /(main-job|import|weight)\.spec\.ts$/;

/** Journeys through the real thing, in a real browser: with scripts on a desktop, and without any on a phone. */
export default defineConfig({
  testDir: 'e2e/journeys',
  globalSetup: './e2e/world.ts',
  // One site, one mailbox, two cores: journeys go one after the other, and one that fails is not tried again.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  globalTimeout: 24 * 60_000,
  forbidOnly: true,
  reporter: [['list']],
  use: {
    ...devices['Desktop Chrome'],
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    screenshot: 'only-on-failure',
    // Colours in the middle of changing are nobody's.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'script', use: { viewport: DESKTOP } },
    { name: 'plain', testIgnore: BY_COMMAND, use: { viewport: PHONE, javaScriptEnabled: false } },
  ],
});

// npm test: installs what is missing, then lint, types, unit and database tests, a build and the browser tests.
// Daily use: npm test -- --only check|unit|postgres15|browser [words for vitest or playwright]
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { ensureBuilt } from './build.mjs';
import { DEAD_CODE, FORMAT_AND_LINT, runChecks, TYPES } from './checks.mjs';
import { run } from './command.mjs';
import { ensureInstalled } from './install.mjs';
import { fail, filesBelow, inRoot, requireNode, say, seconds } from './project.mjs';
import { closingLine, countsOf, playwrightCounts, vitestCounts } from './reports.mjs';

const WHOLE_RUN_MS = 58 * 60_000;
const UNIT_TIMEOUT_MS = 25 * 60_000;
const BROWSER_TIMEOUT_MS = 25 * 60_000;
const POSTGRES_15 = '/usr/lib/postgresql/15/bin/postgres';
const PLAYWRIGHT_CONFIGS = ['playwright.config.ts', 'e2e/playwright.config.ts'];

/** @typedef {import('./reports.mjs').Counts} Counts */

const began = Date.now();
const reports = mkdtempSync(join(tmpdir(), 'sayso-reports-'));
process.once('exit', () => rmSync(reports, { recursive: true, force: true }));
const total = { passed: 0, failed: 0, skipped: 0 };
/** @param {number} limitMs */
const bounded = (limitMs) => Math.max(1_000, Math.min(limitMs, began + WHOLE_RUN_MS - Date.now()));

/** @type {Record<string, (words: string[]) => Promise<Counts>>} */
const STAGES = { check, unit, postgres15, browser };

/** @returns {Promise<Counts>} */
async function check() {
  const { passed, failed } = await runChecks([FORMAT_AND_LINT, TYPES, ...DEAD_CODE]);
  return { passed: passed.length, failed: failed.length, skipped: 0 };
}

/** @param {string[]} words @returns {Promise<Counts>} */
async function unit(words) {
  return atLeastOne(await vitest(words, {}));
}

/** The tests that use a database once more, on the oldest PostgreSQL we promise, where Debian's is installed. */
async function postgres15() {
  const files = existsSync(POSTGRES_15)
    ? filesBelow('lib').concat(filesBelow('db')).filter(usesDatabase)
    : [];
  if (files.length > 0) return vitest(files, { SAYSO_TEST_PG15: '1' });
  say('no PostgreSQL 15 on this machine: left out');
  return { passed: 0, failed: 0, skipped: 0 };
}

/** @param {string[]} words @param {NodeJS.ProcessEnv} env @returns {Promise<Counts>} */
async function vitest(words, env) {
  const report = join(reports, 'vitest.json');
  rmSync(report, { force: true });
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...words];
  const done = await run(process.execPath, [inRoot('node_modules', 'vitest', 'vitest.mjs'), ...args], {
    timeoutMs: bounded(UNIT_TIMEOUT_MS),
    env,
    show: true,
  });
  if (done.timedOut) say('out of time');
  return countsOf(done, () => vitestCounts(report));
}

/** @param {string} path */
function usesDatabase(path) {
  return /\.test\.tsx?$/.test(path) && readFileSync(inRoot(path), 'utf8').includes('testDatabase(');
}

/** @param {string[]} words @returns {Promise<Counts>} */
async function browser(words) {
  const config = PLAYWRIGHT_CONFIGS.find((path) => existsSync(inRoot(path)));
  if (!config) throw new Error('There is no playwright.config.ts.');
  const chromium = await ensureBrowser(say);
  await ensureBuilt(say);
  const report = join(reports, 'playwright.json');
  const cli = inRoot('node_modules', '@playwright', 'test', 'cli.js');
  const done = await run(
    process.execPath,
    [cli, 'test', `--config=${config}`, '--reporter=list,json', ...words],
    {
      timeoutMs: bounded(BROWSER_TIMEOUT_MS),
      env: { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
      show: true,
    },
  );
  if (done.timedOut) say('browser tests: out of time');
  return atLeastOne(countsOf(done, () => playwrightCounts(report)));
}

/** A stage in which no test ran has proved nothing. @param {Counts} counts */
function atLeastOne(counts) {
  return counts.passed + counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

/** @param {string} name @param {string[]} words */
async function stage(name, words) {
  const from = Date.now();
  say(`\n== ${name}`);
  const counts = await STAGES[name]?.(words).catch((error) => {
    say(error instanceof Error ? error.message : String(error));
    return { passed: 0, failed: 1, skipped: 0 };
  });
  if (!counts) throw new Error(`--only takes one of: ${Object.keys(STAGES).join(', ')}`);
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  return `${name}: ${closingLine(counts)} in ${seconds(from)}`;
}

requireNode();
const words = process.argv.slice(2);
const only = words[0] === '--only' ? words[1] : undefined;
try {
  await ensureInstalled(say);
  const lines = [];
  for (const name of only === undefined ? Object.keys(STAGES) : [only]) {
    lines.push(await stage(name, only === undefined ? [] : words.slice(2)));
  }
  say(`\n${lines.join('\n')}`);
} catch (error) {
  fail(error);
}
say(closingLine(total));
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

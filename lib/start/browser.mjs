import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { run } from './command.mjs';
import { inRoot } from './project.mjs';

const INSTALL_TIMEOUT_MS = 10 * 60_000;
const ASK_TIMEOUT_MS = 20_000;
const SYSTEM_BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * The path of a Chromium that runs here: $CHROMIUM_PATH, the system's, Playwright's own, else one is installed.
 * Throws with what to do when none can be had. Dependencies must be installed already.
 * @param {(line: string) => void} tell
 * @returns {Promise<string>}
 */
export async function ensureBrowser(tell) {
  const asked = process.env.CHROMIUM_PATH;
  if (asked && !runs(asked)) throw new Error(`CHROMIUM_PATH is ${asked}, and that does not run.`);
  const found = asked ?? findBrowser();
  if (found) return found;
  tell('Installing a Chromium for the browser tests …');
  /** @type {string[]} */
  const faults = [];
  for (const install of [installWithApt, installWithPlaywright]) {
    faults.push(await install());
    const installed = findBrowser();
    if (installed) return installed;
  }
  throw new Error(
    `There is no Chromium, and installing one failed. Install it yourself and set CHROMIUM_PATH.\n${faults.join('\n').trim()}`,
  );
}

function findBrowser() {
  return [...SYSTEM_BROWSERS, playwrightsOwn()].find(runs);
}

/** @param {string} path */
function runs(path) {
  if (path === '' || !existsSync(path)) return false;
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: ASK_TIMEOUT_MS }).status === 0;
}

function playwrightsOwn() {
  try {
    return createRequire(inRoot('package.json'))('@playwright/test').chromium.executablePath();
  } catch {
    return '';
  }
}

/** Debian's own package; Ubuntu's is a snap, which does not work in containers. @returns {Promise<string>} */
async function installWithApt() {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get') || !/^ID=debian$/m.test(release)) return '';
  const options = { timeoutMs: INSTALL_TIMEOUT_MS, env: { DEBIAN_FRONTEND: 'noninteractive' } };
  const wait = ['-o', 'DPkg::Lock::Timeout=300'];
  await run('apt-get', [...wait, 'update'], options);
  const packages = ['chromium', 'fonts-liberation'];
  const { ok, output } = await run(
    'apt-get',
    [...wait, 'install', '-y', '--no-install-recommends', ...packages],
    options,
  );
  return ok ? '' : output;
}

/** @returns {Promise<string>} */
async function installWithPlaywright() {
  const cli = inRoot('node_modules', '@playwright', 'test', 'cli.js');
  const args = process.getuid?.() === 0 ? ['install', '--with-deps', 'chromium'] : ['install', 'chromium'];
  const { ok, output } = await run(process.execPath, [cli, ...args], { timeoutMs: INSTALL_TIMEOUT_MS });
  return ok ? '' : output;
}

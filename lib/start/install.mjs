import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { run } from './command.mjs';
import { exclusively } from './lock.mjs';
import { digest, inRoot, sayAside, seconds } from './project.mjs';

const INSTALL_TIMEOUT_MS = 15 * 60_000;
const MACHINE = `${process.platform}-${process.arch}`;
const STAMP = inRoot('node_modules', '.sayso-lock');

/**
 * Makes node_modules exactly what package-lock.json says, if it is not already. No package's own script is run.
 * Throws with the end of npm's output when that fails.
 * @param {(line: string) => void} [tell] default: the error stream
 */
export async function ensureInstalled(tell = sayAside) {
  if (isInstalled()) return;
  await exclusively('install', async () => {
    if (isInstalled()) return;
    tell('Installing dependencies (about a minute the first time) …');
    const began = Date.now();
    const args = ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
    const [program, first] = npm();
    const { ok, output, timedOut } = await run(program, [...first, ...args], {
      timeoutMs: INSTALL_TIMEOUT_MS,
    });
    if (!ok) {
      throw new Error(
        `Dependencies could not be installed${timedOut ? ' in time' : ''}. npm said:\n${output.trim()}`,
      );
    }
    writeFileSync(STAMP, wanted());
    tell(`Dependencies installed in ${seconds(began)}.`);
  });
}

/** What must be installed: the lock file, for this kind of machine. */
function wanted() {
  return `${MACHINE} ${digest(readFileSync(inRoot('package-lock.json')))}`;
}

function isInstalled() {
  if (!existsSync(inRoot('node_modules'))) return false;
  const stamp = existsSync(STAMP) ? readFileSync(STAMP, 'utf8') : MACHINE;
  if (stamp === wanted()) return true;
  if (!stamp.startsWith(MACHINE) || !installedByHand()) return false;
  writeFileSync(STAMP, wanted());
  return true;
}

/** True when somebody ran npm themselves and npm's own record agrees with the lock file. */
function installedByHand() {
  const record = inRoot('node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const present = JSON.parse(readFileSync(record, 'utf8')).packages;
  const locked = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')).packages;
  return Object.keys(locked).every(
    (path) =>
      path === '' ||
      (present[path] === undefined
        ? locked[path].optional === true
        : present[path].version === locked[path].version),
  );
}

/** The npm that started us, else the one on the path. @returns {[string, string[]]} */
function npm() {
  const started = process.env.npm_execpath;
  return started && /npm-cli\.js$/.test(started) ? [process.execPath, [started]] : ['npm', []];
}

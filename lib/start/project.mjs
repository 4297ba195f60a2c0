// What every script here knows about the project. No dependencies: these run before anything is installed.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root folder. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url)).replace(/[\\/]$/, '');

/** @param {string[]} parts path below the root */
export const inRoot = (...parts) => join(ROOT, ...parts);

/**
 * Every file below a folder of the project, in order, as paths from the root with forward slashes.
 * @param {string} folder
 * @returns {string[]} none when there is no such folder
 */
export function filesBelow(folder) {
  if (!existsSync(inRoot(folder))) return [];
  return readdirSync(inRoot(folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) =>
      entry.isDirectory() ? filesBelow(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`],
    );
}

/** @param {string} line printed for the person at the terminal */
export const say = (line) => {
  process.stdout.write(`${line}\n`);
};

/** @param {string} line printed aside, so that what a program prints for other programs stays clean */
export const sayAside = (line) => {
  process.stderr.write(`${line}\n`);
};

/** @param {number} sinceMs from Date.now() */
export const seconds = (sinceMs) => `${((Date.now() - sinceMs) / 1000).toFixed(1)} s`;

/** @param {(string | Buffer)[]} parts */
export function digest(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}

/** Ends the process with a plain message when this Node is too old (package.json, "engines"). */
export function requireNode() {
  const wanted = /(\d+)\.(\d+)/.exec(JSON.parse(readFileSync(inRoot('package.json'), 'utf8')).engines.node);
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [, needMajor = 0, needMinor = 0] = (wanted ?? []).map(Number);
  if (major > needMajor || (major === needMajor && minor >= needMinor)) return;
  sayAside(`Sayso needs Node ${needMajor}.${needMinor} or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

/**
 * Ends the process with the reason on the error stream, without a stack: the person needs to know what to do.
 * @param {unknown} error
 * @returns {never}
 */
export function fail(error) {
  sayAside(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

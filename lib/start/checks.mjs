import { existsSync } from 'node:fs';
import { run } from './command.mjs';
import { inRoot, say, seconds } from './project.mjs';

const CHECK_TIMEOUT_MS = 5 * 60_000;

/** @typedef {{ name: string, args: string[] }} Check `args` for node */

const PROGRAMS = {
  biome: inRoot('node_modules', '@biomejs', 'biome', 'bin', 'biome'),
  tsc: inRoot('node_modules', 'typescript', 'bin', 'tsc'),
  vitest: inRoot('node_modules', 'vitest', 'vitest.mjs'),
  knip: inRoot('node_modules', 'knip', 'bin', 'knip.js'),
};

const COLOURS = process.stdout.isTTY ? 'force' : 'off';

/** @type {Check} */
export const FORMAT_AND_LINT = {
  name: 'format and lint',
  args: [PROGRAMS.biome, 'ci', `--colors=${COLOURS}`, '.'],
};
/** @type {Check} */
export const TYPES = { name: 'types', args: [PROGRAMS.tsc, '--noEmit'] };
/** @type {Check} */
export const ARCHITECTURE = {
  name: 'architecture',
  args: [PROGRAMS.vitest, 'run', 'lib/architecture.test.ts'],
};
/** @type {Check[]} */
export const DEAD_CODE = existsSync(inRoot('knip.json'))
  ? [{ name: 'dead code', args: [PROGRAMS.knip] }]
  : [];

/**
 * Runs checks one after another, all of them; a failed one shows its output.
 * @param {Check[]} checks
 * @param {number} [timeoutMs] for each
 * @returns {Promise<{ passed: string[], failed: string[] }>} their names
 */
export async function runChecks(checks, timeoutMs = CHECK_TIMEOUT_MS) {
  /** @type {{ passed: string[], failed: string[] }} */
  const result = { passed: [], failed: [] };
  for (const { name, args } of checks) {
    const began = Date.now();
    const done = await run(process.execPath, args, { timeoutMs });
    if (!done.ok) say(done.output.trimEnd());
    say(
      `${name}: ${done.ok ? 'passed' : done.timedOut ? 'FAILED (out of time)' : 'FAILED'} in ${seconds(began)}`,
    );
    result[done.ok ? 'passed' : 'failed'].push(name);
  }
  return result;
}

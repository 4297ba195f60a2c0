import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const COMMAND_TIMEOUT_MS = 100_000;

/** Runs `sayso …` beside the running site and parses the last line of JSON it prints. Rejects when it exits with a fault. */
export async function sayso<Printed>(
  env: Record<string, string>,
  words: readonly string[],
): Promise<Printed> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', 'lib/cli/main.ts', ...words],
    {
      cwd: ROOT,
      env: { NODE_ENV: 'production', PATH: process.env.PATH, HOME: process.env.HOME, ...env },
      timeout: COMMAND_TIMEOUT_MS,
    },
  );
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Printed;
}

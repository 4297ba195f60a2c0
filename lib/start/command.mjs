import { spawn } from 'node:child_process';
import { ROOT } from './project.mjs';

const TAIL_BYTES = 20_000;
const LEAVE_WITHIN_MS = 3_000;
const KILL_AFTER_MS = 5_000;
const OUTPUT_ARRIVES_MS = 2_000;
/** @type {NodeJS.Signals[]} */
const ENDINGS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const ON_WINDOWS = process.platform === 'win32';

/** @type {Set<import('node:child_process').ChildProcess>} */
const live = new Set();

/**
 * Ends a child and everything it started: each runs in a process group of its own for this.
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function end(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (ON_WINDOWS) child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // Already gone.
  }
}

/** @type {number | undefined} the exit code, once a signal told us to leave */
let leavingWith;

/** @param {NodeJS.Signals} signal */
function endAllAndLeave(signal) {
  const code = signal === 'SIGINT' ? 130 : 143;
  leavingWith = code;
  for (const child of live) end(child, 'SIGTERM');
  setTimeout(() => process.exit(code), LEAVE_WITHIN_MS);
}

process.on('exit', () => {
  for (const child of live) end(child, 'SIGKILL');
});

/**
 * Runs a program to its end, with no standard input. A signal to us, a fault or the time limit ends it with all
 * its children.
 * @param {string} program
 * @param {string[]} args
 * @param {{ timeoutMs: number, env?: NodeJS.ProcessEnv, show?: boolean }} options `show`: on our own output;
 *   otherwise collected
 * @returns {Promise<{ ok: boolean, code: number | null, timedOut: boolean, output: string }>} `output` is the
 *   last part of what was collected
 */
export function run(program, args, { timeoutMs, env = {}, show = false }) {
  return new Promise((resolve) => {
    if (live.size === 0) for (const signal of ENDINGS) process.on(signal, endAllAndLeave);
    const child = spawn(program, args, {
      cwd: ROOT,
      detached: !ON_WINDOWS,
      env: { ...process.env, ...env },
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
      shell: ON_WINDOWS && program === 'npm',
    });
    live.add(child);
    let output = '';
    let timedOut = false;
    /** @param {Buffer} chunk */
    const collect = (chunk) => {
      output = (output + chunk.toString('utf8')).slice(-TAIL_BYTES);
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    const timer = setTimeout(() => {
      timedOut = true;
      end(child, 'SIGTERM');
      setTimeout(() => end(child, 'SIGKILL'), KILL_AFTER_MS).unref();
    }, timeoutMs);
    /** @param {number | null} code */
    const finish = (code) => {
      if (!live.delete(child)) return;
      if (leavingWith !== undefined) process.exit(leavingWith);
      clearTimeout(timer);
      if (live.size === 0) for (const signal of ENDINGS) process.removeListener(signal, endAllAndLeave);
      resolve({ ok: code === 0 && !timedOut, code, timedOut, output });
    };
    child.once('error', (error) => {
      output += `${program}: ${error.message}`;
      finish(null);
    });
    child.once('exit', (code) => {
      end(child, 'SIGKILL');
      // The last output may still be on its way; somebody who left the group may hold the pipe for ever.
      child.once('close', () => finish(code));
      setTimeout(() => finish(code), OUTPUT_ARRIVES_MS).unref();
    });
  });
}

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const ON_LINUX = process.platform === 'linux';

/**
 * The command line of a running process, its words separated by NUL (Linux) or spaces (elsewhere).
 * Undefined when there is no such process, or only a zombie that nobody has waited for.
 */
export function commandLine(pid: number): string | undefined {
  if (ON_LINUX) return nonEmpty(readOrEmpty(`/proc/${pid}/cmdline`));
  return nonEmpty(ps(['-o', 'command=', '-p', String(pid)]));
}

/**
 * When a process began, as an opaque text that differs between two processes given the same pid, across
 * reboots and containers too. Undefined when the process is gone.
 */
export function processStart(pid: number): string | undefined {
  if (!ON_LINUX) return nonEmpty(ps(['-o', 'lstart=', '-p', String(pid)]));
  const stat = readOrEmpty(`/proc/${pid}/stat`);
  // The second field is the command in brackets and may itself hold spaces and brackets.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  const startTicks = fields[19];
  if (!startTicks || state === 'Z' || state === 'X') return undefined;
  return `${readOrEmpty('/proc/sys/kernel/random/boot_id').trim()}:${startTicks}`;
}

/** True when the process is a PostgreSQL server process (postmaster or child) whose title holds `mark`. */
export function isServerProcess(pid: number, mark: string): boolean {
  const line = commandLine(pid);
  return line !== undefined && isMarkedPostgres(line, mark);
}

/** The pids of every PostgreSQL process, postmaster or child, whose title holds `mark`. */
export function serverProcesses(mark: string): number[] {
  if (ON_LINUX) {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .filter((pid) => isServerProcess(pid, mark));
  }
  return ps(['-axo', 'pid=,command='])
    .split('\n')
    .map((row) => /^\s*(\d+)\s+(.*)$/.exec(row))
    .filter((match) => match !== null && isMarkedPostgres(match[2] ?? '', mark))
    .map((match) => Number(match?.[1]));
}

/** Sends a signal; false when the process was already gone. Throws when it belongs to somebody else. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

/** True when the system still knows the number: a process of anybody's, or a zombie. */
export function numberIsTaken(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function isMarkedPostgres(line: string, mark: string): boolean {
  return /^(postgres: |[^\0]*\/postgres[\0 ])/.test(line) && line.includes(mark);
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function ps(args: string[]): string {
  try {
    return execFileSync('ps', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return '';
  }
}

function nonEmpty(text: string): string | undefined {
  const trimmed = text.trim();
  return trimmed === '' ? undefined : trimmed;
}

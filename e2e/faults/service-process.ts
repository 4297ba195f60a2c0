import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const GUARD = new URL('./leave-with-harness.mjs', import.meta.url).href;
const START_AGAIN_AFTER_MS = 200;
/** The last line Node writes of an uncaught error. */
const CRASHED = /^Node\.js v\d+/;
const STOP_PATIENCE_MS = 35_000;

export interface ServiceOptions {
  name: string;
  /** TypeScript program below the project's root. */
  program: string;
  env: Record<string, string>;
  logPath: string;
  /** Called with each line of its log, a JSON object. */
  onLogLine?: (line: string) => void;
}

/** One process of the service, started again when it dies by itself, as a supervisor does. */
export interface ServiceProcess {
  readonly name: string;
  pid(): number | null;
  /** Ends that nobody asked for: a start while the database is away ends so. */
  ownDeaths(): number;
  /** Of those, the ones Node itself ended for an error nobody caught. */
  crashes(): number;
  start(): void;
  /** kill -9; resolves when it is gone. It stays down until started. */
  kill(): Promise<void>;
  /** SIGTERM, and SIGKILL when that does not help; resolves true when it left by itself. */
  stop(): Promise<boolean>;
}

/** Describes a process; nothing runs until `start`. */
export function serviceProcess(options: ServiceOptions): ServiceProcess {
  const log = createWriteStream(options.logPath, { flags: 'a' });
  let child: ChildProcess | null = null;
  let wanted = false;
  let ownDeaths = 0;
  let crashes = 0;
  const read = (line: string) => {
    if (CRASHED.test(line)) crashes += 1;
    options.onLogLine?.(line);
  };

  const start = () => {
    wanted = true;
    if (child !== null) return;
    const born = spawn(process.execPath, ['--import', 'tsx', '--import', GUARD, options.program], {
      cwd: ROOT,
      env: { NODE_ENV: 'production', PATH: process.env.PATH, HOME: process.env.HOME, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    child = born;
    born.stdout?.pipe(log, { end: false });
    born.stderr?.pipe(log, { end: false });
    if (born.stderr !== null) eachLine(born.stderr, read);
    born.once('exit', () => {
      child = null;
      if (!wanted) return;
      ownDeaths += 1;
      setTimeout(() => {
        if (wanted) start();
      }, START_AGAIN_AFTER_MS);
    });
  };
  const end = async (signal: NodeJS.Signals) => {
    wanted = false;
    const dying = child;
    if (dying === null) return;
    const gone = once(dying, 'exit');
    dying.kill(signal);
    await gone;
  };
  return {
    name: options.name,
    pid: () => child?.pid ?? null,
    ownDeaths: () => ownDeaths,
    crashes: () => crashes,
    start,
    kill: () => end('SIGKILL'),
    async stop() {
      const left = end('SIGTERM').then(() => true);
      const cleanly = await Promise.race([left, sleep(STOP_PATIENCE_MS, false, { ref: false })]);
      if (!cleanly) await end('SIGKILL');
      return cleanly;
    },
  };
}

function eachLine(stream: NodeJS.ReadableStream, tell: (line: string) => void): void {
  let rest = '';
  stream.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString('utf8')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) tell(line);
  });
}

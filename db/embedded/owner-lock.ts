import { mkdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processStart } from './processes';

const SEIZE_STALE_AFTER_MS = 10_000;

/** Another living process runs the database of this data directory. */
export class EmbeddedInUseError extends Error {
  override readonly name = 'EmbeddedInUseError';

  constructor(
    readonly dataDir: string,
    readonly pid: number | undefined,
  ) {
    const holder = pid === undefined ? 'another process that is starting' : `process ${pid}`;
    super(
      `The database in ${dataDir} is already in use by ${holder}. ` +
        'Stop that one first, or give this one its own directory with SAYSO_DATA_DIR.',
    );
  }
}

/**
 * Makes this process the only owner of a data directory until the returned function is called.
 * A lock left by a process that died is taken over. Throws EmbeddedInUseError while its owner lives.
 */
export function takeOwnerLock(dataDir: string): () => void {
  const path = join(dataDir, 'owner.lock');
  const mine = JSON.stringify({ pid: process.pid, started: processStart(process.pid) });
  if (!createExclusively(path, mine)) {
    const found = readOwner(path);
    if (found.alive) throw new EmbeddedInUseError(dataDir, found.pid);
    seize(dataDir, path, found.text, mine);
  }
  return () => {
    if (readOwner(path).text === mine) rmSync(path, { force: true });
  };
}

interface Owner {
  text: string;
  pid: number | undefined;
  alive: boolean;
}

function readOwner(path: string): Owner {
  const text = readIfThere(path);
  try {
    const { pid, started } = JSON.parse(text) as { pid: number; started: string };
    const running = processStart(pid);
    return { text, pid, alive: running !== undefined && running === started };
  } catch {
    return { text, pid: undefined, alive: false };
  }
}

/** Two starts may find the same dead owner: only one may replace it, and only if it is still the same. */
function seize(dataDir: string, path: string, stale: string, mine: string): void {
  const guard = `${path}.seize`;
  removeIfAbandoned(guard);
  if (!makeDirectory(guard)) throw new EmbeddedInUseError(dataDir, undefined);
  try {
    if (readIfThere(path) !== stale) throw new EmbeddedInUseError(dataDir, readOwner(path).pid);
    writeFileSync(path, mine);
  } finally {
    rmdirSync(guard);
  }
}

function removeIfAbandoned(guard: string): void {
  const made = statSync(guard, { throwIfNoEntry: false })?.mtimeMs;
  if (made !== undefined && Date.now() - made > SEIZE_STALE_AFTER_MS)
    rmSync(guard, { recursive: true, force: true });
}

function createExclusively(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function makeDirectory(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

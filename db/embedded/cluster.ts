import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { programEnvironment } from '../../lib/config';
import type { Binaries } from './binaries';
import type { Home, ServerAccount } from './home';

export const SUPERUSER = 'sayso';
const INITDB_TIMEOUT_MS = 120_000;
const PASSWORD_BYTES = 24;

/** The data of one server and what is needed to reach it. `mark` stands in the title of all its processes. */
export interface Cluster {
  dir: string;
  mark: string;
  password: string;
  logPath: string;
}

/** The cluster of a home, whether or not it has been made yet. Undefined password: none was ever made. */
export function clusterAt(
  dataDir: string,
  homeDir: string,
): Omit<Cluster, 'password'> & { password?: string } {
  const dir = join(homeDir, 'cluster');
  const mark = `sayso-${createHash('sha256').update(dir).digest('hex').slice(0, 12)}`;
  const passwordPath = join(dataDir, 'password');
  const password = existsSync(passwordPath) ? { password: readFileSync(passwordPath, 'utf8').trim() } : {};
  return { dir, mark, logPath: join(homeDir, 'server.log'), ...password };
}

/**
 * Makes the cluster on first use; checks on later ones that these binaries can read it. A first start that was
 * cut off leaves nothing that looks finished: the files are made beside and renamed.
 * `durable: false` skips initdb's flush to disk (tests).
 */
export async function ensureCluster(
  dataDir: string,
  home: Home,
  binaries: Binaries,
  options: { durable: boolean },
): Promise<Cluster> {
  const known = clusterAt(dataDir, home.dir);
  if (existsSync(known.dir)) {
    checkVersion(known.dir, binaries);
    if (known.password === undefined) {
      throw new Error(
        `The file ${join(dataDir, 'password')} is missing, so the database in ${known.dir} cannot be opened.`,
      );
    }
    return { ...known, password: known.password };
  }
  const password = known.password ?? randomBytes(PASSWORD_BYTES).toString('hex');
  writeFileSync(join(dataDir, 'password'), `${password}\n`, { mode: 0o600 });
  await initialise(home, binaries, known.dir, password, options.durable);
  return { ...known, password };
}

function checkVersion(dir: string, binaries: Binaries): void {
  const major = readFileSync(join(dir, 'PG_VERSION'), 'utf8').trim();
  if (major === binaries.major) return;
  throw new Error(
    `The database in ${dir} was made by PostgreSQL ${major}; this version carries ${binaries.major}. ` +
      'Restore a backup into a new data directory, or go back to the version that made it.',
  );
}

async function initialise(home: Home, binaries: Binaries, dir: string, password: string, durable: boolean) {
  const unfinished = `${dir}.unfinished`;
  const passwordFile = join(home.dir, 'initdb.password');
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, password, { mode: 0o600, flag: 'wx' });
  if (home.account) {
    chownSync(unfinished, home.account.uid, home.account.gid);
    chownSync(passwordFile, home.account.uid, home.account.gid);
  }
  const common = [
    ['-D', unfinished, '-U', SUPERUSER, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
    ['--encoding=UTF8', '--locale-provider=builtin', ...(durable ? [] : ['--no-sync'])],
  ].flat();
  try {
    // Collation is PostgreSQL's own, the same everywhere. A host that lacks the C.UTF-8 locale (old macOS) gets C.
    const first = await run(binaries.initdb, [...common, '--locale=C.UTF-8'], home.account);
    const failed = first.code !== 0 && /invalid locale/.test(first.output);
    const last = failed
      ? await run(binaries.initdb, [...common, '--locale=C', '--builtin-locale=C.UTF-8'], home.account)
      : first;
    if (last.code !== 0)
      throw new Error(`PostgreSQL could not make its files in ${unfinished}:\n${last.output}`);
    renameSync(unfinished, dir);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** The environment of every server program: none of the caller's PG* variables, messages in English, UTC. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { ...programEnvironment(), LC_ALL: 'C', TZ: 'UTC' };
}

function run(program: string, args: string[], account: ServerAccount | undefined) {
  return new Promise<{ code: number | null; output: string }>((resolve, reject) => {
    const child = spawn(program, args, {
      ...account,
      cwd: '/',
      env: serverEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: INITDB_TIMEOUT_MS,
    });
    let output = '';
    const collect = (chunk: Buffer) => {
      output += chunk.toString('utf8');
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}

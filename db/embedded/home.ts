import { spawnSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** The operating-system account the server runs under. PostgreSQL refuses to run as root. */
export interface ServerAccount {
  uid: number;
  gid: number;
}

/** Where the server's files lie, and the account to run it under (undefined: the one we are). */
export interface Home {
  dir: string;
  account: ServerAccount | undefined;
}

const SERVER_ACCOUNTS = ['postgres', 'nobody'];
const LOCATION_FILE = 'location';
// /var/lib first: some systems sweep files nobody has touched for a month out of /var/tmp.
const PLACES_FOR_ROOT = ['/var/lib', '/var/tmp'];

/** The real directory of the server's files if one was ever chosen for this data directory. */
export function existingHome(dataDir: string): string {
  try {
    return readFileSync(join(dataDir, LOCATION_FILE), 'utf8').trim();
  } catch {
    return dataDir;
  }
}

/**
 * Chooses where the cluster lives. Usually the data directory itself; but when we are root and the server's
 * account cannot reach it (a project under /root), a directory of its own, noted in `location`.
 */
export function chooseHome(requested: string): Home {
  mkdirSync(requested, { recursive: true });
  const dataDir = realpathSync(requested);
  const chosen = existingHome(dataDir);
  if (!runsAsRoot()) {
    checkItIsOurs(dataDir, chosen);
    return { dir: chosen, account: undefined };
  }
  const account = clusterOwner(chosen) ?? accountNamed(SERVER_ACCOUNTS);
  if (chosen !== dataDir) return { dir: chosen, account };
  // Others may pass through, not list: the files in it that are private are 0600.
  chmodSync(dataDir, 0o711);
  if (canReach(dataDir, account)) return { dir: dataDir, account };
  const elsewhere = makeReachable(account);
  writeFileSync(join(dataDir, LOCATION_FILE), `${elsewhere}\n`);
  return { dir: elsewhere, account };
}

/** True when the account may pass into the directory (a real attempt: mode bits do not tell all). */
export function canReach(dir: string, account: ServerAccount): boolean {
  const attempt = spawnSync('/bin/sh', ['-c', 'cd "$1" && cd "$2"', 'sh', '/', dir], {
    ...account,
    cwd: '/',
    stdio: 'ignore',
  });
  return attempt.status === 0;
}

function checkItIsOurs(dataDir: string, dir: string): void {
  try {
    accessSync(dataDir, constants.W_OK | constants.X_OK);
    accessSync(dir, constants.W_OK | constants.X_OK);
    const cluster = statSync(join(dir, 'cluster'), { throwIfNoEntry: false });
    if (!cluster || cluster.uid === process.getuid?.()) return;
  } catch {
    // Said below.
  }
  throw new Error(
    `The database in ${dataDir} belongs to another account. Start as that account (root, perhaps), ` +
      'or set SAYSO_DATA_DIR to a directory of your own.',
  );
}

function makeReachable(account: ServerAccount): string {
  for (const place of PLACES_FOR_ROOT) {
    try {
      const parent = join(place, 'sayso');
      // The mode is set apart: a strict umask would close the folder to the server.
      if (mkdirSync(parent, { recursive: true })) chmodSync(parent, 0o755);
      if (statSync(parent).uid !== 0) continue;
      const dir = mkdtempSync(join(parent, 'postgres-'));
      chmodSync(dir, 0o711);
      if (canReach(dir, account)) return dir;
    } catch {
      // Read-only or full: the next place may do.
    }
  }
  throw new Error(
    `Running as root, PostgreSQL needs a directory another account can reach; none of ${PLACES_FOR_ROOT.join(', ')} is. ` +
      'Start as an ordinary user, or set SAYSO_DATA_DIR to a directory outside /root.',
  );
}

function clusterOwner(dir: string): ServerAccount | undefined {
  const found = statSync(join(dir, 'cluster'), { throwIfNoEntry: false });
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : undefined;
}

function accountNamed(names: string[]): ServerAccount {
  const rows = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of names) {
    const row = rows.find((fields) => fields[0] === name);
    if (row) return { uid: Number(row[2]), gid: Number(row[3]) };
  }
  throw new Error(
    `PostgreSQL will not run as root and this machine has none of the accounts ${names.join(', ')}. Start as an ordinary user.`,
  );
}

function runsAsRoot(): boolean {
  return process.getuid?.() === 0;
}

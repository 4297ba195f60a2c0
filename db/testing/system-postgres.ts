import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chooseHome } from '../embedded/home';
import { claimPort } from '../embedded/port';

const BINARIES = '/usr/lib/postgresql/15/bin';
const PASSWORDLESS_SUPERUSER = 'sayso';

/**
 * Starts Debian's PostgreSQL 15 on files of its own, reachable on 127.0.0.1 without a password: the oldest
 * version we promise to work with. Throws with the program's words when it does not start.
 */
export async function startSystemPostgres(dataDir: string, settings: Record<string, string>) {
  const home = chooseHome(dataDir);
  const cluster = join(home.dir, 'cluster');
  mkdirSync(cluster, { mode: 0o700 });
  if (home.account) chownSync(cluster, home.account.uid, home.account.gid);
  const run = (program: string, args: string[]) => {
    const done = spawnSync(join(BINARIES, program), args, { ...home.account, cwd: '/', encoding: 'utf8' });
    if (done.status !== 0) {
      throw new Error(`${BINARIES}/${program} failed: ${done.error?.message ?? done.stdout + done.stderr}`);
    }
  };
  const port = await claimPort(dataDir);
  const flags = ['--encoding=UTF8', '--locale=C.UTF-8', '--auth=trust', '--no-sync'];
  run('initdb', ['-D', cluster, '-U', PASSWORDLESS_SUPERUSER, ...flags]);
  const all = { ...settings, port: String(port), listen_addresses: '127.0.0.1', unix_socket_directories: '' };
  const words = Object.entries(all).map(([name, value]) => `-c ${name}='${value}'`);
  run('pg_ctl', ['start', '-w', '-D', cluster, '-l', join(cluster, 'server.log'), '-o', words.join(' ')]);
  return {
    adminUrl: `postgresql://${PASSWORDLESS_SUPERUSER}@127.0.0.1:${port}/postgres`,
    stop: async () => run('pg_ctl', ['stop', '-w', '-m', 'immediate', '-D', cluster]),
  };
}

import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Binaries } from './binaries';
import { type Cluster, serverEnvironment } from './cluster';
import type { ServerAccount } from './home';
import { isServerProcess, numberIsTaken, serverProcesses, signal } from './processes';
import { boundServerLog, openServerLog, tailOfServerLog } from './server-log';

const POLL_MS = 15;
// Crash recovery replays at most max_wal_size; on a slow disk that takes minutes, and giving up would not help.
const READY_TIMEOUT_MS = 300_000;
const FAST_SHUTDOWN_MS = 15_000;
const IMMEDIATE_SHUTDOWN_MS = 5_000;
const ORPHANS_LEAVE_MS = 1_500;

/** A running server. `child` is absent when an earlier process of ours started it. */
export interface Postmaster {
  pid: number;
  port: number;
  child?: ChildProcess;
}

/** The server could not take its port: somebody else has it. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';
}

/** What postmaster.pid says, if it is there and complete enough to tell. `status` is `ready` when serving. */
export function readPidFile(clusterDir: string): { pid: number; port: number; status: string } | undefined {
  try {
    const lines = readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    if (!Number.isInteger(pid) || pid <= 0) return undefined;
    return { pid, port: Number(lines[3]), status: lines[7]?.trim() ?? '' };
  } catch {
    return undefined;
  }
}

/**
 * The server an earlier process left running on this cluster, once it serves; undefined when there is none.
 * One that is shutting down is waited for.
 */
export async function findOrphan(cluster: Pick<Cluster, 'dir' | 'mark'>): Promise<Postmaster | undefined> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const file = readPidFile(cluster.dir);
    if (!file || !isServerProcess(file.pid, cluster.mark)) return undefined;
    if (file.status === 'ready') return { pid: file.pid, port: file.port };
    await sleep(POLL_MS);
  }
  return undefined;
}

/**
 * Starts the server and waits until it serves. It gets a process group of its own, so that Ctrl-C reaches the
 * application first. Throws PortTakenError, or an error with the end of the server's log.
 */
export async function startPostmaster(
  cluster: Cluster,
  binaries: Binaries,
  account: ServerAccount | undefined,
  port: number,
  settings: Record<string, string>,
): Promise<Postmaster> {
  await clearRemains(cluster);
  boundServerLog(cluster.logPath);
  const log = openServerLog(cluster.logPath, account);
  const all = { ...settings, cluster_name: cluster.mark, port: String(port) };
  const args = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(binaries.postgres, ['-D', cluster.dir, ...args], {
    ...account,
    cwd: '/',
    detached: true,
    env: serverEnvironment(),
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.unref();
  await untilReady(child, cluster);
  return { pid: child.pid as number, port, child };
}

async function untilReady(child: ChildProcess, cluster: Cluster): Promise<void> {
  let failure: Error | undefined;
  child.once('error', (error) => {
    failure = error;
  });
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (child.exitCode === null && child.signalCode === null && !failure) {
    const file = readPidFile(cluster.dir);
    if (file?.pid === child.pid && file?.status === 'ready') return;
    if (Date.now() > deadline) {
      child.kill('SIGQUIT');
      throw new Error(`PostgreSQL was not ready after ${READY_TIMEOUT_MS / 1000} s; see ${cluster.logPath}`);
    }
    await sleep(POLL_MS);
  }
  if (failure) throw failure;
  const tail = tailOfServerLog(cluster.logPath);
  const lastAttempt = tail.slice(tail.lastIndexOf('starting PostgreSQL'));
  if (/could not bind|Address already in use/.test(lastAttempt)) throw new PortTakenError(lastAttempt);
  throw new Error(`PostgreSQL did not start; the end of ${cluster.logPath}:\n${tail}`);
}

/** Fast shutdown (clients are cut off, data is flushed); after a bound an immediate one; at last SIGKILL. */
export async function shutDown(server: Postmaster, mark: string): Promise<void> {
  const gone = () => !isServerProcess(server.pid, mark);
  for (const [name, waitMs] of [
    ['SIGINT', FAST_SHUTDOWN_MS],
    ['SIGQUIT', IMMEDIATE_SHUTDOWN_MS],
  ] as const) {
    if (!signal(server.pid, name) || (await within(waitMs, gone))) return;
  }
  for (const pid of serverProcesses(mark)) signal(pid, 'SIGKILL');
  await within(IMMEDIATE_SHUTDOWN_MS, gone);
}

/**
 * After a server was killed: its children must be gone before another may open the files, and a pid file whose
 * number belongs to a stranger, or to a zombie nobody reaps, must not keep the server from starting.
 */
async function clearRemains(cluster: Cluster): Promise<void> {
  const gone = () => serverProcesses(cluster.mark).length === 0;
  if (!(await within(ORPHANS_LEAVE_MS, gone))) {
    for (const name of ['SIGQUIT', 'SIGKILL'] as const) {
      for (const pid of serverProcesses(cluster.mark)) signal(pid, name);
      if (await within(IMMEDIATE_SHUTDOWN_MS, gone)) break;
    }
  }
  const file = readPidFile(cluster.dir);
  if (file && gone() && numberIsTaken(file.pid)) {
    rmSync(join(cluster.dir, 'postmaster.pid'), { force: true });
  }
}

async function within(limitMs: number, done: () => boolean): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  while (!done()) {
    if (Date.now() > deadline) return false;
    await sleep(POLL_MS);
  }
  return true;
}

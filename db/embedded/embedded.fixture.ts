import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import type { ServerAccount } from './home';
import { signal } from './processes';
import { removeEmbedded } from './running-embedded';

const OWNER_PROCESS = fileURLToPath(new URL('./owner-process.fixture.ts', import.meta.url));

/** What the process that owns a database said about it. */
export interface Said {
  url: string;
  adopted: boolean;
  clusterDir: string;
  postmaster: number;
  error?: string;
}

/** A data directory of a test's own, and its removal together with any server on it. */
export function temporaryDataDir(parent = tmpdir()): { dataDir: string; remove(): Promise<void> } {
  const base = mkdtempSync(join(parent, 'sayso-embedded-'));
  const dataDir = join(base, 'postgres');
  return {
    dataDir,
    remove: async () => {
      if (existsSync(dataDir)) await removeEmbedded(dataDir);
      rmSync(base, { recursive: true, force: true });
    },
  };
}

/** Starts another Node process that owns the database, and waits for what it says. */
export async function ownerProcess(
  dataDir: string,
  account?: ServerAccount,
): Promise<{ child: ChildProcess; said: Said }> {
  const child = spawn(process.execPath, ['--import', 'tsx', OWNER_PROCESS, dataDir], {
    ...account,
    env: { ...process.env, HOME: tmpdir() },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  return { child, said: JSON.parse(line.toString('utf8')) as Said };
}

export async function killAndWait(child: ChildProcess, name: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const left = once(child, 'exit');
  signal(child.pid as number, name);
  await left;
}

/** Runs one statement over a connection of its own. */
export async function query<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Repeats until it no longer throws; the time it took, in milliseconds. */
export async function untilItWorks(work: () => Promise<unknown>, limitMs = 20_000): Promise<number> {
  const began = Date.now();
  for (;;) {
    try {
      await work();
      return Date.now() - began;
    } catch (error) {
      if (Date.now() - began > limitMs) throw error;
      await sleep(20);
    }
  }
}

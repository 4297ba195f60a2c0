import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { numberIsTaken } from '../embedded/processes';
import { removeEmbedded } from '../embedded/running-embedded';
import { startEmbedded } from '../embedded/start-embedded';
import { migrateDatabase } from '../migrate';
import { startSystemPostgres } from './system-postgres';

export const TEMPLATE = 'sayso_template';
const PREFIX = 'sayso-test-';

/** A PostgreSQL for one run of the tests. `adminUrl` is a superuser's, on the database `postgres`. */
export interface TestServer {
  adminUrl: string;
  stop(): Promise<void>;
}

/** Thrown-away data: nothing is flushed to disk, so that tests are quick. */
export const THROWAWAY_SETTINGS: Record<string, string> = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  max_connections: '200',
  shared_buffers: '128MB',
};

/**
 * Starts the embedded PostgreSQL, or with SAYSO_TEST_PG15=1 the system's version 15, and migrates one template
 * database on it. Also clears away what earlier runs that were killed left behind.
 */
export async function startTestServer(): Promise<TestServer> {
  await removeLeftovers();
  const dir = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  chmodSync(dir, 0o711);
  const server = await startServer(join(dir, 'postgres'));
  const stop = async () => {
    await server.stop();
    await removeEmbedded(join(dir, 'postgres'));
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    await makeTemplate(server.adminUrl);
    return { adminUrl: server.adminUrl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startServer(dataDir: string): Promise<TestServer> {
  if (process.env.SAYSO_TEST_PG15 === '1') return startSystemPostgres(dataDir, THROWAWAY_SETTINGS);
  const embedded = await startEmbedded({ dataDir, database: 'postgres', settings: THROWAWAY_SETTINGS });
  return { adminUrl: embedded.url, stop: () => embedded.stop() };
}

async function makeTemplate(adminUrl: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query(`create database ${TEMPLATE}`);
    await migrateDatabase(databaseUrl(adminUrl, TEMPLATE));
    await admin.query(`alter database ${TEMPLATE} with is_template true allow_connections false`);
  } finally {
    await admin.end();
  }
}

/** The same server's connection string for another database. */
export function databaseUrl(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}

async function removeLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]);
    if (!pid || numberIsTaken(pid)) continue;
    const dir = join(tmpdir(), name);
    // Somebody else's leftovers stay: they cannot be removed from here.
    await removeEmbedded(join(dir, 'postgres'))
      .then(() => rmSync(dir, { recursive: true, force: true }))
      .catch(() => undefined);
  }
}

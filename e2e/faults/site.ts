import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openDatabase } from '../../db/client';
import { claimPort } from '../../db/embedded/port';
import { numberIsTaken } from '../../db/embedded/processes';
import { removeEmbedded } from '../../db/embedded/running-embedded';
import { type Embedded, startEmbedded } from '../../db/embedded/start-embedded';
import { migrateDatabase } from '../../db/migrate';
import type { TestDatabase } from '../../db/testing/database';
import type { Context } from '../../lib/context';
import { log } from '../../lib/log';
import { createApiClient } from '../../lib/services/api-client/create-api-client';
import {
  seedTestVocabulary,
  TEST_ADDRESS_KEY,
  TEST_LINK_KEY,
  type TestVocabulary,
  testContext,
} from '../../lib/services/context/context.fixture';
import { type Relay, startRelay } from './relay';
import { type ServiceProcess, serviceProcess } from './service-process';

/** The whole service as separate processes on one machine: database, web, worker, and a mail server to send to. */
export interface Site {
  /** The harness's own connections, to prepare and to look. */
  ctx: Context;
  words: TestVocabulary;
  apiKey: string;
  url: string;
  /** Whether the pages that need a build are served. */
  pages: boolean;
  web: ServiceProcess;
  worker: ServiceProcess;
  relay: Relay;
  database: SiteDatabase;
  /** How often the worker has said that it runs. */
  workerStarts(): number;
  /** Where the logs of the processes lie. */
  dir: string;
  /** Stops everything; `keep` leaves the logs. Answers the processes that had to be killed to go. */
  close(keep: boolean): Promise<string[]>;
}

export interface SiteDatabase {
  pid(): number | undefined;
  stop(): Promise<void>;
  start(): Promise<void>;
  asOwner: TestDatabase['asOwner'];
}

const POOL = 8;
const PREFIX = 'sayso-faults-';

/** Starts a site on files of its own. `pages: false` serves the front alone, which needs no build. */
export async function openSite({ pages }: { pages: boolean }): Promise<Site> {
  // The harness loses its own connections by the dozen; only what the service says is of interest.
  log.level = 'silent';
  await removeLeftovers();
  const dir = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  chmodSync(dir, 0o711);
  const dataDir = join(dir, 'postgres');
  let embedded = await startEmbedded({ dataDir });
  await migrateDatabase(embedded.url);
  const owner = ownerOf(embedded);
  const port = await portFor(join(dir, 'web'));
  const relay = await startRelay(await portFor(join(dir, 'relay')));
  const url = `http://127.0.0.1:${port}`;
  const ctx: Context = { ...testContext(owner, { appUrl: url }), now: () => new Date() };
  const words = await seedTestVocabulary(owner);
  const { key } = await createApiClient(ctx, {
    name: 'faults',
    scopes: ['consent-events', 'contacts', 'lift'],
    senders: ['brand'],
  });
  const env = environment({ databaseUrl: embedded.url, url, port, relay, dir });
  let workerStarts = 0;
  const web = serviceProcess({
    name: 'web',
    program: pages ? 'lib/main.ts' : 'e2e/faults/front-process.ts',
    env: { ...env, ROLE: 'web' },
    logPath: join(dir, 'web.log'),
  });
  const worker = serviceProcess({
    name: 'worker',
    program: 'lib/main.ts',
    env: { ...env, ROLE: 'worker' },
    logPath: join(dir, 'worker.log'),
    onLogLine: (line) => {
      if (line.includes('the worker runs')) workerStarts += 1;
    },
  });
  return {
    ctx,
    words,
    apiKey: key,
    url,
    pages,
    web,
    worker,
    relay,
    dir,
    workerStarts: () => workerStarts,
    database: {
      pid: () => embedded.pid(),
      stop: () => embedded.stop(),
      async start() {
        embedded = await startEmbedded({ dataDir });
      },
      asOwner: owner.asOwner,
    },
    async close(keep) {
      const slow = await Promise.all([stopOf(web), stopOf(worker)]);
      await relay.kill();
      await Promise.all([ctx.db.end(), owner.drop()]);
      await embedded.stop();
      await removeEmbedded(dataDir);
      if (!keep) rmSync(dir, { recursive: true, force: true });
      return slow.flatMap((name) => (name === null ? [] : [name]));
    },
  };
}

/** Runs that were killed left a database behind; the logs of those that ended stay. */
async function removeLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]);
    const dataDir = join(tmpdir(), name, 'postgres');
    if (!pid || numberIsTaken(pid) || !existsSync(dataDir)) continue;
    await removeEmbedded(dataDir)
      .then(() => rmSync(join(tmpdir(), name), { recursive: true, force: true }))
      .catch(() => undefined);
  }
}

async function stopOf(service: ServiceProcess): Promise<string | null> {
  return (await service.stop()) ? null : service.name;
}

function portFor(dir: string): Promise<number> {
  mkdirSync(dir);
  return claimPort(dir);
}

/** The owner's connection, which outlives every death of the server. */
function ownerOf(embedded: Embedded): TestDatabase {
  const pool = new pg.Pool({ connectionString: embedded.url, max: 2, connectionTimeoutMillis: 3_000 });
  pool.on('error', () => undefined);
  const database = openDatabase({ url: embedded.url, readers: 1, writers: 1 });
  return {
    url: embedded.url,
    database,
    asOwner: async <Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []) =>
      (await pool.query<Row>(sql, values)).rows,
    drop: async () => {
      await Promise.all([pool.end(), database.end()]);
    },
  };
}

function environment(site: {
  databaseUrl: string;
  url: string;
  port: number;
  relay: Relay;
  dir: string;
}): Record<string, string> {
  return {
    DATABASE_URL: site.databaseUrl,
    APP_URL: site.url,
    PORT: String(site.port),
    SMTP_URL: site.relay.url,
    SAYSO_LINK_KEYS: `hex:${TEST_LINK_KEY.toString('hex')}`,
    SAYSO_ADDRESS_KEYS: `hex:${TEST_ADDRESS_KEY.toString('hex')}`,
    NEXTAUTH_SECRET: 'a secret that only this harness uses, 32+',
    SAYSO_DATA_DIR: join(site.dir, 'data'),
    SAYSO_POOL: String(POOL),
  };
}

import { spawn } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, expect, test } from 'vitest';
import { killAndWait, ownerProcess, query, temporaryDataDir, untilItWorks } from './embedded.fixture';
import { EmbeddedInUseError } from './owner-lock';
import { serverProcesses } from './processes';
import { runningEmbedded } from './running-embedded';
import { type Embedded, startEmbedded } from './start-embedded';
import type { ServerExit } from './supervisor';

// One data directory for all tests: each starts from whatever the one before left behind.
const { dataDir, remove } = temporaryDataDir();
let running: Embedded | undefined;

async function start(): Promise<Embedded> {
  running = await startEmbedded({ dataDir });
  return running;
}

function markOf(embedded: Embedded): string {
  const line = readFileSync(join(embedded.clusterDir, 'postmaster.opts'), 'utf8');
  return /cluster_name=(sayso-[0-9a-f]+)/.exec(line)?.[1] ?? 'no mark';
}

afterEach(async () => {
  await running?.stop();
  running = undefined;
});
afterAll(remove);

test('the first start makes a UTF-8 database that only its password opens', async () => {
  const embedded = await start();
  const [row] = await query<Record<string, string>>(
    embedded.url,
    `select pg_encoding_to_char(encoding) as encoding, datlocprovider::text as provider, datlocale as locale,
            current_setting('synchronous_commit') as commit, current_setting('listen_addresses') as listens,
            current_setting('unix_socket_directories') as sockets
       from pg_database where datname = current_database()`,
  );
  expect(row).toEqual({
    encoding: 'UTF8',
    provider: 'b',
    locale: 'C.UTF-8',
    commit: 'on',
    listens: '127.0.0.1',
    sockets: '',
  });
  expect(statSync(join(dataDir, 'password')).mode & 0o777).toBe(0o600);
  await expect(query(embedded.url.replace(/:[0-9a-f]+@/, ':wrong@'), 'select 1')).rejects.toThrow(/password/);
  await query(embedded.url, 'create table kept (n int)');
});

test('a later start is quick, keeps the port and the data, and leaves nothing running after stop', async () => {
  const first = await start();
  await query(first.url, 'insert into kept values (1)');
  const mark = markOf(first);
  expect(serverProcesses(mark).length).toBeGreaterThan(2);
  await first.stop();
  await first.stop();
  expect(serverProcesses(mark)).toEqual([]);
  const began = Date.now();
  const second = await start();
  expect(Date.now() - began).toBeLessThan(5_000);
  expect(second.url).toBe(first.url);
  expect(second.adopted).toBe(false);
  expect(await query(second.url, 'select n from kept')).toEqual([{ n: 1 }]);
});

test('a port taken by somebody else is replaced by a free one', async () => {
  const port = (await start()).port;
  await running?.stop();
  const other = createServer();
  await new Promise<void>((done) => other.listen(port, '127.0.0.1', done));
  try {
    const embedded = await start();
    expect(embedded.port).not.toBe(port);
    await query(embedded.url, 'select 1');
  } finally {
    await new Promise((done) => other.close(done));
  }
});

test('after kill -9 of the postmaster it serves again on the same port with every committed row', async () => {
  const embedded = await start();
  const exits: ServerExit[] = [];
  embedded.onExit((exit) => exits.push(exit));
  await query(embedded.url, 'truncate kept');
  for (const n of [1, 2, 3]) {
    await query(embedded.url, `insert into kept values (${n})`);
    process.kill(embedded.pid() as number, 'SIGKILL');
    const tookMs = await untilItWorks(async () => {
      const rows = await query<{ n: number }>(embedded.url, 'select count(*)::int as n from kept');
      expect(rows).toEqual([{ n }]);
    });
    expect(tookMs).toBeLessThan(10_000);
  }
  expect(exits).toEqual(Array(3).fill({ code: null, signal: 'SIGKILL' }));
});

test('kill -9 of the postmaster while a client is busy does not leave two servers on the files', async () => {
  const embedded = await start();
  const busy = query(embedded.url, 'select pg_sleep(30)').catch(() => 'cut off');
  await sleep(200);
  const before = embedded.pid() as number;
  process.kill(before, 'SIGKILL');
  await untilItWorks(() => query(embedded.url, 'select 1'));
  expect(await busy).toBe('cut off');
  expect(embedded.pid()).not.toBe(before);
});

test('kill -9 of one backend cuts connections and the same server goes on', async () => {
  const embedded = await start();
  const before = embedded.pid();
  const [row] = await query<{ pid: number }>(
    embedded.url,
    "select pid from pg_stat_activity where backend_type = 'checkpointer'",
  );
  process.kill(row?.pid as number, 'SIGKILL');
  await sleep(100);
  await untilItWorks(() => query(embedded.url, 'select 1'));
  expect(embedded.pid()).toBe(before);
});

test('a restart that was asked for is not an exit', async () => {
  const embedded = await start();
  const exits: ServerExit[] = [];
  embedded.onExit((exit) => exits.push(exit));
  const before = embedded.pid();
  await embedded.restart();
  expect(embedded.pid()).not.toBe(before);
  await query(embedded.url, 'select 1');
  expect(exits).toEqual([]);
});

test('a pid file whose number now belongs to a stranger does not keep it from starting', async () => {
  const embedded = await start();
  const pidFile = join(embedded.clusterDir, 'postmaster.pid');
  const left = readFileSync(pidFile, 'utf8').split('\n');
  await embedded.stop();
  const stranger = spawn('sleep', ['60'], { stdio: 'ignore' });
  try {
    writeFileSync(pidFile, [String(stranger.pid), ...left.slice(1)].join('\n'));
    const again = await start();
    expect(again.adopted).toBe(false);
    await query(again.url, 'select 1');
    expect(stranger.exitCode).toBeNull();
  } finally {
    await killAndWait(stranger, 'SIGKILL');
  }
});

test('after kill -9 of the owner the next one adopts the server, watches it and can stop it', async () => {
  const { child, said } = await ownerProcess(dataDir);
  await killAndWait(child, 'SIGKILL');
  const embedded = await start();
  expect(embedded).toMatchObject({ adopted: true, url: said.url });
  expect(embedded.pid()).toBe(said.postmaster);
  process.kill(said.postmaster, 'SIGKILL');
  await sleep(50);
  await untilItWorks(() => query(embedded.url, 'select 1'));
  expect(embedded.pid()).not.toBe(said.postmaster);
  const mark = markOf(embedded);
  await embedded.stop();
  expect(serverProcesses(mark)).toEqual([]);
});

test('after kill -9 of owner and postmaster together the next start recovers', async () => {
  const { child, said } = await ownerProcess(dataDir);
  await query(said.url, 'insert into kept values (99)');
  process.kill(said.postmaster, 'SIGKILL');
  await killAndWait(child, 'SIGKILL');
  const embedded = await start();
  expect(embedded.adopted).toBe(false);
  expect(await query(embedded.url, 'select n from kept where n = 99')).toEqual([{ n: 99 }]);
});

test('a second owner is refused with the pid of the first, and a bystander can still connect', async () => {
  const embedded = await start();
  await expect(startEmbedded({ dataDir })).rejects.toThrow(EmbeddedInUseError);
  const { said } = await ownerProcess(dataDir);
  expect(said.error).toContain(`already in use by process ${process.pid}`);
  expect(await runningEmbedded({ dataDir })).toBe(embedded.url);
  await query(embedded.url, 'select 1');
  await embedded.stop();
  expect(await runningEmbedded({ dataDir })).toBeUndefined();
});

test('the server log holds neither statements nor the values in an error', async () => {
  const embedded = await start();
  await query(embedded.url, 'create table address (value text primary key)');
  await query(embedded.url, "insert into address values ('ann@example.com')");
  await expect(query(embedded.url, "insert into address values ('ann@example.com')")).rejects.toThrow(
    /duplicate/,
  );
  await embedded.stop();
  const log = readFileSync(join(embedded.clusterDir, '..', 'server.log'), 'utf8');
  expect(log).toContain('ready to accept connections');
  expect(log).not.toContain('ann@');
});

import { chmodSync, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { killAndWait, ownerProcess, query, temporaryDataDir } from './embedded.fixture';
import { startEmbedded } from './start-embedded';

const ROOT = process.getuid?.() === 0;
// initdb wants the account to have a name; these two have one on every Debian.
const ORDINARY = { uid: 2, gid: 2 };
const ANOTHER = { uid: 65_534, gid: 65_534 };

test.runIf(ROOT)('root runs the server under an account that is not root', async () => {
  const { dataDir, remove } = temporaryDataDir();
  onTestFinished(remove);
  chmodSync(join(dataDir, '..'), 0o755);
  const embedded = await startEmbedded({ dataDir });
  onTestFinished(() => embedded.stop());
  expect(embedded.clusterDir).toBe(join(dataDir, 'cluster'));
  expect(statSync(embedded.clusterDir).uid).not.toBe(0);
  expect(statSync(`/proc/${embedded.pid()}`).uid).toBe(statSync(embedded.clusterDir).uid);
});

test.runIf(ROOT)(
  'root in a directory of its own keeps the files where the server can reach them, and finds them again',
  async () => {
    const { dataDir, remove } = temporaryDataDir('/root');
    const first = await startEmbedded({ dataDir });
    onTestFinished(async () => {
      await remove();
      expect(existsSync(first.clusterDir)).toBe(false);
    });
    await query(first.url, 'create table kept (n int)');
    await first.stop();
    expect(first.clusterDir.startsWith(dataDir)).toBe(false);
    expect(readFileSync(join(dataDir, 'location'), 'utf8').trim()).toBe(join(first.clusterDir, '..'));
    const second = await startEmbedded({ dataDir });
    onTestFinished(() => second.stop());
    expect(second.clusterDir).toBe(first.clusterDir);
    expect(await query(second.url, 'select * from kept')).toEqual([]);
  },
);

test.runIf(ROOT)(
  'an ordinary account runs it all itself; root may follow, and a third account is told whose it is',
  async () => {
    const { dataDir, remove } = temporaryDataDir();
    chmodSync(join(dataDir, '..'), 0o777);
    const { child, said } = await ownerProcess(dataDir, ORDINARY);
    onTestFinished(async () => {
      await killAndWait(child, 'SIGKILL');
      await remove();
    });
    expect(said.error).toBeUndefined();
    expect(statSync(`/proc/${said.postmaster}`).uid).toBe(ORDINARY.uid);
    await query(said.url, 'select 1');
    await killAndWait(child, 'SIGKILL');
    const byRoot = await startEmbedded({ dataDir });
    expect(byRoot.adopted).toBe(true);
    await byRoot.restart();
    expect(statSync(`/proc/${byRoot.pid()}`).uid).toBe(ORDINARY.uid);
    await byRoot.stop();
    const other = await ownerProcess(dataDir, ANOTHER);
    expect(other.said.error).toContain('belongs to another account');
  },
);

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../db/testing/database';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await testDatabase();
  folder = mkdtempSync(join(tmpdir(), 'sayso-cli-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await database?.drop();
});

function sayso(...args: string[]) {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    DATABASE_URL: database.url,
    SAYSO_DATA_DIR: join(folder, 'data'),
    NODE_ENV: 'test',
    VITEST: '',
  };
  const done = spawnSync(process.execPath, ['--import', 'tsx', 'lib/cli/main.ts', ...args], {
    env,
    encoding: 'utf8',
  });
  return { code: done.status, out: done.stdout, err: done.stderr };
}

test('a setup file with faults names every one with its line, and nothing is changed', async () => {
  const path = join(folder, 'faulty.yaml');
  writeFileSync(path, 'senders:\n  - slug: Shop!\n    kind: somebody\n    name: Shop\nnotices: []\n');
  const { code, out, err } = sayso('setup', path);
  expect(code).toBe(1);
  expect(out).toBe('');
  expect(err).toContain('line 2: senders[1].slug');
  expect(err).toContain('line 3: senders[1].kind');
  expect(err).not.toMatch(/\n\s+at /);
  expect(await database.asOwner('select count(*)::int as n from sender')).toEqual([{ n: 0 }]);
}, 120_000);

test('setting up shows first what would change, changes it once, and then has nothing to do', () => {
  const run = (...more: string[]) => JSON.parse(sayso('setup', 'db/seed/demo.yaml', '--json', ...more).out);
  const tried = run('--dry-run');
  expect(tried.dry_run).toBe(true);
  expect(tried.changes.length).toBeGreaterThan(20);
  expect(run().changes).toEqual(tried.changes);
  expect(run().changes).toEqual([]);
}, 120_000);

test('a ledger that was tampered with makes verify fail and names the event', async () => {
  expect(sayso('seed', 'demo').code).toBe(0);
  const whole = sayso('ledger', 'verify', '--json');
  expect([whole.code, JSON.parse(whole.out).intact]).toEqual([0, true]);
  const [victim] = await database.asOwner<{ id: string }>(
    'select contact_point_id as id from consent_event where seq = 2 limit 1',
  );
  await database.asOwner(
    `alter table consent_event disable trigger all; delete from consent_event where contact_point_id = '${victim?.id}' and seq = 1;
     alter table consent_event enable trigger all`,
  );
  const { code, out } = sayso('ledger', 'verify');
  expect(code).toBe(1);
  expect(out).toContain(`Contact point ${victim?.id}, event 1: is missing.`);
}, 180_000);

test('a fault is one sentence, and reset never touches a server’s database', () => {
  const unknown = sayso(
    'decide',
    '--email',
    'a@example.com',
    '--channel',
    'email',
    '--sender',
    'x',
    '--topic',
    'y',
  );
  expect([unknown.code, unknown.out]).toEqual([1, '']);
  expect(unknown.err).toContain('There is no sender "x"');
  const reset = sayso('reset', '--yes');
  expect(reset.code).toBe(1);
  expect(reset.err).toContain('DATABASE_URL is set');
}, 120_000);

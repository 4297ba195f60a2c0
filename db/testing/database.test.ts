import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from './database';

let first: TestDatabase;
let second: TestDatabase;

beforeAll(async () => {
  [first, second] = await Promise.all([testDatabase(), testDatabase()]);
});
afterAll(async () => {
  await Promise.all([first?.drop(), second?.drop()]);
});

test('a test database is migrated, empty and its own', async () => {
  const tables = await first.asOwner<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public'",
  );
  expect(tables.map(({ name }) => name)).toContain('consent_event');
  await first.asOwner('create table mine (n int)');
  expect(await second.asOwner("select to_regclass('mine') as mine")).toEqual([{ mine: null }]);
});

test('the application works there as a role that owns nothing', async () => {
  const rows = await first.database.reader.query<{ role: string; owns: boolean }>({
    name: 'who_am_i',
    text: `select current_user as role,
                  exists (select from pg_class c join pg_roles r on r.oid = c.relowner
                           where r.rolname = current_user) as owns`,
  });
  expect(rows).toEqual([{ role: 'sayso_app', owns: false }]);
});

test('the server is the version that was asked for', async () => {
  const [row] = await first.asOwner<{ major: number }>(
    "select current_setting('server_version_num')::int / 10000 as major",
  );
  expect(row?.major).toBe(process.env.SAYSO_TEST_PG15 === '1' ? 15 : 18);
});

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeSchema, describeTables } from './schema-snapshot';
import { type TestDatabase, testDatabase } from './testing/database';

const SNAPSHOT = new URL('./schema-snapshot.sql', import.meta.url);
const META = new URL('./migrations/meta/', import.meta.url);

type DrizzleJson = ReturnType<typeof generateDrizzleJson>;

let test: TestDatabase;
let drawn: TestDatabase;

beforeAll(async () => {
  [test, drawn] = await Promise.all([testDatabase(), testDatabase()]);
});
afterAll(async () => {
  await Promise.all([test?.drop(), drawn?.drop()]);
});

describe('the schema', () => {
  it('is the one in schema-snapshot.sql, so that every change of it is seen in review', async () => {
    const described = await describeSchema((sql) => test.asOwner(sql));
    if (process.env.SAYSO_UPDATE_SNAPSHOT === '1') writeFileSync(SNAPSHOT, described);
    expect(
      described,
      'The migrated schema differs from db/schema-snapshot.sql. If that is meant: SAYSO_UPDATE_SNAPSHOT=1 npx vitest run db/schema.test.ts',
    ).toBe(readFileSync(SNAPSHOT, 'utf8'));
    expect(described).toContain('TABLE consent_event\n');
  });

  it('of Drizzle is what the newest migration knows: nothing is left to generate', async () => {
    const newest =
      readdirSync(META)
        .filter((name) => name.endsWith('_snapshot.json'))
        .sort()
        .at(-1) ?? '';
    const before = JSON.parse(readFileSync(new URL(newest, META), 'utf8')) as DrizzleJson;
    expect(await generateMigration(before, await drizzleJson(before.id))).toEqual([]);
  });

  it('of Drizzle, drawn in an empty database, is what the migrations made', async () => {
    await drawn.asOwner('DROP SCHEMA public CASCADE');
    await drawn.asOwner('CREATE SCHEMA public');
    await drawn.asOwner('CREATE EXTENSION pg_trgm');
    for (const statement of await generateMigration(generateDrizzleJson({}), await drizzleJson()))
      await drawn.asOwner(statement);
    const [expected, made] = [
      await describeTables((sql) => drawn.asOwner(sql)),
      await describeTables((sql) => test.asOwner(sql)),
    ];
    expect(made).toBe(expected);
  });
});

describe('the application, as a role that owns nothing', () => {
  const asApp = (text: string, values: unknown[] = []) =>
    test.database.transaction((tx) =>
      tx.query({ name: createHash('md5').update(text).digest('hex'), text }, values),
    );

  it.each(['consent_event', 'access_log'])('may add to and read %s, nothing else', async (table) => {
    await expect(asApp(`SELECT * FROM ${table}`)).resolves.toEqual([]);
    const rights = await test.asOwner<{ right: string }>(
      `SELECT p AS right FROM unnest(ARRAY['SELECT','INSERT','UPDATE','DELETE','TRUNCATE','REFERENCES','TRIGGER']) p
       WHERE has_table_privilege('sayso_app', $1, p) OR (p IN ('UPDATE','INSERT') AND has_any_column_privilege('sayso_app', $1, p))`,
      [table],
    );
    expect(rights.map(({ right }) => right)).toEqual(['SELECT', 'INSERT']);
    const [column] = await test.asOwner<{ name: string }>(
      `SELECT column_name AS name FROM information_schema.columns WHERE table_name = $1 LIMIT 1`,
      [table],
    );
    for (const sql of [
      `UPDATE ${table} SET ${column?.name} = ${column?.name}`,
      `DELETE FROM ${table}`,
      `TRUNCATE ${table}`,
    ])
      await expect(asApp(sql)).rejects.toThrow(/permission denied/);
    for (const sql of [`DROP TABLE ${table}`, `ALTER TABLE ${table} DISABLE TRIGGER ALL`])
      await expect(asApp(sql)).rejects.toThrow(/must be owner/);
  });

  it('is refused by triggers too, as the owner is, when it touches what was appended', async () => {
    await test.asOwner(
      `INSERT INTO access_log (id, staff_id, what) VALUES (gen_random_uuid(), gen_random_uuid(), 'looked')`,
    );
    for (const sql of [
      'UPDATE access_log SET what = what',
      'DELETE FROM access_log',
      'TRUNCATE access_log',
      'TRUNCATE consent_event',
    ])
      await expect(test.asOwner(sql)).rejects.toThrow(/append-only/);
  });

  it('may publish a notice, and never alter one that is published', async () => {
    const id = '00000000-0000-7000-8000-000000000001';
    await asApp(
      `INSERT INTO notice_version (id, slug, version, language, words, channels, sender_nos, topic_nos, words_digest)
       VALUES ($1, 'draft', 1, 'en', 'Words.', ARRAY['email']::channel_scope[], ARRAY[1], ARRAY[]::int[], '\\x00')`,
      [id],
    );
    await asApp(`UPDATE notice_version SET words = 'Better words.' WHERE id = $1`, [id]);
    await asApp('UPDATE notice_version SET published_at = now() WHERE id = $1', [id]);
    for (const sql of [
      `UPDATE notice_version SET words = 'Other words.' WHERE id = $1`,
      'UPDATE notice_version SET published_at = NULL WHERE id = $1',
      'DELETE FROM notice_version WHERE id = $1',
    ])
      await expect(asApp(sql, [id])).rejects.toThrow(/immutable/);
    await expect(asApp('TRUNCATE notice_version')).rejects.toThrow(/permission denied/);
  });

  it('enqueues through one function and cannot touch the job library', async () => {
    await asApp(
      `SELECT enqueue_jobs(ARRAY['tell-third-parties'], ARRAY['{"contactPointId":"x"}']::json[], ARRAY['a key'])`,
    );
    expect(await test.asOwner('SELECT task_identifier, key FROM graphile_worker.jobs')).toEqual([
      { task_identifier: 'tell-third-parties', key: 'a key' },
    ]);
    for (const sql of [
      'SELECT * FROM graphile_worker.jobs',
      'DELETE FROM graphile_worker._private_jobs',
      `SELECT graphile_worker.add_job('x')`,
    ])
      await expect(asApp(sql)).rejects.toThrow(/permission denied/);
    const open = await test.asOwner<{ name: string }>(
      `SELECT p.oid::regprocedure::text AS name FROM pg_proc p WHERE p.prosecdef AND p.pronamespace = 'public'::regnamespace
         AND (p.proconfig IS NULL OR NOT EXISTS (SELECT FROM unnest(p.proconfig) s WHERE s LIKE 'search_path=%pg_temp'))`,
    );
    expect(open).toEqual([]);
  });

  it('cannot make tables, roles or become the owner', async () => {
    await expect(asApp('CREATE TABLE mine (n int)')).rejects.toThrow(/permission denied/);
    await expect(asApp('CREATE ROLE mine')).rejects.toThrow(/permission denied/);
    await expect(asApp('UPDATE vocabulary_version SET version = 0')).rejects.toThrow(/permission denied/);
    await expect(asApp(`DELETE FROM key_fingerprint`)).rejects.toThrow(/permission denied/);
  });
});

async function drizzleJson(previous?: string): Promise<DrizzleJson> {
  const files = readdirSync(new URL('./schema/', import.meta.url)).filter((name) => name.endsWith('.ts'));
  const modules = await Promise.all(
    files.map(
      (name) => import(`./schema/${name.replace(/\.ts$/, '')}.ts`) as Promise<Record<string, unknown>>,
    ),
  );
  return generateDrizzleJson(Object.assign({}, ...modules), previous);
}

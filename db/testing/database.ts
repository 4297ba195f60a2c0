import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../client';
import { databaseUrl, TEMPLATE } from './test-server';

/** A migrated, empty database of one test file's own. */
export interface TestDatabase {
  /** The owner's connection string. */
  url: string;
  /** The connections as the application has them: the least-privilege role, a reader and a writer pool. */
  database: Database;
  /** One statement as the owner: to look, to prepare, or to do what the application may not. */
  asOwner<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** Closes everything and drops the database. */
  drop(): Promise<void>;
}

/**
 * Makes a database from the run's migrated template. Call it in `beforeAll` and `drop` in `afterAll`.
 * The PostgreSQL itself is started by the first call of a run.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const adminUrl = await askForServer();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(adminUrl, `create database ${name} template ${TEMPLATE}`);
  const url = databaseUrl(adminUrl, name);
  const database = openDatabase({ url, readers: 4, writers: 8 });
  const owner = new pg.Pool({ connectionString: url, max: 2 });
  // Whoever kills a backend in a test must not end the test process by it.
  owner.on('error', () => undefined);
  return {
    url,
    database,
    asOwner: async <Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []) =>
      (await owner.query<Row>(sql, values)).rows,
    async drop() {
      await Promise.all([owner.end(), database.end()]);
      await administer(adminUrl, `drop database ${name} with (force)`);
    },
  };
}

async function askForServer(): Promise<string> {
  const answer = await fetch(inject('testServerDoor'));
  const text = await answer.text();
  if (!answer.ok) throw new Error(`The tests' PostgreSQL did not start: ${text}`);
  return text;
}

async function administer(adminUrl: string, sql: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query(sql);
  } finally {
    await admin.end();
  }
}

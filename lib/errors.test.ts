import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../db/testing/database';
import { isDatabaseAway } from './errors';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(async () => {
  await test?.drop();
});

const fault = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

describe('the database is away', () => {
  it('when the server ends a connection under a transaction, for every statement that still follows', async () => {
    const client = new pg.Client({ connectionString: test.url });
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const cut = fault(client.query('SELECT pg_sleep(30)'));
    await test.asOwner('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    expect(isDatabaseAway(await cut)).toBe(true);
    const later = await fault(client.query('SELECT 1'));
    expect(later).toBeInstanceOf(Error);
    expect(isDatabaseAway(later)).toBe(true);
  });

  it('when nothing listens where it should', async () => {
    const client = new pg.Client({ host: '127.0.0.1', port: 1, connectionTimeoutMillis: 2_000 });
    expect(isDatabaseAway(await fault(client.connect()))).toBe(true);
  });

  it('but not when it refuses a statement', async () => {
    expect(isDatabaseAway(await fault(test.asOwner('SELECT 1/0')))).toBe(false);
    expect(isDatabaseAway(new Error('a fault of ours'))).toBe(false);
  });
});

import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import { runMigrations as migrateJobLibrary } from 'graphile-worker';
import pg from 'pg';

const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url));
/** Any constant: two processes that start together migrate one after the other. */
const MIGRATION_LOCK = 7_251_909;

/** Brings a database to this version: our own tables first, then the job library's schema. Safe to repeat. */
export async function migrateDatabase(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'sayso-migrate' });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await applyMigrations(drizzle(client), { migrationsFolder: MIGRATIONS });
    await migrateJobLibrary({ connectionString: ownerUrl });
  } finally {
    await client.end();
  }
}

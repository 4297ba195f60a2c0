import { Client } from 'pg';
import { type Cluster, SUPERUSER } from './cluster';

const CONNECT_TIMEOUT_MS = 10_000;

/** The connection string of one database on the local server. */
export function localUrl(cluster: Pick<Cluster, 'password'>, port: number, database: string): string {
  return `postgresql://${SUPERUSER}:${cluster.password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}

/**
 * Makes the database if it is not there, and by connecting proves that the server is ours and answers.
 * Throws when it does not take our password or serves other files.
 */
export async function ensureDatabase(cluster: Cluster, port: number, database: string): Promise<void> {
  const client = new Client({
    connectionString: localUrl(cluster, port, 'postgres'),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  await client.connect();
  try {
    const { rows } = await client.query<{ dir: string; made: boolean }>(
      `select current_setting('data_directory') as dir,
              exists (select from pg_database where datname = $1) as made`,
      [database],
    );
    if (rows[0]?.dir !== cluster.dir) {
      throw new Error(`The server on port ${port} serves ${rows[0]?.dir}, not ${cluster.dir}.`);
    }
    if (!rows[0].made) await client.query(`create database ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}

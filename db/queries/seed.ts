import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { LOAD_COLUMNS, LOAD_TABLES, type LoadChunk, type LoadTable } from '../seed/load-chunk';

// Loading works as the owner, on one connection and in one transaction: a load that is cut short leaves nothing.

const HOLDS_PEOPLE = `
-- Whether anybody is on record here.
SELECT EXISTS (SELECT FROM contact) OR EXISTS (SELECT FROM contact_point) OR EXISTS (SELECT FROM consent_event) AS held`;

const CONSTRAINTS = `
-- Keys of the tables to load, as they were made.
SELECT c.conrelid::regclass::text AS "table", c.conname AS name, pg_get_constraintdef(c.oid) AS definition
FROM pg_constraint c WHERE c.conrelid = ANY ($1::regclass[]) AND c.contype IN ('p', 'u')`;

const INDEXES = `
-- Indexes of the tables to load that belong to no key.
SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition
FROM pg_index i
WHERE i.indrelid = ANY ($1::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)`;

/** The database holds people already; a load would mix made-up ones with them. */
export class NotEmptyError extends Error {
  override readonly name = 'NotEmptyError';
}

/**
 * Copies chunks into an empty database. Keys and indexes are taken away first and made again at the end, which is
 * several times faster than keeping them up row by row. Throws NotEmptyError when anybody is on record.
 */
export async function copyLoad(
  ownerUrl: string,
  chunks: AsyncIterable<LoadChunk>,
  tell: (chunk: LoadChunk | 'indexes' | 'analyze') => void,
): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'sayso-seed' });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query(`LOCK TABLE ${LOAD_TABLES.join(', ')} IN ACCESS EXCLUSIVE MODE`);
    const { rows } = await client.query<{ held: boolean }>(HOLDS_PEOPLE);
    if (rows[0]?.held !== false) throw new NotEmptyError('The database is not empty.');
    await client.query("SET LOCAL maintenance_work_mem = '512MB'");
    const indexes = await dropIndexes(client);
    for await (const chunk of chunks) {
      for (const table of LOAD_TABLES) await copyTable(client, table, chunk.rows[table]);
      tell(chunk);
    }
    tell('indexes');
    for (const statement of indexes) await client.query(statement);
    await client.query('COMMIT');
    tell('analyze');
    await client.query(`VACUUM (ANALYZE) ${LOAD_TABLES.join(', ')}`);
  } finally {
    await client.end();
  }
}

/** Drops keys and indexes; returns the statements that make them again. */
async function dropIndexes(client: pg.Client): Promise<string[]> {
  const constraints = await client.query<{ table: string; name: string; definition: string }>(CONSTRAINTS, [
    LOAD_TABLES,
  ]);
  const indexes = await client.query<{ name: string; definition: string }>(INDEXES, [LOAD_TABLES]);
  for (const { name } of indexes.rows) await client.query(`DROP INDEX ${name}`);
  for (const { table, name } of constraints.rows)
    await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${client.escapeIdentifier(name)}`);
  return [
    ...constraints.rows.map(
      ({ table, name, definition }) =>
        `ALTER TABLE ${table} ADD CONSTRAINT ${client.escapeIdentifier(name)} ${definition}`,
    ),
    ...indexes.rows.map(({ definition }) => definition),
  ];
}

async function copyTable(client: pg.Client, table: LoadTable, rows: Buffer): Promise<void> {
  if (rows.length === 0) return;
  const stream = client.query(copyFrom(`COPY ${table} (${LOAD_COLUMNS[table].join(', ')}) FROM STDIN`));
  const done = finished(stream);
  const view = Buffer.from(rows.buffer, rows.byteOffset, rows.byteLength);
  if (!stream.write(view)) await Promise.race([once(stream, 'drain'), done]);
  stream.end();
  await done;
}

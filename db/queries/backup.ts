import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

// Backing up and restoring work as the owner, each on one connection and in one transaction.

/** A table with the columns that are stored, not computed. */
export interface TableShape {
  /** With its schema, quoted as SQL wants it. */
  table: string;
  columns: string[];
}

const TABLES = `
-- Every table of ours and of the job queue, with its stored columns; those that others refer to come first.
WITH RECURSIVE kept AS (
  SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND (n.nspname = 'public' OR n.nspname = 'graphile_worker' AND c.relname <> 'migrations')
), depth (oid, level) AS (
  SELECT oid, 0 FROM kept
  UNION
  SELECT f.conrelid, d.level + 1 FROM depth d JOIN pg_constraint f ON f.confrelid = d.oid AND f.contype = 'f' AND f.conrelid <> d.oid
  WHERE d.level < 20
)
SELECT format('%I.%I', n.nspname, c.relname) AS "table",
       array_agg(a.attname::text ORDER BY a.attnum) AS columns
FROM (SELECT oid, max(level) AS level FROM depth GROUP BY oid) d
JOIN pg_class c ON c.oid = d.oid JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
GROUP BY n.nspname, c.relname, d.level
-- The version comes last: writing senders and topics raises it.
ORDER BY c.relname = 'vocabulary_version', d.level, n.nspname, c.relname`;

const MIGRATIONS = `
-- Which migrations made this database.
SELECT hash FROM drizzle.__drizzle_migrations ORDER BY id`;

const SEQUENCES = `
-- Numbers given by the database go on after the highest that was restored.
SELECT format('SELECT setval(%L, greatest((SELECT max(%I) FROM %I.%I), 1), (SELECT count(*) > 0 FROM %I.%I))',
  pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname), a.attname, n.nspname, c.relname, n.nspname, c.relname) AS statement
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname IN ('public', 'graphile_worker') AND a.attidentity <> ''`;

/** Tables that a migrated database fills by itself before anybody uses it. */
const FILLED_BY_ITSELF = new Set(['public.vocabulary_version', 'public.key_fingerprint']);

/** One consistent look at the whole database. */
export interface BackupSource {
  tables: TableShape[];
  migrations: string[];
  /** The rows of a table in COPY text format. */
  rows(shape: TableShape): AsyncIterable<Buffer>;
}

/** Opens one REPEATABLE READ snapshot and hands it to `work`. */
export async function readWholeDatabase<Result>(
  ownerUrl: string,
  work: (source: BackupSource) => Promise<Result>,
): Promise<Result> {
  return asOwner(ownerUrl, async (client) => {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const result = await work({
      tables: (await client.query<TableShape>(TABLES)).rows,
      migrations: (await client.query<{ hash: string }>(MIGRATIONS)).rows.map(({ hash }) => hash),
      rows: (shape) => client.query(copyTo(`COPY ${shape.table} (${quoted(client, shape)}) TO STDOUT`)),
    });
    await client.query('COMMIT');
    return result;
  });
}

/** A database into which a backup is being put; everything holds at the end or nothing does. */
export interface RestoreTarget {
  tables: TableShape[];
  migrations: string[];
  /** Tables that already hold something. */
  filled: string[];
  fill(shape: TableShape, rows: AsyncIterable<Buffer>): Promise<void>;
}

/** Runs `work` in one transaction on a database nobody else may write meanwhile. */
export async function fillWholeDatabase<Result>(
  ownerUrl: string,
  work: (target: RestoreTarget) => Promise<Result>,
): Promise<Result> {
  return asOwner(ownerUrl, async (client) => {
    await client.query('BEGIN');
    const { rows: tables } = await client.query<TableShape>(TABLES);
    await client.query(`LOCK TABLE ${tables.map(({ table }) => table).join(', ')} IN ACCESS EXCLUSIVE MODE`);
    const filled: string[] = [];
    for (const { table } of tables) {
      const { rowCount } = await client.query(`SELECT FROM ${table} LIMIT 1`);
      if (rowCount !== 0) filled.push(table);
    }
    const result = await work({
      tables,
      migrations: (await client.query<{ hash: string }>(MIGRATIONS)).rows.map(({ hash }) => hash),
      filled: filled.filter((table) => !FILLED_BY_ITSELF.has(table) && !table.startsWith('graphile_worker.')),
      fill: (shape, rows) => fillTable(client, shape, rows),
    });
    // A job that was under way when the backup was made is nobody's now.
    await client.query('UPDATE graphile_worker._private_jobs SET locked_at = NULL, locked_by = NULL');
    const { rows: sequences } = await client.query<{ statement: string }>(SEQUENCES);
    for (const { statement } of sequences) await client.query(statement);
    await client.query('COMMIT');
    await client.query('ANALYZE');
    return result;
  });
}

async function fillTable(client: pg.Client, shape: TableShape, rows: AsyncIterable<Buffer>): Promise<void> {
  // Only tables that fill themselves, and the job queue, hold anything here; the backup's rows replace theirs.
  if (FILLED_BY_ITSELF.has(shape.table) || shape.table.startsWith('graphile_worker.'))
    await client.query(`DELETE FROM ${shape.table}`);
  const stream = client.query(copyFrom(`COPY ${shape.table} (${quoted(client, shape)}) FROM STDIN`));
  const done = new Promise<void>((resolve, reject) => {
    stream.once('finish', resolve);
    stream.once('error', reject);
  });
  done.catch(() => undefined);
  try {
    for await (const chunk of rows)
      if (!stream.write(chunk))
        await Promise.race([new Promise<void>((resolve) => stream.once('drain', resolve)), done]);
  } catch (error) {
    stream.destroy(error instanceof Error ? error : new Error('the rows could not be read'));
    throw error;
  }
  stream.end();
  await done;
}

function quoted(client: pg.Client, shape: TableShape): string {
  return shape.columns.map((column) => client.escapeIdentifier(column)).join(', ');
}

async function asOwner<Result>(
  ownerUrl: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'sayso-backup' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

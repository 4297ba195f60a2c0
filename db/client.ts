import pg from 'pg';

/** A statement with a permanent name, so that Postgres plans it once per connection. */
export interface Statement {
  name: string;
  text: string;
}

/** Something that can be asked but cannot change anything: GET handlers and gates hold this. */
export interface Reader {
  query<Row extends pg.QueryResultRow>(statement: Statement, values?: unknown[]): Promise<Row[]>;
}

/** A transaction that may write. Only services hold one. */
export interface Writer extends Reader {
  readonly writes: true;
}

/** The application's connections: one pool that cannot write, one that can. Both work as the least-privilege role. */
export interface Database {
  readonly reader: Reader;
  /** One READ ONLY, REPEATABLE READ transaction over several statements. */
  snapshot<T>(work: (reader: Reader) => Promise<T>): Promise<T>;
  /** One READ COMMITTED transaction; committed before the promise resolves, rolled back when `work` throws. */
  transaction<T>(work: (writer: Writer) => Promise<T>): Promise<T>;
  /** One statement that is a transaction of its own: committed before the promise resolves. `work` may ask once. */
  single<T>(work: (writer: Writer) => Promise<T>): Promise<T>;
  end(): Promise<void>;
}

export interface DatabaseOptions {
  /** Owner's address; the application role is taken by `SET ROLE` at connection. */
  url: string;
  /** An address of its own for the application; then no role is set. */
  appUrl?: string | null;
  readers?: number;
  writers?: number;
  onError?: (error: Error) => void;
}

const STATEMENT_TIMEOUT_MS = 30_000;
const CONNECT_TIMEOUT_MS = 3_000;
/** A database that is frozen rather than dead answers nothing: the client gives up by itself. */
const QUERY_TIMEOUT_MS = 35_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 60_000;

/**
 * Every statement of the application looks things up by key. A plan made while a table was small must not scan or
 * hash the whole of it once it has grown, so these pools always go through the indexes, and keep one plan per
 * statement: planning anew at each call costs more than most of them take. Lists that truly read
 * much run as the owner, or say otherwise with SET LOCAL.
 */
const INDEX_DRIVEN = [
  '-c enable_seqscan=off',
  '-c enable_hashjoin=off',
  '-c enable_mergejoin=off',
  '-c jit=off',
  '-c plan_cache_mode=force_generic_plan',
];

/** Opens the two pools. Nothing is connected until the first question. */
export function openDatabase(options: DatabaseOptions): Database {
  const readers = openPool(options, options.readers ?? 10, true);
  const writers = openPool(options, options.writers ?? 10, false);
  return {
    reader: readerOf(readers),
    snapshot: (work) =>
      withClient(readers, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', (client) =>
        work(readerOf(client)),
      ),
    transaction: (work) =>
      withClient(writers, 'BEGIN', (client) => work({ ...readerOf(client), writes: true })),
    single: (work) => work({ ...readerOf(writers), writes: true }),
    async end() {
      await Promise.all([readers.end(), writers.end()]);
    },
  };
}

function openPool(options: DatabaseOptions, max: number, readOnly: boolean): pg.Pool {
  const settings = [
    `-c statement_timeout=${STATEMENT_TIMEOUT_MS}`,
    `-c idle_in_transaction_session_timeout=${IDLE_IN_TRANSACTION_TIMEOUT_MS}`,
    '-c timezone=UTC',
    ...INDEX_DRIVEN,
  ];
  if (options.appUrl === undefined || options.appUrl === null) settings.push('-c role=sayso_app');
  if (readOnly) settings.push('-c default_transaction_read_only=on');
  const pool = new pg.Pool({
    connectionString: options.appUrl ?? options.url,
    max,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    keepAlive: true,
    options: settings.join(' '),
    application_name: readOnly ? 'sayso-read' : 'sayso-write',
  });
  pool.on('error', (error) => options.onError?.(error));
  // A connection may be lost in the very turn it is handed out, when neither pool nor holder listens yet: unheard, that
  // would end the process. Whoever holds it is told by their statement.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

function readerOf(source: pg.Pool | pg.PoolClient): Reader {
  return {
    async query<Row extends pg.QueryResultRow>(statement: Statement, values: unknown[] = []) {
      const result = await source.query<Row>({ name: statement.name, text: statement.text, values });
      return result.rows;
    },
  };
}

async function withClient<T>(
  pool: pg.Pool,
  begin: string,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const noteLoss = (error: Error) => {
    broken = error;
  };
  client.on('error', noteLoss);
  try {
    await client.query(begin);
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((rollbackError: Error) => {
      broken = rollbackError;
    });
    throw error;
  } finally {
    client.off('error', noteLoss);
    client.release(broken);
  }
}

import { realpathSync } from 'node:fs';
import { prepareBinaries } from './binaries';
import { ensureCluster } from './cluster';
import { localUrl } from './database';
import { chooseHome } from './home';
import { takeOwnerLock } from './owner-lock';
import { type ServerExit, Supervisor } from './supervisor';

const DEFAULT_SETTINGS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  effective_cache_size: '1GB',
  maintenance_work_mem: '128MB',
  random_page_cost: '1.1',
  synchronous_commit: 'on',
  max_wal_size: '2GB',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  password_encryption: 'scram-sha-256',
  // Statements and the details of errors carry addresses: the log holds only what concerns the server itself.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

export interface EmbeddedOptions {
  /** Holds the files, password, port and lock. Made when missing. */
  dataDir: string;
  /** Made when missing. Default `sayso`. */
  database?: string;
  /** Server settings that replace the defaults, as written in postgresql.conf. */
  settings?: Record<string, string>;
}

export interface Embedded {
  /** Owner connection string; stays the same over every restart. */
  url: string;
  port: number;
  /** True when the server was left running by a process that died. */
  adopted: boolean;
  /** Where the files really lie: the data directory, or elsewhere when root keeps that to itself. */
  clusterDir: string;
  /** The postmaster's process id, undefined while it is down. */
  pid(): number | undefined;
  /** Fast shutdown, bounded; also gives up the lock. May be called twice. */
  stop(): Promise<void>;
  /** Called when the server dies without being asked to; it is started again in any case. */
  onExit(callback: (exit: ServerExit) => void): void;
  /** Fast shutdown and start again on the same port. */
  restart(): Promise<void>;
}

/**
 * Starts (or adopts) the local PostgreSQL of a data directory and keeps it running until stopped.
 * Throws EmbeddedInUseError when another living process owns the directory, otherwise an error that says what to do.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const home = chooseHome(options.dataDir);
  const dataDir = realpathSync(options.dataDir);
  const release = takeOwnerLock(dataDir);
  try {
    const settings = { ...DEFAULT_SETTINGS, ...options.settings };
    const binaries = prepareBinaries(home);
    const cluster = await ensureCluster(dataDir, home, binaries, { durable: settings.fsync !== 'off' });
    const database = options.database ?? 'sayso';
    const supervisor = new Supervisor({ dataDir, home, binaries, cluster, settings, database, release });
    const adopted = await supervisor.begin();
    const port = supervisor.port();
    return {
      url: localUrl(cluster, port, database),
      port,
      adopted,
      clusterDir: cluster.dir,
      pid: () => supervisor.pid(),
      stop: () => supervisor.stop(),
      onExit: (callback) => supervisor.onExit(callback),
      restart: () => supervisor.restart(),
    };
  } catch (error) {
    release();
    throw error;
  }
}

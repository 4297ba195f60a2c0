import { existsSync, realpathSync, rmSync } from 'node:fs';
import { clusterAt } from './cluster';
import { localUrl } from './database';
import { existingHome } from './home';
import { takeOwnerLock } from './owner-lock';
import { findOrphan, shutDown } from './postmaster';

/**
 * The connection string of the server that now runs on a data directory, whoever started it; undefined when
 * none runs. For commands used beside a running application: they neither own nor stop it.
 */
export async function runningEmbedded(options: {
  dataDir: string;
  database?: string;
}): Promise<string | undefined> {
  if (!existsSync(options.dataDir)) return undefined;
  const dataDir = realpathSync(options.dataDir);
  const { password, ...cluster } = clusterAt(dataDir, existingHome(dataDir));
  const server = await findOrphan(cluster);
  if (!server || password === undefined) return undefined;
  return localUrl({ password }, server.port, options.database ?? 'sayso');
}

/**
 * Deletes the local database for good: stops a server left behind, then removes its files wherever they lie.
 * Throws EmbeddedInUseError while a living process owns it.
 */
export async function removeEmbedded(requested: string): Promise<void> {
  if (!existsSync(requested)) return;
  const dataDir = realpathSync(requested);
  const release = takeOwnerLock(dataDir);
  try {
    const homeDir = existingHome(dataDir);
    const cluster = clusterAt(dataDir, homeDir);
    const server = await findOrphan(cluster);
    if (server) await shutDown(server, cluster.mark);
    rmSync(cluster.dir, { recursive: true, force: true });
    rmSync(homeDir, { recursive: true, force: true });
    rmSync(dataDir, { recursive: true, force: true });
  } finally {
    release();
  }
}

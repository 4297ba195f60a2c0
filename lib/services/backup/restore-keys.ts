import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../config';
import { AppError } from '../../errors';
import { localSecretsPath } from '../context/local-secrets';
import type { BackupManifest } from './frames';

/** Keys of a backup, written aside: `keep` puts them in place once the data is there, `discard` forgets them. */
export interface PreparedKeys {
  /** A file of variables that must be set by hand; null when the machine's own secrets hold all. */
  toSet: string | null;
  keep(): void;
  discard(): void;
}

/**
 * Readies the keys the restored data needs. With keys given by the environment, these must be the backup's. On a
 * machine of its own the backup's keys replace the ones made here; where there are several of a use, which that file
 * does not hold, they are written as variables to set.
 */
export function prepareKeys(config: Config, manifest: BackupManifest): PreparedKeys {
  const { linkKeys, addressKeys, authSecret } = manifest.keys;
  if (sameKeys(config.linkKeys, linkKeys) && sameKeys(config.addressKeys, addressKeys))
    return { toSet: null, keep: () => undefined, discard: () => undefined };
  if (!config.embedded)
    throw new AppError(
      'conflict',
      'SAYSO_LINK_KEYS and SAYSO_ADDRESS_KEYS are not those of the backup: set the keys it was made with, or every link and look-up would fail. Nothing was changed.',
    );
  mkdirSync(config.dataDir, { recursive: true });
  const [link] = linkKeys;
  const [address] = addressKeys;
  if (linkKeys.length === 1 && addressKeys.length === 1 && link !== undefined && address !== undefined)
    return writtenAside(
      localSecretsPath(config.dataDir),
      withKeys(config.dataDir, link, address, authSecret),
      null,
    );
  const path = join(config.dataDir, 'restored-keys.env');
  const list = (keys: readonly string[]) => keys.map((key) => `hex:${key}`).join(',');
  const lines = [
    `SAYSO_LINK_KEYS=${list(linkKeys)}`,
    `SAYSO_ADDRESS_KEYS=${list(addressKeys)}`,
    `NEXTAUTH_SECRET=${authSecret}`,
  ];
  return writtenAside(path, `${lines.join('\n')}\n`, path);
}

function withKeys(dataDir: string, link: string, address: string, authSecret: string): string {
  const path = localSecretsPath(dataDir);
  const known = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>) : {};
  const secrets = { ...known, link_key: link, address_key: address, auth_secret: authSecret };
  return `${JSON.stringify(secrets, null, 2)}\n`;
}

function writtenAside(path: string, text: string, toSet: string | null): PreparedKeys {
  const draft = `${path}.restoring`;
  writeFileSync(draft, text, { mode: 0o600 });
  return {
    toSet,
    keep: () => renameSync(draft, path),
    discard: () => rmSync(draft, { force: true }),
  };
}

function sameKeys(held: readonly Buffer[], wanted: readonly string[]): boolean {
  return held.length === wanted.length && held.every((key, index) => key.toString('hex') === wanted[index]);
}

import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { fillWholeDatabase, type RestoreTarget, type TableShape } from '../../../db/queries/backup';
import type { Config } from '../../config';
import { AppError } from '../../errors';
import { type BackupManifest, type Frame, frames } from './frames';
import { type PreparedKeys, prepareKeys } from './restore-keys';
import { unseal } from './sealed-stream';

export interface RestoreReport {
  createdAt: string;
  tables: number;
  /** A file of environment variables to set before the next start; null when the keys are in place. */
  keysToSet: string | null;
}

/**
 * Puts a backup into an EMPTY, migrated database, with the keys it needs. The whole file is decrypted and checked
 * before anything is changed; then everything is written in one transaction. Throws AppError `bad_input` for a file
 * that is damaged or not ours, `conflict` for a database that holds something or is of another version.
 */
export async function restoreBackup(
  config: Config,
  path: string,
  passphrase: string,
  tell: (done: number, total: number) => void = () => undefined,
): Promise<RestoreReport> {
  const checked = await checkBackup(path, passphrase);
  const keys = prepareKeys(config, checked.manifest);
  try {
    await fillWholeDatabase(config.databaseUrl, async (target) => {
      refuseUnfit(target, checked);
      await fill(target, framesOf(path, passphrase), (done) => tell(done, checked.shapes.length));
    });
  } catch (error) {
    keys.discard();
    throw error;
  }
  return {
    createdAt: checked.manifest.createdAt,
    tables: checked.shapes.length,
    keysToSet: putInPlace(keys),
  };
}

interface CheckedBackup {
  manifest: BackupManifest;
  shapes: TableShape[];
}

/** Reads all of a backup and keeps nothing but what it consists of. */
async function checkBackup(path: string, passphrase: string): Promise<CheckedBackup> {
  let manifest: BackupManifest | null = null;
  const shapes: TableShape[] = [];
  for await (const one of framesOf(path, passphrase)) {
    if (one.kind === 'manifest') manifest = one.manifest;
    if (one.kind === 'table') shapes.push(one.shape);
  }
  if (manifest === null) throw new AppError('bad_input', 'The backup is incomplete.');
  return { manifest, shapes };
}

async function* framesOf(path: string, passphrase: string): AsyncGenerator<Frame> {
  const gunzip = createGunzip();
  const plain = Readable.from(unseal(createReadStream(path), passphrase));
  plain.on('error', (error) => gunzip.destroy(error));
  yield* frames(plain.pipe(gunzip));
}

function refuseUnfit(target: RestoreTarget, backup: CheckedBackup): void {
  if (target.filled.length > 0)
    throw new AppError(
      'conflict',
      'A backup is restored only into an empty database, and this one holds something; nothing was changed.',
    );
  // A backup of an older version fits where its migrations are the first of this one's; its columns are named.
  const { migrations } = backup.manifest;
  if (migrations.some((hash, index) => target.migrations[index] !== hash))
    throw new AppError(
      'conflict',
      'The backup was made by another, or a newer, version of Sayso; restore it with that one.',
    );
  for (const { table, columns } of backup.shapes) {
    const known = target.tables.find((one) => one.table === table);
    if (known === undefined || columns.some((column) => !known.columns.includes(column)))
      throw new AppError('conflict', `This version has no place for the backup's ${table}.`);
  }
}

async function fill(
  target: RestoreTarget,
  source: AsyncGenerator<Frame>,
  tell: (done: number) => void,
): Promise<void> {
  let done = 0;
  let next = await source.next();
  while (next.done !== true) {
    const one = next.value;
    if (one.kind !== 'table') {
      next = await source.next();
      continue;
    }
    const rows = async function* () {
      for (
        next = await source.next();
        next.done !== true && next.value.kind === 'rows';
        next = await source.next()
      )
        yield next.value.bytes;
    };
    await target.fill(one.shape, rows());
    done += 1;
    tell(done);
  }
}

function putInPlace(keys: PreparedKeys): string | null {
  keys.keep();
  return keys.toSet;
}

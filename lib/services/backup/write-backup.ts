import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type BackupSource, readWholeDatabase } from '../../../db/queries/backup';
import type { Config } from '../../config';
import { AppError } from '../../errors';
import { frame } from './frames';
import { seal } from './sealed-stream';

export interface BackupReport {
  tables: number;
  bytes: number;
}

export const PASSPHRASE_MIN_CHARS = 12;

/**
 * Writes the whole database, as it is at one instant, and the keys it needs into an encrypted new file. The file
 * appears under its name only when it is complete. Throws AppError `bad_input` for a short passphrase.
 * `tell` is called with tables done and their number.
 */
export async function writeBackup(
  config: Config,
  path: string,
  passphrase: string,
  now: Date,
  tell: (done: number, total: number) => void = () => undefined,
): Promise<BackupReport> {
  if ([...passphrase].length < PASSPHRASE_MIN_CHARS)
    throw new AppError('bad_input', `The passphrase needs at least ${PASSPHRASE_MIN_CHARS} characters.`);
  // The name is claimed at once, so that two backups never write over each other.
  const claimed = await open(path, 'wx', 0o600);
  await claimed.close();
  const draft = `${path}.partial`;
  try {
    const tables = await readWholeDatabase(config.databaseUrl, async (source) => {
      const plain = Readable.from(framesOf(source, config, now, tell)).pipe(createGzip({ level: 4 }));
      const file = createWriteStream(draft, { mode: 0o600, flush: true });
      await pipeline(plain, (bytes: AsyncIterable<Buffer>) => seal(bytes, passphrase), file);
      return source.tables.length;
    });
    await rename(draft, path);
    const written = await open(path, 'r');
    const { size } = await written.stat();
    await written.close();
    return { tables, bytes: size };
  } catch (error) {
    await rm(draft, { force: true });
    await rm(path, { force: true });
    throw error;
  }
}

async function* framesOf(
  source: BackupSource,
  config: Config,
  now: Date,
  tell: (done: number, total: number) => void,
): AsyncGenerator<Buffer> {
  const hex = (keys: readonly Buffer[]) => keys.map((key) => key.toString('hex'));
  yield frame({
    kind: 'manifest',
    manifest: {
      product: 'sayso',
      format: 1,
      createdAt: now.toISOString(),
      migrations: source.migrations,
      keys: {
        linkKeys: hex(config.linkKeys),
        addressKeys: hex(config.addressKeys),
        authSecret: config.authSecret,
      },
    },
  });
  for (const [done, shape] of source.tables.entries()) {
    tell(done, source.tables.length);
    yield frame({ kind: 'table', shape });
    for await (const bytes of source.rows(shape)) yield frame({ kind: 'rows', bytes });
  }
  tell(source.tables.length, source.tables.length);
  yield frame({ kind: 'end', tables: source.tables.length });
}

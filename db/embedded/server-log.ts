import {
  chownSync,
  closeSync,
  copyFileSync,
  fstatSync,
  openSync,
  readSync,
  statSync,
  truncateSync,
} from 'node:fs';
import type { ServerAccount } from './home';

const LOG_LIMIT_BYTES = 8 * 1024 * 1024;
const TAIL_BYTES = 2_000;

/** Opens the log for the server to append to, readable by its account alone. The caller closes it. */
export function openServerLog(path: string, account: ServerAccount | undefined): number {
  const file = openSync(path, 'a', 0o600);
  if (account) chownSync(path, account.uid, account.gid);
  return file;
}

/**
 * Keeps the log within twice the limit: the full one becomes `.1`, replacing the one before. The server appends
 * (O_APPEND), so emptying the file under it is safe.
 */
export function boundServerLog(path: string, limitBytes = LOG_LIMIT_BYTES): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= limitBytes) return;
  copyFileSync(path, `${path}.1`);
  truncateSync(path, 0);
}

/** The last few lines of the log, for an error message. */
export function tailOfServerLog(path: string): string {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return '';
  }
  try {
    const { size } = fstatSync(file);
    const buffer = Buffer.alloc(Math.min(size, TAIL_BYTES));
    readSync(file, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString('utf8').trim();
  } finally {
    closeSync(file);
  }
}

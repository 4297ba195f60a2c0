import { ConfigError } from '../config';
import { AppError, isDatabaseAway } from '../errors';
import { log } from '../log';

const UNDEFINED_TABLE = '42P01';
const NO_PERMISSION = new Set(['EACCES', 'EPERM']);

/** One clear sentence for what went wrong, each further fault on a line of its own. Never quotes a database error. */
export function sayFault(error: unknown): string {
  if (error instanceof AppError) {
    const faults = error.faults
      .map(({ detail }) => detail)
      .filter((detail) => !error.message.includes(detail));
    return [error.message, ...faults.map((fault) => `  - ${fault}`)].join('\n');
  }
  if (error instanceof ConfigError) return error.message;
  if (!(error instanceof Error)) return 'Something unforeseen went wrong.';
  if (error.name === 'EmbeddedInUseError') return error.message;
  const { code, syscall, path } = error as NodeJS.ErrnoException;
  if (path !== undefined && syscall !== undefined) {
    if (code === 'ENOENT') return `There is no file ${path}.`;
    if (code === 'EEXIST') return `${path} exists already; nothing was overwritten.`;
    if (code === 'EISDIR') return `${path} is a folder, not a file.`;
    if (code !== undefined && NO_PERMISSION.has(code)) return `This account may not use ${path}.`;
  }
  if (code === UNDEFINED_TABLE)
    return 'The database has no Sayso tables, or older ones: run `npm run sayso -- migrate` first.';
  if (isDatabaseAway(error)) return 'The database does not answer; nothing more was done.';
  log.error({ err: error }, 'a command failed');
  return 'Something unforeseen went wrong; the line above says where.';
}

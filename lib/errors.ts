/** Kinds of fault a caller can do something about; mapped to HTTP, SMTP and exit codes once each. */
export type AppErrorKind =
  | 'bad_input'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'too_large'
  | 'unprocessable'
  | 'rate_limited'
  | 'unavailable';

/** One fault in the input: what is wrong and where (a JSON pointer such as `#/events/0/channel`). */
export interface InputFault {
  detail: string;
  pointer?: string;
}

/** A fault with a kind, a sentence that says what to do, and for bad input every fault found. */
export class AppError extends Error {
  override readonly name = 'AppError';
  constructor(
    readonly kind: AppErrorKind,
    message: string,
    readonly faults: readonly InputFault[] = [],
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** SQLSTATE classes in which the database cannot take a write now, but may later. */
const UNAVAILABLE_STATES = /^(08|53|57P0|25006|40P01|40001|55P03|57014)/;
const SOCKET_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'ENOENT',
  'EHOSTUNREACH',
]);

/**
 * Whether a thrown value means "the database is away": doors answer 503 with Retry-After,
 * never a false yes or a false success.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (SOCKET_CODES.has(code) || UNAVAILABLE_STATES.test(code)) return true;
  if (error instanceof AggregateError) return error.errors.some(isDatabaseAway);
  if (
    /Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|not queryable|Connection ended/.test(
      error.message,
    )
  )
    return true;
  return error.cause !== undefined && isDatabaseAway(error.cause);
}

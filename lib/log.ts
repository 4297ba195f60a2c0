import pino from 'pino';

/**
 * Structured logs, one JSON object a line on standard error. Lines carry ids, never an address,
 * a token, a key or a body: errors are reduced to their class, code and stack frames, because
 * database errors quote parameter values in their message.
 */
export const log = pino(
  {
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: safeError },
  },
  pino.destination({ dest: 2, sync: true }),
);

export type Log = pino.Logger;

/** What of an error may be logged: class, code, constraint, stack frames; of its message nothing. */
export function safeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map((line) => line.trim());
  const out: Record<string, unknown> = { type: error.name, frames };
  for (const key of [
    'code',
    'constraint',
    'table',
    'column',
    'routine',
    'syscall',
    'responseCode',
    'kind',
  ] as const) {
    const value = (error as unknown as Record<string, unknown>)[key];
    if (typeof value === 'string' || typeof value === 'number') out[key] = value;
  }
  if (error.cause !== undefined) out.cause = safeError(error.cause);
  return out;
}

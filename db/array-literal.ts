/**
 * Array parameters written straight as Postgres array literals. The driver quotes and escapes every element of an
 * array it is given; on the hot path that is most of the work of a statement, and these kinds need none of it.
 */

/** UUIDs, numbers, booleans and enumeration words: nothing in them can need a quote. */
export function plainArray<T>(
  rows: readonly T[],
  value: (row: T) => string | number | boolean | null,
): string {
  let text = '{';
  for (let at = 0; at < rows.length; at++) {
    const found = value(rows[at] as T);
    text += at === 0 ? (found ?? 'NULL') : `,${found ?? 'NULL'}`;
  }
  return `${text}}`;
}

/** Instants, in UTC. */
export function instantArray<T>(rows: readonly T[], value: (row: T) => Date | null): string {
  return plainArray(rows, (row) => {
    const found = value(row);
    return found === null ? null : `"${found.toISOString()}"`;
  });
}

/** Bytes. */
export function byteaArray<T>(rows: readonly T[], value: (row: T) => Buffer | null): string {
  return plainArray(rows, (row) => {
    const found = value(row);
    return found === null ? null : `"\\\\x${found.toString('hex')}"`;
  });
}

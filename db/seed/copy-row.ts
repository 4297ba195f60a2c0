export type CopyValue = string | number | boolean | Date | Buffer | readonly string[] | null;

/** One row in PostgreSQL's COPY text format, its line end included. Arrays hold plain words only. */
export function copyRow(values: readonly CopyValue[]): string {
  let row = '';
  for (let at = 0; at < values.length; at += 1) {
    if (at > 0) row += '\t';
    row += copyField(values[at] ?? null);
  }
  return `${row}\n`;
}

function copyField(value: CopyValue): string {
  if (value === null) return '\\N';
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`;
  if (value instanceof Date) return value.toISOString();
  return `{${value.join(',')}}`;
}

function escaped(text: string): string {
  if (!/[\\\t\n\r]/.test(text)) return text;
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('\t', '\\t')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r');
}

/** Standard output belongs to what a command was asked for; everything said along the way goes to standard error. */
export function printLine(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/** Said to the person at the terminal, beside the output. */
export function sayAside(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** One JSON document on a line of its own. */
export function printJson(value: unknown): void {
  printLine(JSON.stringify(value));
}

/** Marks the command as failed without a fault having been thrown: its own output says what is wrong. */
export function failCommand(): void {
  process.exitCode = 1;
}

/** Rows under headings, in columns as wide as they need to be. */
export function printTable(headings: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  printLine(line(headings));
  for (const row of rows) printLine(line(row));
}

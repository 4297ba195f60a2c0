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

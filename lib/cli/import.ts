import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { Command } from 'commander';
import type { RowReport } from '../services/import/import-batch';
import { type ImportSummary, importFile } from '../services/import/import-file';
import { IMPORT_COLUMNS } from '../services/import/import-row';
import { withContext } from './operate';
import { failCommand, printJson, printLine } from './output';
import { showProgress } from './progress';

interface ImportOptions {
  source: string;
  dryRun?: boolean;
  report?: string;
  json?: boolean;
}

const ROWS_SHOWN = 50;

/** `sayso import FILE.csv --source TEXT [--dry-run]`. */
export function addImportCommand(program: Command): void {
  program
    .command('import')
    .description('choices from a CSV file with a header; may be repeated, and never lifts a refusal')
    .argument('<FILE.csv>', 'UTF-8, comma separated; the first row names the columns')
    .requiredOption('--source <TEXT>', 'where the file comes from, as it shall stand in the evidence')
    .option('--dry-run', 'say what would become of each row and write nothing')
    .option('--report <FILE>', 'write what became of every row, one JSON object a line (a new file)')
    .option('--json', 'print every row and then the sums, one JSON object a line')
    .addHelpText('after', helpOnColumns())
    .action(async (path: string, options: ImportOptions) => {
      const report = options.report === undefined ? null : await openReport(options.report);
      const progress = showProgress('bytes');
      let shown = 0;
      const row = (told: RowReport) => {
        report?.write(`${JSON.stringify(told)}\n`);
        if (options.json === true) return printJson(told);
        if (told.outcome !== 'refused' && told.standing_no === undefined) return;
        shown += 1;
        if (shown <= ROWS_SHOWN) printLine(wordsOf(told));
      };
      const dryRun = options.dryRun === true;
      const summary = await withContext((ctx) =>
        importFile(
          ctx,
          { path, source: options.source, dryRun },
          { row, progress: (done, total) => progress.at(done, total) },
        ),
      ).finally(() => progress.end());
      if (report !== null) await closeReport(report);
      if (summary.refused > 0) failCommand();
      if (options.json === true) return printJson({ dry_run: dryRun, summary });
      if (shown > ROWS_SHOWN) printLine(`… and ${shown - ROWS_SHOWN} more rows; --report writes them all.`);
      printSummary(summary, dryRun);
    });
}

function helpOnColumns(): string {
  const names = Object.entries(IMPORT_COLUMNS);
  const width = Math.max(...names.map(([name]) => name.length));
  return [
    '',
    'Columns (act is needed, the rest as the case may be):',
    ...names.map(([name, means]) => `  ${name.padEnd(width)}  ${means}`),
  ].join('\n');
}

function wordsOf({ row, outcome, because, standing_no: since }: RowReport): string {
  if (outcome === 'refused') return `Row ${row} was not taken: ${because.join(' ')}`;
  return `Row ${row} is on record, but a no of ${since?.slice(0, 10)} stands and outweighs it.`;
}

function printSummary(summary: ImportSummary, dryRun: boolean): void {
  printLine(`${summary.rows} rows${dryRun ? ', nothing written' : ''}:`);
  printLine(`  ${summary.recorded} ${dryRun ? 'would be recorded' : 'recorded'}`);
  printLine(`  ${summary.alreadyThere} already there, ${summary.repeatsStandingNo} repeat a standing no`);
  printLine(`  ${summary.refused} not taken`);
  printLine(`  ${summary.clashes} yeses against a standing no: the no holds`);
  if (summary.contactsAdded > 0) printLine(`  ${summary.contactsAdded} new contacts`);
}

async function openReport(path: string): Promise<WriteStream> {
  const stream = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  await new Promise<void>((opened, failed) => {
    stream.once('open', () => opened());
    stream.once('error', failed);
  });
  return stream;
}

async function closeReport(stream: WriteStream): Promise<void> {
  stream.end();
  await finished(stream);
}

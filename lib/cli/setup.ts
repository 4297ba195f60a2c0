import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { migrateDatabase } from '../../db/migrate';
import { AppError } from '../errors';
import { applySetup, type SetupReport } from '../services/setup/apply-setup';
import { parseSetup } from '../services/setup/parse-setup';
import { withConfig, withContext } from './operate';
import { printJson, printLine } from './output';

/** `sayso migrate`, `sayso setup FILE.yaml [--dry-run]`. */
export function addSetupCommands(program: Command): void {
  program
    .command('migrate')
    .description('bring the database to this version; safe to repeat')
    .action(async () => {
      await withConfig((config) => migrateDatabase(config.databaseUrl));
      printLine('The database is up to date.');
    });
  program
    .command('setup')
    .description(
      'senders, topics, notices, legitimate-interest records and join forms from a file; safe to repeat',
    )
    .argument('<FILE.yaml>', 'what is to be; db/seed/demo.yaml is an example with comments')
    .option('--dry-run', 'show what would change and change nothing')
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      '\nNothing is ever deleted: `archived: true` takes a sender or topic out of use, and a changed notice or form' +
        '\nbecomes a new version. What is not in the file is left as it is and named.',
    )
    .action(async (path: string, options: { dryRun?: boolean; json?: boolean }) => {
      const parsed = parseSetup(await readFile(path, 'utf8'));
      if (!parsed.ok) {
        const faults = parsed.faults.map(({ line, detail }) => ({ detail: `line ${line}: ${detail}` }));
        throw new AppError(
          'bad_input',
          `${path} has ${faults.length} fault${faults.length === 1 ? '' : 's'}; nothing was changed.`,
          faults,
        );
      }
      const dryRun = options.dryRun === true;
      const report = await withContext((ctx) => applySetup(ctx, parsed.file, { dryRun }));
      if (options.json === true)
        return printJson({ dry_run: dryRun, changes: report.changes, not_in_file: report.notInFile });
      printReport(report, dryRun);
    });
}

function printReport(report: SetupReport, dryRun: boolean): void {
  for (const { subject, name, action, fields } of report.changes)
    printLine(`${action} ${subject} ${name}${fields.length > 0 ? ` (${fields.join(', ')})` : ''}`);
  for (const name of report.notInFile) printLine(`not in the file, left as it is: ${name}`);
  const { length } = report.changes;
  if (length === 0) printLine('Nothing to change.');
  else
    printLine(
      `${length} change${length === 1 ? '' : 's'}${dryRun ? ' to be made; nothing was changed' : ' made'}.`,
    );
}

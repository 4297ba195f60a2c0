import type { Command } from 'commander';
import type { RebuildReport } from '../services/ledger/rebuild-permissions';
import { checkPermissions, rebuildPermissions } from '../services/ledger/rebuild-permissions';
import { type LedgerFault, type LedgerReport, verifyLedger } from '../services/ledger/verify-ledger';
import { withContext } from './operate';
import { failCommand, printJson, printLine } from './output';
import { showProgress } from './progress';

const FAULT_WORDS: Record<LedgerFault['kind'], string> = {
  altered: 'was altered: its contents do not give its hash',
  unlinked: 'does not follow the event before it: one was inserted, removed or reordered here',
  removed: 'is missing',
  inserted: 'stands after the last event the head names',
  head_differs: 'is not the last event the head names',
  orphan: 'belongs to a contact point that has no head',
  evidence_altered: 'has readable evidence other than it commits to',
};

/** `sayso ledger verify`, `sayso ledger rebuild [--check]`. */
export function addLedgerCommands(program: Command): void {
  const ledger = program.command('ledger').description('prove the ledger, and the permissions made from it');
  ledger
    .command('verify')
    .description(
      'recompute every hash of the ledger; names the first altered, removed, inserted or reordered event of each contact point',
    )
    .option('--json', 'print one JSON object')
    .action(async (options: { json?: boolean }) => {
      const progress = showProgress('events');
      const report = await withContext((ctx) =>
        verifyLedger(ctx, (done, total) => progress.at(done, total)),
      ).finally(() => progress.end());
      if (!report.intact) failCommand();
      if (options.json === true) return printJson(report);
      printVerified(report);
    });
  ledger
    .command('rebuild')
    .description('derive every permission from the ledger again and write it, or only compare with --check')
    .option('--check', 'compare every row and write nothing')
    .option('--json', 'print one JSON object')
    .action(async (options: { check?: boolean; json?: boolean }) => {
      const progress = showProgress('events');
      const tell = (done: number, total: number) => progress.at(done, total);
      const report = await withContext((ctx) =>
        options.check === true ? checkPermissions(ctx, tell) : rebuildPermissions(ctx, tell),
      ).finally(() => progress.end());
      if (!report.equal) failCommand();
      if (options.json === true) return printJson(report);
      printRebuilt(report, options.check === true);
    });
}

function printVerified(report: LedgerReport): void {
  for (const { contactPointId, seq, kind } of report.faults)
    printLine(`Contact point ${contactPointId}, event ${seq}: ${FAULT_WORDS[kind]}.`);
  const more = report.faultyContactPoints - report.faults.length;
  if (more > 0) printLine(`… and ${more} more contact points with a fault.`);
  for (const sentence of report.unguarded) printLine(sentence);
  const counted = `${report.events} events of ${report.contactPoints} contact points`;
  printLine(
    report.intact
      ? `The ledger is intact: ${counted}.`
      : `The ledger is NOT intact: faults at ${report.faultyContactPoints} contact points, ${report.unguarded.length} missing guards (${counted} read).`,
  );
  if (report.withoutEvidence > 0)
    printLine(`${report.withoutEvidence} events have no readable evidence any more.`);
  printLine('What this cannot vouch for:');
  for (const sentence of report.cannotVouchFor) printLine(`  - ${sentence}`);
}

function printRebuilt(report: RebuildReport, check: boolean): void {
  for (const { contactPointId, row, key, found } of report.differences)
    printLine(`Contact point ${contactPointId}, ${row} ${key}: ${found}.`);
  const more = report.different - report.differences.length;
  if (more > 0) printLine(`… and ${more} more rows.`);
  const counted = `${report.rows} rows from ${report.events} events of ${report.contactPoints} contact points`;
  if (!check) printLine(`Rebuilt: ${counted}.`);
  else if (report.equal) printLine(`Every permission equals the ledger: ${counted}.`);
  else
    printLine(
      `${report.different} rows are NOT what the ledger says (${counted}). \`ledger rebuild\` mends them.`,
    );
}

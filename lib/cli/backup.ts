import { type Command, Option } from 'commander';
import { AppError } from '../errors';
import { restoreBackup } from '../services/backup/restore-backup';
import { writeBackup } from '../services/backup/write-backup';
import { openContext } from '../services/context/open-context';
import { checkPermissions } from '../services/ledger/rebuild-permissions';
import { verifyLedger } from '../services/ledger/verify-ledger';
import { askSecret } from './ask';
import { withConfig } from './operate';
import { failCommand, printJson, printLine } from './output';
import { showProgress } from './progress';

const NOBODY_TO_ASK = 'Give the passphrase in SAYSO_BACKUP_PASSPHRASE; nobody is here to ask.';
const NOTE =
  '\nThe passphrase comes from SAYSO_BACKUP_PASSPHRASE or is asked for. Without it a backup is of no use to anybody.';

/** `sayso backup FILE`, `sayso restore FILE`. */
export function addBackupCommands(program: Command): void {
  program
    .command('backup')
    .description('write all data and keys into one encrypted file, as they are at one instant')
    .argument('<FILE>', 'a new file')
    .option('--json', 'print one JSON object')
    .addOption(passphraseOption())
    .addHelpText('after', NOTE)
    .action(async (path: string, options: BackupOptions, command: Command) => {
      const passphrase = givenPassphrase(command, options) ?? (await newPassphrase());
      const progress = showProgress('tables');
      const report = await withConfig((config) =>
        writeBackup(config, path, passphrase, new Date(), (done, total) => progress.at(done, total)),
      ).finally(() => progress.end());
      if (options.json === true) return printJson({ file: path, ...report });
      printLine(`${path}: ${report.tables} tables and the keys, ${report.bytes} bytes, encrypted.`);
    });
  program
    .command('restore')
    .description(
      'put a backup into an EMPTY database and prove it; the file is checked before anything is changed',
    )
    .argument('<FILE>', 'what `sayso backup` wrote')
    .option('--json', 'print one JSON object')
    .addOption(passphraseOption())
    .addHelpText('after', NOTE)
    .action(async (path: string, options: BackupOptions, command: Command) => {
      const passphrase =
        givenPassphrase(command, options) ?? (await askSecret('Passphrase: ', NOBODY_TO_ASK));
      const progress = showProgress('tables');
      const { report, intact } = await withConfig(async (config) => {
        const restored = await restoreBackup(config, path, passphrase, (done, total) =>
          progress.at(done, total),
        ).finally(() => progress.end());
        const ctx = openContext(config);
        try {
          const ledger = await verifyLedger(ctx);
          const permissions = await checkPermissions(ctx);
          return { report: restored, intact: ledger.intact && permissions.equal };
        } finally {
          await ctx.db.end();
        }
      });
      if (!intact) failCommand();
      if (options.json === true) return printJson({ ...report, intact });
      printLine(`Restored ${report.tables} tables, as they were at ${report.createdAt}.`);
      printLine(
        intact
          ? 'The ledger is intact and every permission equals it.'
          : 'The ledger or the permissions are NOT as they should be: see `ledger verify` and `ledger rebuild --check`.',
      );
      if (report.keysToSet !== null)
        printLine(`Set the variables in ${report.keysToSet} before the next start, then delete that file.`);
    });
}

interface BackupOptions {
  json?: boolean;
  passphrase?: string;
}

/** Known to commander only so that it is read from the environment: arguments are seen by every account of a machine. */
function passphraseOption(): Option {
  return new Option('--passphrase <TEXT>').env('SAYSO_BACKUP_PASSPHRASE').hideHelp();
}

function givenPassphrase(command: Command, options: BackupOptions): string | undefined {
  if (command.getOptionValueSource('passphrase') === 'cli')
    throw new AppError(
      'bad_input',
      'A passphrase on the command line is seen by others: use SAYSO_BACKUP_PASSPHRASE.',
    );
  return options.passphrase === '' ? undefined : options.passphrase;
}

async function newPassphrase(): Promise<string> {
  const first = await askSecret('New passphrase: ', NOBODY_TO_ASK);
  if ((await askSecret('Once more: ', NOBODY_TO_ASK)) !== first)
    throw new AppError('bad_input', 'The two are not the same; nothing was written.');
  return first;
}

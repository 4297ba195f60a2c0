import { Command } from 'commander';
import { addAnnounceCommand } from './announce';
import { addApiClientCommands } from './api-client';
import { addBackupCommands } from './backup';
import { addDecideCommand } from './decide';
import { sayFault } from './faults';
import { addImportCommand } from './import';
import { addLedgerCommands } from './ledger';
import { addLinkCommand } from './link';
import { sayAside } from './output';
import { addResetCommand } from './reset';
import { addSeedCommands } from './seed';
import { addSetupCommands } from './setup';
import { addStaffCommands } from './staff';

/** The operator's tool: every command, each in a file of its own. */
function operatorsTool(): Command {
  const program = new Command('sayso')
    .description('Keeps each person’s say on how they may be contacted. Commands for whoever runs it.')
    .showHelpAfterError('(add --help for what this command takes)')
    .configureHelp({ sortSubcommands: false });
  addSetupCommands(program);
  addSeedCommands(program);
  addStaffCommands(program);
  addApiClientCommands(program);
  addLinkCommand(program);
  addDecideCommand(program);
  addImportCommand(program);
  addAnnounceCommand(program);
  addLedgerCommands(program);
  addBackupCommands(program);
  addResetCommand(program);
  return program;
}

// A signal must still run what stops the embedded database: without a handler the process would simply vanish.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));

try {
  await operatorsTool().parseAsync();
} catch (error) {
  sayAside(sayFault(error));
  process.exitCode = 1;
}

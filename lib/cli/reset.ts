import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { removeEmbedded } from '../../db/embedded/running-embedded';
import { parseEnvironment } from '../config';
import { AppError } from '../errors';
import { askAtTerminal } from './ask';
import { printLine } from './output';

const AGREED = 'delete everything';

/** `sayso reset [--yes]`: embedded data only. */
export function addResetCommand(program: Command): void {
  program
    .command('reset')
    .description('delete the embedded database and the secrets made beside it, for good; asks first')
    .option('--yes', 'do not ask')
    .action(async (options: { yes?: boolean }) => {
      const env = parseEnvironment();
      if (env.DATABASE_URL !== undefined)
        throw new AppError(
          'conflict',
          'DATABASE_URL is set: reset deletes only the embedded database, never a server’s.',
        );
      const dataDir = env.SAYSO_DATA_DIR;
      if (!existsSync(dataDir)) return printLine(`There is nothing at ${dataDir}.`);
      if (options.yes !== true) {
        const answer = await askAtTerminal(
          `This deletes every contact, choice and key in ${dataDir}. Links already sent stop working. Type "${AGREED}" to go on: `,
          'Nobody is here to ask: give --yes to delete everything.',
        );
        if (answer.trim() !== AGREED) throw new AppError('conflict', 'Nothing was deleted.');
      }
      await removeEmbedded(dataDir);
      printLine(`Deleted: ${dataDir}.`);
    });
}

import type { Command } from 'commander';
import { API_SCOPES } from '../domain/vocabulary';
import { createApiClient } from '../services/api-client/create-api-client';
import { withContext } from './operate';
import { printJson, printLine } from './output';

interface ClientOptions {
  scopes: string[];
  sender: string[];
  json?: boolean;
}

/** `sayso api-client create NAME --scope a,b [--sender S …]`. */
export function addApiClientCommands(program: Command): void {
  const separate = (text: string) => text.split(/[\s,]+/).filter((word) => word !== '');
  program
    .command('api-client')
    .description('systems that call the API')
    .command('create')
    .description('make a key; it is printed once and only its digest is kept')
    .argument('<NAME>', 'which system it is for')
    .requiredOption(
      '--scope, --scopes <LIST>',
      `what it may do, separated by commas: ${API_SCOPES.join(', ')}`,
      (text: string, before: string[] | undefined) => [...(before ?? []), ...separate(text)],
    )
    .option(
      '--sender <SLUG>',
      'a sender it may ask and write for; repeat for more, none means none',
      (text: string, before: string[]) => [...before, ...separate(text)],
      [] as string[],
    )
    .option('--json', 'print one JSON object')
    .action(async (name: string, options: ClientOptions) => {
      const made = await withContext((ctx) =>
        createApiClient(ctx, { name, scopes: options.scopes, senders: options.sender }),
      );
      if (options.json === true) return printJson(made);
      printLine(
        `${made.name} may: ${made.scopes.join(', ')}; for: ${made.senders.join(', ') || 'no sender'}.`,
      );
      printLine(`Key, shown this once: ${made.key}`);
    });
}

import type { Command } from 'commander';
import { mintLinks } from '../services/link/mint-links';
import { namedCell } from './named-cell';
import { withContext } from './operate';
import { printJson, printLine } from './output';

/** `sayso link EMAIL --sender S --topic T`. */
export function addLinkCommand(program: Command): void {
  program
    .command('link')
    .description('the unsubscribe and preference links of one recipient, and the headers that go with them')
    .argument('<EMAIL>', 'whose links')
    .requiredOption('--sender <SLUG>', 'on whose behalf the message goes')
    .requiredOption('--topic <SLUG>', 'what it is about')
    .option('--json', 'print one JSON object')
    .action(async (email: string, options: { sender: string; topic: string; json?: boolean }) => {
      const links = await withContext(async (ctx) => {
        const [made] = await mintLinks(ctx, [{ email, ...(await namedCell(ctx, options)), message: null }]);
        if (made === undefined) throw new Error('one recipient has one answer');
        return made;
      });
      const { unsubscribeUrl, preferencesUrl, headers } = links;
      if (options.json === true)
        return printJson({ unsubscribe_url: unsubscribeUrl, preferences_url: preferencesUrl, headers });
      printLine(`Unsubscribe: ${unsubscribeUrl}`);
      printLine(`Preferences: ${preferencesUrl}`);
      for (const [name, value] of Object.entries(headers)) printLine(`${name}: ${value}`);
    });
}

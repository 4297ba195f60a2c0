import { type Command, InvalidArgumentError } from 'commander';
import { loadContacts } from '../services/setup/load-contacts';
import { seedDemo } from '../services/setup/seed-demo';
import { withContext } from './operate';
import { printJson, printLine, sayAside } from './output';
import { showProgress } from './progress';

const CHOICES_MAX = 200;
const CONTACTS_MAX = 50_000_000;

/** `sayso seed demo`, `sayso seed load --contacts N`. */
export function addSeedCommands(program: Command): void {
  const seed = program.command('seed').description('made-up data: the demo, or a large load for measuring');
  seed
    .command('demo')
    .description('the demo: senders, notices, staff and a few hundred people in every state; safe to repeat')
    .option('--json', 'print one JSON object')
    .action(async (options: { json?: boolean }) => {
      const progress = showProgress('instructions');
      const report = await withContext((ctx) =>
        seedDemo(ctx, (done, total) => progress.at(done, total)),
      ).finally(() => progress.end());
      if (options.json === true) return printJson(report);
      printLine(
        `The demo is there: ${report.contacts} people and ${report.instructions} instructions added.`,
      );
    });
  seed
    .command('load')
    .description('fast synthetic people for measuring, into an EMPTY database only')
    .requiredOption('--contacts <N>', 'how many people', wholeNumber(CONTACTS_MAX))
    .option('--choices <K>', 'events for each, on average', wholeNumber(CHOICES_MAX), 4)
    .option('--json', 'print one JSON object')
    .action(async (options: { contacts: number; choices: number; json?: boolean }) => {
      const progress = showProgress('people');
      const report = await withContext((ctx) =>
        loadContacts(ctx, options, (step) => {
          if (typeof step === 'object') progress.at(step.contacts, options.contacts);
          else {
            progress.end();
            sayAside(step === 'indexes' ? 'making the indexes' : 'gathering statistics');
          }
        }),
      ).finally(() => progress.end());
      if (options.json === true) return printJson(report);
      printLine(`${report.contacts} people with ${report.events} events in ${report.seconds} s.`);
    });
}

function wholeNumber(max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < 1 || value > max)
      throw new InvalidArgumentError(`Give a whole number from 1 to ${max}.`);
    return value;
  };
}

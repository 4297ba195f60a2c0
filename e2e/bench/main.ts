import { parseArgs } from 'node:util';
import { checkPlans } from './plans';
import { type Comparison, playRounds } from './rounds';
import { measureStorage } from './storage';
import { measureTokens } from './tokens';
import { weighPages } from './weight';
import { openWorld } from './world';

const { values } = parseArgs({
  options: {
    contacts: { type: 'string', default: '10000,1000000' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '6' },
    only: { type: 'string' },
    weight: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  process.stdout.write(
    'npm run bench -- [--contacts 10000,1000000] [--rounds 5] [--seconds 6] [--only NAME]\n' +
      'Loads that many contacts (once; kept under .data/bench-N) and compares Sayso with bare references in the same run.\n' +
      'npm run bench -- --weight\n' +
      'Weighs every page on a first visit in a real browser.\n',
  );
} else {
  process.exitCode = values.weight ? await weighed() : await run();
}

async function weighed(): Promise<number> {
  const over = await weighPages((line) => process.stdout.write(`${line}\n`));
  process.stdout.write(over === 0 ? '\nEvery page keeps its budget.\n' : `\n${over} pages are too heavy.\n`);
  return over === 0 ? 0 : 1;
}

async function run(): Promise<number> {
  let missed = 0;
  const say = (line: string) => process.stdout.write(`${line}\n`);
  for (const contacts of values.contacts.split(',').map(Number)) {
    const world = await openWorld('.data', contacts);
    try {
      say(`\n## ${contacts.toLocaleString('en-GB')} contacts\n`);
      say('| what | ratio to bare | promised | per second | bare per second | p99 ms | bare p99 ms |');
      say('|---|---|---|---|---|---|---|');
      const pace = {
        rounds: Number(values.rounds),
        seconds: Number(values.seconds),
        only: values.only ?? null,
      };
      for (const comparison of await playRounds(world, pace)) {
        say(line(comparison));
        if (comparison.atLeast !== null && comparison.ratio < comparison.atLeast) missed += 1;
      }
      const tokens = measureTokens();
      say(
        `| link minted and verified | ${tokens.ratio.toFixed(2)} | 0.5 | ${Math.round(tokens.perSecond)} | – | – | – |`,
      );
      if (tokens.ratio < 0.5) missed += 1;
      say('\n| statement | plan | read from end to end | ms |\n|---|---|---|---|');
      for (const check of await checkPlans(world)) {
        say(
          `| ${check.statement} | ${check.mode} | ${check.scanned.join(', ') || 'nothing'} | ${check.milliseconds.toFixed(2)} |`,
        );
        if (check.scanned.length > 0) missed += 1;
      }
      say('\n| table | bytes per contact, indexes included |\n|---|---|');
      for (const { table, perContact } of await measureStorage(world))
        say(`| ${table} | ${Math.round(perContact)} |`);
    } finally {
      await world.stop();
    }
  }
  say(missed === 0 ? '\nEvery promise is kept.' : `\n${missed} promises are missed.`);
  return missed === 0 ? 0 : 1;
}

function line({ name, ratio, atLeast, sayso, bare, per }: Comparison): string {
  const rate = (perSecond: number) => Math.round(perSecond * per).toLocaleString('en-GB');
  return `| ${name} | ${ratio.toFixed(2)} | ${atLeast ?? '–'} | ${rate(sayso.perSecond)} | ${rate(bare.perSecond)} | ${sayso.p99Ms.toFixed(1)} | ${bare.p99Ms.toFixed(1)} |`;
}

import { parseArgs } from 'node:util';
import { TARGETS } from './kills';
import { type FaultReport, runFaults, seconds } from './run-faults';

/** npm run faults -- [--kills 100] [--seed N]: ends with 1 when anything was lost, doubled, torn or answered wrongly. */
const { values } = parseArgs({ options: { kills: { type: 'string' }, seed: { type: 'string' } } });
const kills = wholeNumber('kills', values.kills ?? '100');
const seed = wholeNumber('seed', values.seed ?? String(Date.now() % 1_000_000));
const say = (line: string) => process.stdout.write(`${line}\n`);
const began = Date.now();

// Leaves through the exit handlers, which end every process of the run.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));

say(`${kills} kills with seed ${seed}`);
const report = await runFaults(
  {
    kills,
    seed,
    pages: true,
    clients: 8,
    pauseMs: [200, 1_500],
    thinkMs: 120,
    outageMs: 8_000,
    readers: 50,
    announceEvery: 10,
  },
  say,
);
summarise(report);
process.exit(report.faults.length === 0 ? 0 : 1);

function summarise({ kills: done, outage, mail, ledger, seen, ownDeaths, faults }: FaultReport): void {
  say('');
  for (const target of TARGETS) {
    const times = done.filter((kill) => kill.target === target).map((kill) => kill.recoveryMs);
    if (times.length === 0) continue;
    const middle = times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0;
    say(
      `${target.padEnd(10)} killed ${times.length} times; back in ${seconds(middle)} (median), ${seconds(Math.max(...times))} (slowest)`,
    );
  }
  const restarts =
    ownDeaths === 0 ? '' : `; ${ownDeaths} starts failed while the database was away and were made again`;
  say(
    `requests   ${seen.requests}: ${seen.unavailable} answered 503, ${seen.broken} broken off; slowest answer ${seconds(seen.slowestAnswerMs)}${restarts}`,
  );
  say(
    `choices    ${ledger.acknowledged} acknowledged, ${ledger.found} found, ${ledger.lost} lost, ${ledger.doubled} doubled, ${ledger.torn} torn; ${ledger.heldUntold} more hold though the client was cut off`,
  );
  say(
    `ledger     ${ledger.events} events of ${ledger.contactPoints} contact points, ${ledger.unasked} that nobody asked for; chains verified, permissions compared with a rebuild`,
  );
  say(
    `outage     ${outage.refused} one-click posts answered 503, the slowest in ${seconds(outage.slowestRefusalMs)}; the same web process served ${seconds(outage.recoveryMs)} after the database was started`,
  );
  say(
    `mail       ${mail.announcements} announcements: ${mail.sent} sent, ${mail.withheld} withheld, ${mail.inDoubt} in doubt; ${mail.essential} essential; ${mail.arrived} arrived`,
  );
  for (const fault of faults) say(`FAULT      ${fault}`);
  say(
    faults.length === 0
      ? `Nothing lost, nothing doubled. ${seconds(Date.now() - began)}`
      : `${faults.length} faults.`,
  );
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0) return number;
  process.stderr.write(`--${name} takes a whole number, not "${text}".\n`);
  process.exit(2);
}

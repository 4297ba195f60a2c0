import { chanceFrom } from './chance';
import { checkLedger, type LedgerCheck } from './check';
import { emptyLedgered, type Ledgered } from './client';
import { finishMail } from './held-work';
import { type Kill, type KillOptions, killUnderLoad } from './kills';
import { type LoadOptions, startLoad } from './load';
import {
  announceNews,
  judgeMail,
  type MailReport,
  makeReaders,
  type Reader,
  stopMailServer,
  stopReader,
} from './mail';
import { type OutageReport, stopDatabase } from './outage';
import { openSite, type Site } from './site';
import { statusOf, until } from './waiting';

export interface FaultOptions extends KillOptions, LoadOptions {
  seed: number;
  /** Serve the whole site (needs a build) or the front alone. */
  pages: boolean;
  outageMs: number;
  readers: number;
  /** An announcement and an opt-out of it every so many kills. */
  announceEvery: number;
}

export interface FaultReport {
  kills: Kill[];
  outage: OutageReport;
  mail: MailReport;
  ledger: LedgerCheck;
  seen: Ledgered;
  /** Ends of web and worker that nobody caused directly: starts while the database was away. */
  ownDeaths: number;
  /** Everything that must not have happened; empty when all is well. */
  faults: string[];
}

const START_WITHIN_MS = 120_000;
const MAIL_FINISHED_MS = 180_000;
const FAULTS_KEPT = 100;

/**
 * Starts the service as real processes, kills them under load, stops the database, stops the mail server, and reads
 * everything back. Throws only when the harness itself cannot go on.
 */
export async function runFaults(options: FaultOptions, say: (line: string) => void): Promise<FaultReport> {
  const began = Date.now();
  const tell = (line: string) => say(`[${seconds(Date.now() - began)}] ${line}`);
  tell('starting database, web, worker and mail server');
  const site = await openSite({ pages: options.pages });
  let faults: string[] = ['the run was not finished'];
  try {
    const report = await play(site, options, tell);
    faults = report.faults;
    return report;
  } finally {
    const keep = faults.length > 0;
    const slow = await site.close(keep);
    faults.push(...slow.map((name) => `the ${name} process did not leave when asked to`));
    if (keep) tell(`the logs of the processes are in ${site.dir}`);
  }
}

async function play(site: Site, options: FaultOptions, tell: (line: string) => void): Promise<FaultReport> {
  const chance = chanceFrom(options.seed);
  const seen = emptyLedgered();
  site.web.start();
  site.worker.start();
  await until('the site is ready', async () => (await statusOf(site, '/readyz')) === 200, START_WITHIN_MS);
  await until('the worker runs', () => site.workerStarts() > 0, START_WITHIN_MS);
  tell('ready; load begins');
  const readers = await makeReaders(site, seen, options.readers);
  const load = startLoad(site, seen, chance, options);
  const beside = mailBeside(site, seen, readers, options.announceEvery);
  const kills = await killUnderLoad(site, chance, options, (done, kill) => {
    beside.afterKill(done);
    if (done % 10 === 0 || done === options.kills)
      tell(
        `${done} kills, ${acknowledged(seen)} choices acknowledged; ${kill.target} back in ${seconds(kill.recoveryMs)}`,
      );
  });
  await beside.finished();
  tell(`stopping the database for ${seconds(options.outageMs)}`);
  const outage = await stopDatabase(site, seen, options.outageMs);
  tell(`${outage.refused} one-click posts answered 503; taken again after ${seconds(outage.recoveryMs)}`);
  await load.stop();
  tell('stopping the mail server');
  await stopMailServer(site, seen, readers);
  tell('mail server back; waiting for the last message');
  const unfinished = await finishMail(site, MAIL_FINISHED_MS);
  const mail = await judgeMail(site, readers);
  tell('reading everything back');
  const ledger = await checkLedger(site, seen.choices);
  const faults = [
    ...seen.wrong,
    ...crashes(site),
    ...outage.faults,
    ...unfinished,
    ...mail.faults,
    ...ledger.faults,
  ];
  const ownDeaths = site.web.ownDeaths() + site.worker.ownDeaths();
  return {
    kills,
    outage,
    mail,
    ledger,
    seen,
    ownDeaths,
    faults: faults.slice(0, FAULTS_KEPT),
  };
}

/** Announcements while things are being killed, each with somebody who opts out of it. */
function mailBeside(site: Site, seen: Ledgered, readers: readonly Reader[], every: number) {
  let going: Promise<void> = Promise.resolve();
  let stopped = 0;
  return {
    afterKill(done: number): void {
      if (done % every !== 0) return;
      going = going.then(async () => {
        await announceNews(site, `Announcement ${done}`);
        const reader = readers[stopped];
        stopped += 1;
        if (reader !== undefined && stopped < readers.length / 2) await stopReader(site, seen, reader);
      });
      going.catch(() => undefined);
    },
    finished: () => going,
  };
}

/** A process that loses the database says so and goes on; at its start it may leave, but in words. */
function crashes(site: Site): string[] {
  return [site.web, site.worker].flatMap(({ name, crashes: count }) =>
    count() === 0 ? [] : [`the ${name} process crashed ${count()} times`],
  );
}

function acknowledged(seen: Ledgered): number {
  return seen.choices.filter((choice) => choice.acknowledgedAt !== null).length;
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

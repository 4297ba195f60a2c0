import { setTimeout as sleep } from 'node:timers/promises';
import { oneClick } from './choices';
import { insist, type Ledgered, send } from './client';
import type { Site } from './site';
import { statusOf, until } from './waiting';

export interface OutageReport {
  outageMs: number;
  /** One-click posts answered 503 while the database was away. */
  refused: number;
  slowestRefusalMs: number;
  /** From the start of the server until a one-click post was answered 200. */
  recoveryMs: number;
  faults: string[];
}

/** A mailbox provider waits for seconds, not minutes. */
const REFUSED_WITHIN_MS = 5_000;
const RECOVERED_WITHIN_MS = 30_000;
const PROBE_EVERY_MS = 100;
const PATIENCE = { tries: 200, pauseMs: 200 };

let probes = 0;

/**
 * Stops the database for a while under load and starts it again: meanwhile nothing is acknowledged and nothing hangs
 * or breaks, afterwards the same web process serves.
 */
export async function stopDatabase(site: Site, ledgered: Ledgered, outageMs: number): Promise<OutageReport> {
  const report: OutageReport = { outageMs, refused: 0, slowestRefusalMs: 0, recoveryMs: 0, faults: [] };
  const web = site.web.pid();
  await site.database.stop();
  const posted = await postMeanwhile(site, ledgered, report);
  const readiness = await statusOf(site, '/readyz');
  if (readiness !== 503) report.faults.push(`/readyz answered ${readiness} while the database was away`);
  const health = await statusOf(site, '/healthz');
  if (health !== 200) report.faults.push(`/healthz answered ${health} while the database was away`);
  const began = performance.now();
  await site.database.start();
  const probe = nextProbe(site);
  ledgered.choices.push(probe);
  await until(
    'a one-click post is taken again',
    async () => (await send(site, ledgered, probe))?.status === 200,
    RECOVERED_WITHIN_MS,
  );
  report.recoveryMs = performance.now() - began;
  await until('/readyz answers 200 again', async () => (await statusOf(site, '/readyz')) === 200, 5_000);
  if (web === null || site.web.pid() !== web) report.faults.push('the web process was started again');
  // The mailbox provider comes back with what it was told to keep.
  for (const choice of posted) {
    if (!(await insist(site, ledgered, choice, PATIENCE)))
      report.faults.push('a post that came back was not taken');
  }
  return report;
}

async function postMeanwhile(site: Site, ledgered: Ledgered, report: OutageReport) {
  const posted: ReturnType<typeof nextProbe>[] = [];
  const deadline = performance.now() + report.outageMs;
  while (performance.now() < deadline) {
    const probe = nextProbe(site);
    const answer = await send(site, ledgered, probe);
    posted.push(probe);
    if (answer === null) report.faults.push('a one-click post broke while the database was away');
    else if (answer.status !== 503)
      report.faults.push(`a one-click post was answered ${answer.status} while the database was away`);
    else {
      report.refused += 1;
      report.slowestRefusalMs = Math.max(report.slowestRefusalMs, answer.tookMs);
      if (answer.tookMs > REFUSED_WITHIN_MS) report.faults.push(`a 503 took ${Math.round(answer.tookMs)} ms`);
    }
    await sleep(PROBE_EVERY_MS);
  }
  return posted;
}

function nextProbe(site: Site) {
  probes += 1;
  return oneClick(site, `probe-${probes}@example.com`);
}

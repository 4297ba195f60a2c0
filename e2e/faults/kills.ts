import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from './chance';
import { ageHeldWork } from './held-work';
import type { Site } from './site';
import { statusOf, until } from './waiting';

export const TARGETS = ['web', 'worker', 'database', 'connection'] as const;
/** `database` is the whole server; `connection` one of its processes, which makes it restart all of them. */
export type Target = (typeof TARGETS)[number];

export interface Kill {
  target: Target;
  /** From the kill until the part served again. */
  recoveryMs: number;
}

export interface KillOptions {
  kills: number;
  /** Shortest and longest time between a recovery and the next kill. */
  pauseMs: readonly [number, number];
}

const RECOVERED_WITHIN_MS = 60_000;
/** Part of the kills that do not wait for the one before to be recovered from. */
const OVERLAPPING = 0.3;
/** Longest time a dead process stays down before it is started again. */
const DOWN_MS = 400;

/** Kills parts of a site with SIGKILL at random moments, every target about as often, and times each recovery. */
export async function killUnderLoad(
  site: Site,
  chance: Chance,
  options: KillOptions,
  tell: (done: number, kill: Kill) => void,
): Promise<Kill[]> {
  const kills: Kill[] = [];
  const recovering = new Map<Target, Promise<void>>();
  for (const target of orderOf(chance, options.kills)) {
    await sleep(chance.between(...options.pauseMs));
    // A connection's death takes the server's other ones with it, so the two wait for each other.
    const same: readonly Target[] =
      target === 'database' || target === 'connection' ? ['database', 'connection'] : [target];
    await Promise.all(same.map((one) => recovering.get(one)));
    const done = strike(site, chance, target).then((recoveryMs) => {
      const kill = { target, recoveryMs };
      kills.push(kill);
      tell(kills.length, kill);
    });
    recovering.set(target, done);
    done.catch(() => undefined);
    if (!chance.happens(OVERLAPPING)) await done;
  }
  await Promise.all(recovering.values());
  return kills;
}

function orderOf(chance: Chance, kills: number): Target[] {
  const order = Array.from({ length: kills }, (_, index) => TARGETS[index % TARGETS.length] ?? 'web');
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = chance.between(0, at);
    [order[at], order[other]] = [order[other] as Target, order[at] as Target];
  }
  return order;
}

async function strike(site: Site, chance: Chance, target: Target): Promise<number> {
  const began = performance.now();
  switch (target) {
    case 'web': {
      await site.web.kill();
      await sleep(chance.between(0, DOWN_MS));
      site.web.start();
      break;
    }
    case 'worker': {
      const starts = site.workerStarts();
      await site.worker.kill();
      await sleep(chance.between(0, DOWN_MS));
      await ageHeldWork(site);
      site.worker.start();
      await until('the worker runs again', () => site.workerStarts() > starts, RECOVERED_WITHIN_MS);
      return performance.now() - began;
    }
    case 'database':
      await killServer(site);
      break;
    case 'connection':
      await killConnection(site, chance);
      break;
  }
  await until(`ready after the death of the ${target}`, async () => ready(site), RECOVERED_WITHIN_MS);
  return performance.now() - began;
}

async function killServer(site: Site): Promise<void> {
  await until('the database server runs', () => site.database.pid() !== undefined, RECOVERED_WITHIN_MS);
  const pid = site.database.pid();
  if (pid === undefined) throw new Error('the database server has no process');
  process.kill(pid, 'SIGKILL');
  const again = () => site.database.pid() !== undefined && site.database.pid() !== pid;
  await until('the database server was started again', again, RECOVERED_WITHIN_MS);
}

/** Kills one writing connection's process; there is always one under this load. */
async function killConnection(site: Site, chance: Chance): Promise<void> {
  let pids: number[] = [];
  const find = async () => {
    const rows = await site.database
      .asOwner<{ pid: number }>(
        `SELECT pid FROM pg_stat_activity WHERE application_name = 'sayso-write' AND datname = current_database()`,
      )
      .catch(() => []);
    pids = rows.map((row) => row.pid);
    return pids.length > 0;
  };
  await until('a connection that writes', find, RECOVERED_WITHIN_MS);
  process.kill(chance.of(pids), 'SIGKILL');
}

async function ready(site: Site): Promise<boolean> {
  return (await statusOf(site, '/readyz')) === 200;
}

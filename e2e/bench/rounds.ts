import { readFileSync } from 'node:fs';
import type { LoadOrder, LoadResult } from './load-client';
import { startClients, startServer } from './processes';
import { BATCH, type World } from './world';

/** One comparison: Sayso against the bare reference, in alternating rounds on the same database. */
export interface Comparison {
  name: string;
  /** The least ratio the project promises; null where only the figure is wanted. */
  atLeast: number | null;
  ratio: number;
  sayso: LoadResult;
  bare: LoadResult;
  /** Questions, clicks or pages per request. */
  per: number;
}

interface Pair {
  name: string;
  atLeast: number;
  per: number;
  sayso: Omit<LoadOrder, 'port' | 'seconds' | 'offset' | 'connections'>;
  bare: Omit<LoadOrder, 'port' | 'seconds' | 'offset' | 'connections'>;
  connections: number;
}

export interface Pace {
  rounds: number;
  seconds: number;
  only: string | null;
}

const CLIENTS = 64;

/** Plays every comparison over HTTP and returns medians of the rounds. */
export async function playRounds(world: World, pace: Pace): Promise<Comparison[]> {
  const sayso = await startServer('sayso-server.ts', world.environment);
  const page = await fetchPage(sayso.port, world.files.pages);
  const bare = await startServer('bare-server.ts', {
    BENCH_DATABASE_URL: world.environment.DATABASE_URL ?? '',
    BENCH_ADDRESS_KEY: (world.ctx.config.addressKeys[0] ?? Buffer.alloc(0)).toString('hex'),
    BENCH_PAGE: page.toString('base64'),
  });
  const clients = await startClients();
  const results: Comparison[] = [];
  try {
    for (const pair of pairs(world)) {
      if (pace.only !== null && !pair.name.includes(pace.only)) continue;
      const saysoRounds: LoadResult[] = [];
      const bareRounds: LoadResult[] = [];
      let offset = 0;
      for (let round = 0; round <= pace.rounds; round++) {
        const order = { connections: pair.connections, seconds: round === 0 ? 2 : pace.seconds, offset };
        const ours = await clients.play({ ...pair.sayso, ...order, port: sayso.port });
        const theirs = await clients.play({ ...pair.bare, ...order, port: bare.port });
        offset += Math.max(ours.sent, theirs.sent);
        // The first round warms both up.
        if (round === 0) continue;
        saysoRounds.push(ours);
        bareRounds.push(theirs);
      }
      results.push(compare(pair, saysoRounds, bareRounds));
    }
  } finally {
    await Promise.all([clients.stop(), sayso.stop(), bare.stop()]);
  }
  return results;
}

function compare(pair: Pair, ours: readonly LoadResult[], theirs: readonly LoadResult[]): Comparison {
  const wrong = [...ours, ...theirs].reduce((sum, round) => sum + round.wrong, 0);
  if (wrong > 0) throw new Error(`${pair.name}: ${wrong} answers were not what was expected`);
  const ratios = ours.map((round, index) => round.perSecond / (theirs[index]?.perSecond ?? 1));
  return {
    name: pair.name,
    atLeast: pair.atLeast,
    per: pair.per,
    ratio: median(ratios),
    sayso: middle(ours),
    bare: middle(theirs),
  };
}

function middle(rounds: readonly LoadResult[]): LoadResult {
  const of = (value: (round: LoadResult) => number) => median(rounds.map(value));
  return {
    perSecond: of((r) => r.perSecond),
    p50Ms: of((r) => r.p50Ms),
    p99Ms: of((r) => r.p99Ms),
    sent: of((r) => r.sent),
    wrong: 0,
  };
}

/** The middle one; of an even number the mean of the two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return ((sorted[Math.floor(half)] ?? 0) + (sorted[Math.ceil(half) - 1] ?? 0)) / 2;
}

function pairs(world: World): Pair[] {
  const { files, apiKey } = world;
  const click = { 'content-type': 'application/x-www-form-urlencoded' };
  const asked = { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` };
  const get = { method: 'GET', use: 'paths', path: '', headers: {}, expect: 200 } as const;
  const post = { method: 'POST', use: 'paths', path: '', headers: click, expect: 200 } as const;
  const json = { method: 'POST', use: 'bodies', headers: asked, expect: 200 } as const;
  const decisions = (name: string, lines: string, per: number): Pair => ({
    name,
    atLeast: 0.6,
    per,
    connections: per === 1 ? CLIENTS : 4,
    sayso: { ...json, path: '/api/v1/decisions', lines },
    bare: { ...json, path: '/decisions', lines },
  });
  return [
    {
      name: 'one-click POST',
      atLeast: 1.5,
      per: 1,
      connections: CLIENTS,
      sayso: { ...post, lines: files.tokens },
      bare: { ...post, lines: files.bareOptOuts },
    },
    {
      name: 'unsubscribe page GET',
      atLeast: 0.5,
      per: 1,
      connections: CLIENTS,
      sayso: { ...get, lines: files.pages },
      bare: { ...get, lines: files.barePages },
    },
    decisions('decision, email, 1 per call', files.emails, 1),
    decisions('decision, phone, 1 per call', files.phones, 1),
    decisions(`decisions, email, ${BATCH} per call`, files.emailBatches, BATCH),
    decisions(`decisions, phone, ${BATCH} per call`, files.phoneBatches, BATCH),
  ];
}

async function fetchPage(port: number, pages: string): Promise<Buffer> {
  const path = readFileSync(pages, 'utf8').split('\n', 1)[0] ?? '/';
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  const page = Buffer.from(await response.arrayBuffer());
  if (response.status !== 200 || page.length > 15 * 1024)
    throw new Error(`the unsubscribe page is ${page.length} bytes with status ${response.status}`);
  return page;
}

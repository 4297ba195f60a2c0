import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';

/** What the parent asks of this process: one round of load against one address. */
export interface LoadOrder {
  url: string;
  method: 'GET' | 'POST';
  /** File with one path per line, or for `bodies` one JSON body per line; each line is used once, in order. */
  lines: string;
  use: 'paths' | 'bodies';
  headers: Record<string, string>;
  connections: number;
  seconds: number;
  /** Where in the file to start, so that no recipient is asked twice. */
  offset: number;
  expect: number;
}

export interface LoadResult {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  sent: number;
  wrong: number;
}

const held = new Map<string, string[]>();

function linesOf(path: string): string[] {
  let lines = held.get(path);
  if (lines === undefined) {
    lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
    held.set(path, lines);
  }
  return lines;
}

async function round(order: LoadOrder): Promise<LoadResult> {
  const lines = linesOf(order.lines);
  let next = order.offset;
  const result = await autocannon({
    url: order.url,
    connections: order.connections,
    duration: order.seconds,
    requests: [
      {
        method: order.method,
        headers: order.headers,
        setupRequest(request) {
          const line = lines[next++ % lines.length] ?? '';
          return order.use === 'paths' ? { ...request, path: line, body: '' } : { ...request, body: line };
        },
      },
    ],
  });
  const right = Number(result.statusCodeStats?.[String(order.expect) as never]?.count ?? 0);
  const total = result.requests.total;
  return {
    perSecond: right / (result.duration || order.seconds),
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    sent: next - order.offset,
    wrong: total - right + result.errors + result.timeouts,
  };
}

process.on('message', (order: LoadOrder) => {
  round(order).then(
    (result) => process.send?.({ result }),
    (error: Error) => process.send?.({ error: error.message }),
  );
});
process.send?.({ ready: true });

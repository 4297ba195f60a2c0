import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';

/** What the parent asks of this process: one round of load against one port. */
export interface LoadOrder {
  port: number;
  method: 'GET' | 'POST';
  /** File with one path per line (`paths`) or one JSON body per line (`bodies`); each line is used once, in order. */
  lines: string;
  use: 'paths' | 'bodies';
  /** Path of every request when the lines are bodies. */
  path: string;
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

interface Round {
  order: LoadOrder;
  lines: readonly string[];
  head: string;
  next: number;
  endsAt: number;
  latencies: number[];
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

/**
 * Keep-alive clients over bare sockets, each with one request under way. A full HTTP client would cost more than the
 * servers it measures, on the same two cores.
 */
async function play(order: LoadOrder): Promise<LoadResult> {
  const headers = Object.entries(order.headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const round: Round = {
    order,
    lines: linesOf(order.lines),
    head: `host: localhost\r\n${headers.join('')}`,
    next: order.offset,
    endsAt: performance.now() + order.seconds * 1000,
    latencies: [],
    wrong: 0,
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: order.connections }, () => client(round)));
  const seconds = (performance.now() - started) / 1000;
  const sorted = Float64Array.from(round.latencies).sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return {
    perSecond: (sorted.length - round.wrong) / seconds,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    sent: round.next - order.offset,
    wrong: round.wrong,
  };
}

function client(round: Round): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port: round.order.port, host: '127.0.0.1', noDelay: true });
    let answer: Buffer = Buffer.alloc(0);
    let sentAt = 0;
    const ask = () => {
      if (performance.now() >= round.endsAt) {
        socket.destroy();
        resolve();
        return;
      }
      sentAt = performance.now();
      request(socket, round);
    };
    socket.on('connect', ask);
    socket.on('error', reject);
    socket.on('data', (chunk: Buffer) => {
      answer = answer.length === 0 ? chunk : Buffer.concat([answer, chunk]);
      const status = finished(answer);
      if (status === null) return;
      answer = Buffer.alloc(0);
      round.latencies.push(performance.now() - sentAt);
      if (status !== round.order.expect) round.wrong += 1;
      ask();
    });
  });
}

function request(socket: Socket, round: Round): void {
  const { order, lines } = round;
  const line = lines[round.next++ % lines.length] ?? '';
  const path = order.use === 'paths' ? line : order.path;
  const body = order.use === 'bodies' ? line : '';
  const length = order.method === 'POST' ? `content-length: ${Buffer.byteLength(body)}\r\n` : '';
  socket.write(`${order.method} ${path} HTTP/1.1\r\n${round.head}${length}\r\n${body}`);
}

/** The status of a complete answer, or null while more is to come. */
function finished(answer: Buffer): number | null {
  const end = answer.indexOf('\r\n\r\n');
  if (end === -1) return null;
  const head = answer.toString('latin1', 0, end).toLowerCase();
  const status = Number(head.slice(9, 12));
  const length = /content-length: (\d+)/.exec(head);
  if (length !== null) return answer.length >= end + 4 + Number(length[1]) ? status : null;
  if (head.includes('transfer-encoding: chunked'))
    return answer.subarray(-5).toString('latin1') === '0\r\n\r\n' ? status : null;
  return status;
}

process.on('message', (order: LoadOrder) => {
  play(order).then(
    (result) => process.send?.({ result }),
    (error: Error) => process.send?.({ error: error.message }),
  );
});
process.send?.({ ready: true });

import { randomInt } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

// Below the range systems lend to outgoing connections, so that it is still free at the next start.
const LOWEST_PORT = 20_000;
const HIGHEST_PORT = 29_999;
const ATTEMPTS = 50;

/** The port this data directory used last if it is free now, otherwise a free one, remembered for next time. */
export async function claimPort(dataDir: string, avoid: number[] = []): Promise<number> {
  const path = join(dataDir, 'port');
  const last = readPort(path);
  if (last !== undefined && !avoid.includes(last) && (await isFree(last))) return last;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const port = randomInt(LOWEST_PORT, HIGHEST_PORT + 1);
    if (avoid.includes(port) || !(await isFree(port))) continue;
    writeFileSync(`${path}.new`, `${port}\n`);
    renameSync(`${path}.new`, path);
    return port;
  }
  throw new Error(`No free port for PostgreSQL between ${LOWEST_PORT} and ${HIGHEST_PORT} on 127.0.0.1.`);
}

function readPort(path: string): number | undefined {
  try {
    const port = Number(readFileSync(path, 'utf8'));
    return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
  } catch {
    return undefined;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

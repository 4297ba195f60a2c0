import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isDatabaseAway } from '../lib/errors';
import { openDatabase } from './client';

/** A message of the server: its letter, its length, its content. */
function message(letter: string, content: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(letter);
  head.writeInt32BE(content.length + 4, 1);
  return Buffer.concat([head, content]);
}

const AUTHENTICATED = message('R', Buffer.alloc(4));
const READY = message('Z', Buffer.from('I'));
const GOING_DOWN = message(
  'E',
  Buffer.from('SFATAL\0VFATAL\0C57P01\0Mterminating connection due to unexpected postmaster exit\0\0'),
);

let server: Server;
beforeAll(async () => {
  // Greets, and goes down in the same breath: both arrive in one piece.
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(Buffer.concat([AUTHENTICATED, READY, GOING_DOWN])));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.close();
});

it('a connection that is lost as it is handed out is an error of the statement, not the end of the process', async () => {
  const { port } = server.address() as AddressInfo;
  const database = openDatabase({ url: `postgres://sayso@127.0.0.1:${port}/sayso` });
  const unheard: unknown[] = [];
  const note = (error: unknown) => unheard.push(error);
  process.on('uncaughtException', note);
  try {
    const lost = [
      database.transaction(() => Promise.resolve()),
      database.reader.query({ name: 'one', text: 'SELECT 1' }),
    ];
    for (const outcome of await Promise.allSettled(lost)) {
      expect(outcome.status).toBe('rejected');
      expect(isDatabaseAway((outcome as PromiseRejectedResult).reason)).toBe(true);
    }
    expect(unheard).toEqual([]);
  } finally {
    process.off('uncaughtException', note);
    await database.end();
  }
});

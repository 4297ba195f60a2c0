import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A message that reached the relay whole, whether or not its sender was told. */
export interface Arrival {
  to: string;
  messageId: string;
  at: number;
}

/** A real mail server that can be killed, with all its connections, and started again on its port. */
export interface Relay {
  readonly url: string;
  readonly arrivals: readonly Arrival[];
  /** When it has taken this many more messages, it dies before it can say so of the last one. */
  dieAfter(messages: number): Promise<void>;
  kill(): Promise<void>;
  start(): Promise<void>;
}

/** Long enough that a kill meets messages under way. */
const REPLY_DELAY_MS = 20;

/** Starts a relay on a port that stays its own over every death. */
export async function startRelay(port: number): Promise<Relay> {
  const arrivals: Arrival[] = [];
  const sockets = new Set<Socket>();
  let server: SMTPServer | null = null;
  let doom: { left: number; died: () => void } | null = null;

  const kill = async () => {
    const dying = server;
    if (dying === null) return;
    server = null;
    const closed = new Promise<void>((resolve) => dying.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  const onData: SMTPServerOptions['onData'] = (stream, session, done) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', async () => {
      const raw = Buffer.concat(chunks).toString('latin1');
      arrivals.push({
        to: session.envelope.rcptTo[0]?.address ?? '',
        messageId: headerOf(raw, 'Message-ID'),
        at: Date.now(),
      });
      if (doom !== null) {
        doom.left -= 1;
        if (doom.left === 0) {
          const { died } = doom;
          doom = null;
          await kill();
          died();
          return;
        }
      }
      await sleep(REPLY_DELAY_MS);
      done();
    });
  };
  const start = async () => {
    if (server !== null) return;
    const fresh = new SMTPServer({ disabledCommands: ['AUTH', 'STARTTLS'], onData, closeTimeout: 100 });
    fresh.on('error', () => undefined);
    fresh.server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    });
    const listening = once(fresh.server, 'listening');
    fresh.listen(port, '127.0.0.1');
    await listening;
    server = fresh;
  };
  await start();
  return {
    url: `smtp://127.0.0.1:${port}`,
    arrivals,
    dieAfter: (left) =>
      new Promise((died) => {
        doom = { left, died };
      }),
    kill,
    start,
  };
}

function headerOf(raw: string, name: string): string {
  return new RegExp(`^${name}: *(.*)$`, 'im').exec(raw)?.[1]?.trim() ?? '';
}

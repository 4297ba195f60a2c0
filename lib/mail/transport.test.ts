import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { listHeaders } from '../domain/list-headers';
import { generateDkimKey, loadDkimKey } from './dkim';
import type { EssentialMessage, MarketingMessage } from './message-format';
import { createMailer, type Mailer } from './transport';

const FROM = 'Northgate <hello@northgate.example>';
const key = loadDkimKey({
  domain: 'northgate.example',
  selector: 's1',
  privateKey: generateDkimKey().privateKeyPem,
});

/** What the scripted server does at each step; a number is answered as a reply code. */
interface Script {
  greeting?: number | 'silent' | 'drop';
  ehlo?: string[];
  rcpt?: number;
  dataStart?: number;
  dataEnd?: number | 'drop' | 'silent';
  /** Drops the connection after this many bytes of the message. */
  dropInBody?: boolean;
}

interface Scripted {
  url: string;
  server: Server;
  messages: number;
  connections: number;
}

const open: { server?: Server; sockets: Set<Socket>; mailers: Mailer[] } = {
  sockets: new Set(),
  mailers: [],
};
afterEach(async () => {
  for (const mailer of open.mailers.splice(0)) await mailer.close();
  for (const socket of open.sockets) socket.destroy();
  open.sockets.clear();
  open.server?.close();
});

async function scripted(script: Script): Promise<Scripted> {
  const state = { messages: 0, connections: 0 };
  const server = createServer((socket) => {
    state.connections += 1;
    open.sockets.add(socket);
    socket.on('error', () => socket.destroy());
    converse(socket, script, () => {
      state.messages += 1;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.server = server;
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return Object.assign(state, { url: `smtp://127.0.0.1:${port}`, server });
}

function converse(socket: Socket, script: Script, onMessage: () => void): void {
  const say = (code: number) => socket.write(`${code} said by script\r\n`);
  if (script.greeting === 'drop') return void socket.destroy();
  if (script.greeting !== 'silent') say(script.greeting ?? 220);
  let inBody = false;
  let buffered = '';
  socket.on('data', (chunk) => {
    buffered += chunk.toString('latin1');
    if (inBody) {
      if (script.dropInBody) return void socket.destroy();
      if (!buffered.endsWith('\r\n.\r\n')) return;
      inBody = false;
      buffered = '';
      onMessage();
      if (script.dataEnd === 'drop') return void socket.destroy();
      if (script.dataEnd !== 'silent') say(script.dataEnd ?? 250);
      return;
    }
    for (let end = buffered.indexOf('\r\n'); end >= 0 && !inBody; end = buffered.indexOf('\r\n')) {
      const line = buffered.slice(0, end).toUpperCase();
      buffered = buffered.slice(end + 2);
      if (line.startsWith('EHLO')) socket.write(ehlo(script.ehlo ?? []));
      else if (line.startsWith('RCPT')) say(script.rcpt ?? 250);
      else if (line === 'DATA') {
        say(script.dataStart ?? 354);
        inBody = (script.dataStart ?? 354) === 354;
      } else if (line.startsWith('AUTH')) say(535);
      else if (line === 'QUIT') socket.end('221 bye\r\n');
      else say(250);
    }
  });
}

function ehlo(extensions: string[]): string {
  return ['script.example', ...extensions]
    .map((line, index, all) => `250${index === all.length - 1 ? ' ' : '-'}${line}\r\n`)
    .join('');
}

function mailerFor(url: string, replyTimeoutMs = 400): Mailer {
  const mailer = createMailer({
    smtpUrl: url,
    from: FROM,
    dkim: key,
    limits: { connectTimeoutMs: 400, greetingTimeoutMs: 400, replyTimeoutMs, closeTimeoutMs: 200 },
  });
  open.mailers.push(mailer);
  return mailer;
}

let serial = 0;
function essential(changes: Partial<EssentialMessage> = {}): EssentialMessage {
  serial += 1;
  return {
    kind: 'essential',
    messageId: `<m${serial}@northgate.example>`,
    to: 'ann@shop.example',
    subject: 'Your sign-in link',
    html: '<p>Hello</p>',
    text: 'Hello',
    ...changes,
  };
}

describe('an attempt to send', () => {
  it.each<[string, Script, object]>([
    ['a 250 after DATA is accepted', {}, { outcome: 'accepted', code: 250 }],
    ['421 at RCPT is tried again', { rcpt: 421 }, { outcome: 'retry', reason: '4xx', code: 421 }],
    ['450 at RCPT is tried again', { rcpt: 450 }, { outcome: 'retry', reason: '4xx', code: 450 }],
    ['550 at RCPT is rejected', { rcpt: 550 }, { outcome: 'rejected', code: 550 }],
    ['451 at DATA is tried again', { dataStart: 451 }, { outcome: 'retry', reason: '4xx', code: 451 }],
    ['452 after DATA is tried again', { dataEnd: 452 }, { outcome: 'retry', reason: '4xx', code: 452 }],
    ['421 after DATA is tried again', { dataEnd: 421 }, { outcome: 'retry', reason: '4xx', code: 421 }],
    ['554 after DATA is rejected', { dataEnd: 554 }, { outcome: 'rejected', code: 554 }],
    ['a drop after DATA may have been delivered', { dataEnd: 'drop' }, { outcome: 'unknown' }],
    ['no reply after DATA may have been delivered', { dataEnd: 'silent' }, { outcome: 'unknown' }],
    [
      'a drop at the greeting is tried again',
      { greeting: 'drop' },
      { outcome: 'retry', reason: 'connection' },
    ],
    ['no greeting in time is tried again', { greeting: 'silent' }, { outcome: 'retry', reason: 'timeout' }],
    [
      'a relay that refuses everybody loses no mail',
      { greeting: 554 },
      { outcome: 'retry', reason: 'connection', code: 554 },
    ],
    [
      'a message over the announced size is rejected by the relay',
      { dataEnd: 552 },
      { outcome: 'rejected', code: 552 },
    ],
  ])('%s', async (_promise, script, outcome) => {
    const relay = await scripted(script);
    expect(await mailerFor(relay.url).send(essential())).toEqual(outcome);
  });

  it('the same with a relay that takes commands in one go (pipelining)', async () => {
    const relay = await scripted({ ehlo: ['PIPELINING'], rcpt: 450, dataStart: 503 });
    expect(await mailerFor(relay.url).send(essential())).toMatchObject({ outcome: 'retry', reason: '4xx' });
    const dropping = await scripted({ ehlo: ['PIPELINING'], dataEnd: 'drop' });
    expect(await mailerFor(dropping.url).send(essential())).toEqual({ outcome: 'unknown' });
  });

  it('is tried again when nobody listens', async () => {
    const relay = await scripted({});
    await new Promise((resolve) => relay.server.close(resolve));
    expect(await mailerFor(relay.url).send(essential())).toEqual({ outcome: 'retry', reason: 'connection' });
  });

  it('is tried again when the connection broke in the middle of the message', async () => {
    const relay = await scripted({ dropInBody: true });
    const text = `${'a line of a long message\r\n'.repeat(200_000)}`;
    const outcome = await mailerFor(relay.url, 10_000).send(essential({ text }));
    expect(outcome).toEqual({ outcome: 'retry', reason: 'connection' });
  });

  it('happens once: the library itself never sends a second time', async () => {
    const relay = await scripted({ dataEnd: 'drop' });
    await mailerFor(relay.url).send(essential());
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(relay.messages).toBe(1);
    const refusing = await scripted({ greeting: 'drop' });
    await mailerFor(refusing.url).send(essential());
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(refusing.connections).toBe(1);
  });

  it('does not run twice at once for one message', async () => {
    const relay = await scripted({});
    const mailer = mailerFor(relay.url);
    const message = essential();
    const first = mailer.send(message);
    await expect(mailer.send(message)).rejects.toThrow(RangeError);
    expect((await first).outcome).toBe('accepted');
  });

  it('keeps one message apart from another after a refusal on the same connection', async () => {
    const relay = await scripted({ rcpt: 550 });
    const mailer = mailerFor(relay.url);
    expect((await mailer.send(essential())).outcome).toBe('rejected');
    expect((await mailer.send(essential())).outcome).toBe('rejected');
    expect(relay.messages).toBe(0);
  });

  it('to a local part outside ASCII is rejected unless the relay can carry it', async () => {
    const message = { to: 'jürgen@shop.example' };
    const plain = await scripted({});
    expect(await mailerFor(plain.url).send(essential(message))).toEqual({ outcome: 'rejected', code: 550 });
    expect(plain.messages).toBe(0);
    const capable = await scripted({ ehlo: ['SMTPUTF8', '8BITMIME'] });
    expect((await mailerFor(capable.url).send(essential(message))).outcome).toBe('accepted');
  });

  it('of marketing is refused without a key, before anything is sent', async () => {
    const relay = await scripted({});
    const mailer = createMailer({ smtpUrl: relay.url, from: FROM, dkim: null });
    open.mailers.push(mailer);
    const list = listHeaders({
      oneClickUrl: 'https://say.example/u/x',
      listId: { name: 'Offers', id: 'offers.say.example' },
    });
    const marketing: MarketingMessage = { ...essential(), kind: 'marketing', list };
    await expect(mailer.send(marketing)).rejects.toThrow(/unsigned/);
    expect(relay.connections).toBe(0);
  });

  it('with a wrong password loses no mail', async () => {
    const relay = await scripted({ ehlo: ['AUTH PLAIN'] });
    const url = relay.url.replace('smtp://', 'smtp://user:wrong@');
    expect(await mailerFor(url).send(essential())).toMatchObject({ outcome: 'retry', reason: 'connection' });
  });
});

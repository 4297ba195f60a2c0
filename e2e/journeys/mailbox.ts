import { once } from 'node:events';
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** A message as it arrived. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
  /** Every value of a header, unfolded, in the order they arrived. */
  header(name: string): string[];
}

const ARRIVES_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 200;

/** A real mail server that keeps what it takes as files, so that journeys in another process can read it. */
export async function startMailbox(dir: string): Promise<{ url: string; close(): Promise<void> }> {
  let count = 0;
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    closeTimeout: 1_000,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        count += 1;
        const path = join(dir, String(count).padStart(6, '0'));
        const to = session.envelope.rcptTo.map(({ address }) => address).join(',');
        writeFileSync(`${path}.part`, `${to}\n${Buffer.concat(chunks).toString('latin1')}`, 'latin1');
        // Whole or not there: a reader never meets half a message.
        renameSync(`${path}.part`, `${path}.eml`);
        done();
      });
    },
  });
  const listening = once(server.server, 'listening');
  server.listen(0, '127.0.0.1');
  await listening;
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** How many messages have arrived: the mark from which to look for the next. */
export function mailMark(dir: string): number {
  return messages(dir).length;
}

/** The messages to an address that arrived after a mark, oldest first. */
export async function mailsTo(dir: string, address: string, after: number): Promise<Mail[]> {
  const found = messages(dir)
    .slice(after)
    .map((name) => readFileSync(join(dir, name), 'latin1'))
    .filter((kept) => kept.slice(0, kept.indexOf('\n')) === address);
  return Promise.all(found.map(parse));
}

/** The first message to an address after a mark, once it is there. Rejects when none comes. */
export async function nextMailTo(dir: string, address: string, after: number): Promise<Mail> {
  const deadline = Date.now() + ARRIVES_WITHIN_MS;
  for (;;) {
    const [mail] = await mailsTo(dir, address, after);
    if (mail !== undefined) return mail;
    if (Date.now() > deadline) throw new Error('the message did not arrive');
    await sleep(LOOK_EVERY_MS);
  }
}

/** The first address in the text part that starts with a path of the site. */
export function linkIn(mail: Mail, path: string): string {
  const link = mail.text.match(/https?:\/\/\S+/g)?.find((url) => new URL(url).pathname.startsWith(path));
  if (link === undefined) throw new Error(`no link to ${path} in the message`);
  return link;
}

function messages(dir: string): string[] {
  return readdirSync(dir)
    .filter((name) => name.endsWith('.eml'))
    .sort();
}

async function parse(kept: string): Promise<Mail> {
  const cut = kept.indexOf('\n');
  const raw = Buffer.from(kept.slice(cut + 1), 'latin1');
  const parsed = await PostalMime.parse(raw);
  return {
    to: kept.slice(0, cut),
    subject: parsed.subject ?? '',
    text: parsed.text ?? '',
    html: parsed.html ?? '',
    header: (name) =>
      parsed.headers.filter(({ key }) => key === name.toLowerCase()).map(({ value }) => value),
  };
}

import { type ChildProcess, fork } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { ConfigError } from '../config';

export interface MailboxOptions {
  /** Mail is kept in the folder `mailbox` inside it. */
  dataDir: string;
  /** 0, the default, takes a free port. */
  smtpPort?: number;
  webPort?: number;
}

export interface Mailbox {
  smtpUrl: string;
  webUrl: string;
  stop(): Promise<void>;
}

/** Oldest messages go first, so that a long-lived demo does not fill the disk. */
const MOST_EMAILS = 5_000;
const START_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 5_000;
const PROCESS = fileURLToPath(new URL('./mailbox-process.mjs', import.meta.url));

const report = z.discriminatedUnion('ready', [
  z.object({ ready: z.literal(true), smtpPort: z.number(), webPort: z.number() }),
  z.object({ ready: z.literal(false), code: z.string() }),
]);

/**
 * Starts the local mailbox used when SMTP_URL is unset: a process of its own on 127.0.0.1 that keeps
 * what it receives across restarts and sends nothing on. Throws a ConfigError when a port is taken,
 * an Error when it does not start in time.
 */
export async function startMailbox({ dataDir, smtpPort = 0, webPort = 0 }: MailboxOptions): Promise<Mailbox> {
  const mailDirectory = resolve(join(dataDir, 'mailbox'));
  await mkdir(mailDirectory, { recursive: true, mode: 0o700 });
  const settings = JSON.stringify({ mailDirectory, smtpPort, webPort, maxEmails: MOST_EMAILS });
  const child = fork(PROCESS, [settings], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [],
    // It needs none of our settings, least of all the secrets among them.
    env: { NODE_ENV: 'production' },
  });
  try {
    const ports = await firstReport(child);
    return {
      smtpUrl: `smtp://127.0.0.1:${ports.smtpPort}`,
      webUrl: `http://127.0.0.1:${ports.webPort}/`,
      stop: () => stop(child),
    };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}

function firstReport(child: ChildProcess): Promise<{ smtpPort: number; webPort: number }> {
  return new Promise((fulfil, reject) => {
    const timer = setTimeout(
      () => reject(new Error('The local mailbox did not start in time')),
      START_TIMEOUT_MS,
    );
    const fail = (error: Error) => {
      clearTimeout(timer);
      reject(error);
    };
    child.once('error', fail);
    child.once('exit', () => fail(new Error('The local mailbox ended while starting')));
    child.once('message', (message) => {
      const parsed = report.parse(message);
      if (!parsed.ready) return fail(startFault(parsed.code));
      clearTimeout(timer);
      child.removeAllListeners('exit');
      fulfil(parsed);
    });
  });
}

function startFault(code: string): Error {
  if (code !== 'EADDRINUSE') return new Error(`The local mailbox could not start (${code})`);
  return new ConfigError(['The port of the local mailbox is taken: set SAYSO_MAILBOX_PORT to another, or 0']);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((fulfil) => child.once('exit', () => fulfil()));
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  if (child.connected) child.disconnect();
  await ended;
  clearTimeout(timer);
}

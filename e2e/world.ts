import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { claimPort } from '../db/embedded/port';
import { removeEmbedded } from '../db/embedded/running-embedded';
import { type ServiceProcess, serviceProcess } from './faults/service-process';
import { sayso } from './journeys/command';
import { startMailbox } from './journeys/mailbox';
import { keepWorld } from './journeys/site';
import { startSmsGateway } from './journeys/sms-gateway';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const READY_WITHIN_MS = 180_000;
const LOOK_EVERY_MS = 250;
const LOG_TOLD = 4_000;

/**
 * Starts Sayso as it runs in earnest (production build, its own database, mail to a real SMTP server) with the demo's
 * data, once for all journeys. Returns what stops and removes it all.
 */
export default async function openWorld(): Promise<() => Promise<void>> {
  await buildIfMissing();
  const dir = mkdtempSync(join(tmpdir(), 'sayso-journeys-'));
  const dataDir = join(dir, 'data');
  const mailDir = join(dir, 'mail');
  const textDir = join(dir, 'texts');
  for (const made of [dataDir, mailDir, textDir]) mkdirSync(made);
  const mailbox = await startMailbox(mailDir);
  const gateway = await startSmsGateway(textDir);
  const port = await claimPort(dir);
  const url = `http://127.0.0.1:${port}`;
  const env = { SAYSO_DATA_DIR: dataDir, APP_URL: url, NEXT_TELEMETRY_DISABLED: '1' };
  const logPath = join(dir, 'site.log');
  const site = serviceProcess({
    name: 'site',
    program: 'lib/main.ts',
    env: { ...env, PORT: String(port), SMTP_URL: mailbox.url, SMS_URL: gateway.url },
    logPath,
  });
  const close = async () => {
    await site.stop();
    await mailbox.close();
    await gateway.close();
    await removeEmbedded(dataDir);
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    site.start();
    await untilReady(site, url, logPath);
    const client = await sayso<{ key: string }>(env, [
      ...['api-client', 'create', 'journeys', '--scope', 'decisions,links'],
      ...['--sender', 'northgate', '--sender', 'northgate-print', '--json'],
    ]);
    keepWorld({ url, env, mailDir, textDir, apiKey: client.key });
  } catch (error) {
    await close();
    throw error;
  }
  return close;
}

async function untilReady(site: ServiceProcess, url: string, logPath: string): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const ready = await fetch(`${url}/signin`).then(
      (answer) => answer.status === 200,
      () => false,
    );
    if (ready) return;
    if (site.ownDeaths() > 0 || Date.now() > deadline)
      throw new Error(`The site did not start:\n${readFileSync(logPath, 'utf8').slice(-LOG_TOLD)}`);
    await sleep(LOOK_EVERY_MS);
  }
}

/** `npm test` builds before it comes here; a run of single journeys may find no build at all. */
async function buildIfMissing(): Promise<void> {
  if (existsSync(join(ROOT, '.next', 'BUILD_ID'))) return;
  const build = "await (await import('./lib/start/build.mjs')).ensureBuilt()";
  const child = spawn(process.execPath, ['--input-type=module', '-e', build], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error('The screens could not be built.');
}

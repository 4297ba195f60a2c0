import { migrateDatabase } from '../db/migrate';
import { ConfigError } from './config';
import { type Context, holdContext } from './context';
import { log } from './log';
import { printAddresses } from './process/addresses';
import { prepareDemo } from './process/demo';
import { openMailing } from './process/mailing';
import { serveWeb } from './process/web';
import { startWorker } from './process/worker';
import { checkKeys } from './services/context/check-keys';
import { openContext } from './services/context/open-context';
import { resolveConfig } from './services/context/resolve-config';

/**
 * The composition root: database, context, mail, worker and web of one process, by ROLE. Started in this order,
 * stopped in the reverse one.
 */
async function main(): Promise<void> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = stopOnce(stops);
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  try {
    await start(stops);
  } catch (error) {
    tell(error);
    await closeAll(stops);
    process.exitCode = 1;
  }
}

async function start(stops: (() => Promise<unknown>)[]): Promise<void> {
  const { config, embedded } = await resolveConfig('own');
  if (embedded !== null) stops.push(() => embedded.stop());
  await migrateDatabase(config.databaseUrl);
  await checkKeys(config);
  const ctx: Context = openContext(config);
  stops.push(() => ctx.db.end());
  holdContext(ctx);
  await prepareDemo(ctx);
  const serves = config.role === 'all' || config.role === 'web';
  const works = config.role === 'all' || config.role === 'worker';
  let mailboxUrl: string | null = null;
  if (works) {
    const mailing = await openMailing(config);
    mailboxUrl = mailing.mailboxUrl;
    stops.push(() => mailing.close());
    // The embedded database has one process of ours: what it finds claimed was claimed by one that died.
    const worker = await startWorker(ctx, mailing.mailer, { alone: config.embedded });
    stops.push(() => worker.stop());
  }
  if (serves) {
    const web = await serveWeb(ctx);
    stops.push(() => web.close());
    await printAddresses(ctx, web.port, mailboxUrl);
  } else {
    log.info({ role: config.role }, 'ready');
  }
}

/** A second signal does not start a second shutdown; a third party that hangs does not hold the process for ever. */
function stopOnce(stops: (() => Promise<unknown>)[]): () => void {
  const STOP_LIMIT_MS = 30_000;
  let stopping = false;
  return () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
    void closeAll(stops).then(() => process.exit(0));
  };
}

async function closeAll(stops: (() => Promise<unknown>)[]): Promise<void> {
  while (stops.length > 0) {
    await stops
      .pop()?.()
      .catch((error: unknown) => log.error({ err: error }, 'a part did not stop cleanly'));
  }
}

/** A fault at start is told in words to the person who started it; an unforeseen one also goes to the log. */
function tell(error: unknown): void {
  const expected =
    error instanceof ConfigError || (error instanceof Error && error.name === 'EmbeddedInUseError');
  const told = expected || (error instanceof Error && /^Port \d+/.test(error.message));
  process.stderr.write(
    `\nSayso could not start.\n${told && error instanceof Error ? error.message : 'An unforeseen fault; the log line below says where.'}\n`,
  );
  if (!told) log.error({ err: error }, 'start failed');
}

await main();

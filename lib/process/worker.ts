import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger, parseCronItems, type Runner, run, type TaskList, type WorkerEvents } from 'graphile-worker';
import pg from 'pg';
import { RELEASE_HELD_JOBS, RELEASE_JOBS_OF } from '../../db/queries/jobs';
import type { Context } from '../context';
import { isDatabaseAway } from '../errors';
import { answerLinkRequestJob } from '../jobs/answer-link-request';
import { expandAnnouncementJob } from '../jobs/expand-announcement';
import { housekeepingJob } from '../jobs/housekeeping';
import { recoverClaimsJob } from '../jobs/recover-claims';
import { sendDigestJob } from '../jobs/send-digest';
import { sendMessageJob } from '../jobs/send-message';
import { sendPhoneCodeJob } from '../jobs/send-phone-code';
import { tellThirdPartiesJob } from '../jobs/tell-third-parties';
import type { Mailer } from '../mail/transport';
import { CLAIM_LIFE_MS, recoverClaims } from '../services/message/recover-claims';
import { openSms } from '../sms/open-sms';

export interface WorkerProcess {
  /** Takes no more jobs, lets those under way finish for a bounded time, and closes its connections. */
  stop(): Promise<void>;
}

export interface WorkerOptions {
  /**
   * No other worker process can be using this database: what is found held at the start belonged to one that died
   * and is settled at once. Otherwise it is after {@link CLAIM_LIFE_MS}.
   */
  alone?: boolean;
  /** Jobs at a time; as many as the mailer has connections. */
  concurrency?: number;
}

const CONCURRENCY = 5;
const POLL_MS = 1_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;
const STOP_PATIENCE_MS = 25_000;
const END_MS = 3_000;

const CRON = parseCronItems([
  {
    task: 'recover-claims',
    match: '* * * * *',
    identifier: 'recover-claims',
    options: { jobKey: 'recover-claims' },
  },
  {
    task: 'housekeeping',
    match: '*/10 * * * *',
    identifier: 'housekeeping',
    options: { jobKey: 'housekeeping' },
  },
]);

/**
 * Runs the jobs until stopped. When the database goes away the runner ends; it is started again, with growing pauses,
 * until the database is back. Answers once the first start was tried.
 */
export async function startWorker(
  ctx: Context,
  mailer: Mailer,
  options: WorkerOptions = {},
): Promise<WorkerProcess> {
  const supervisor = supervise(ctx, taskList(ctx, mailer), options);
  await supervisor.tried;
  return { stop: supervisor.stop };
}

function taskList(ctx: Context, mailer: Mailer): TaskList {
  return {
    'send-message': sendMessageJob(ctx, mailer),
    'expand-announcement': expandAnnouncementJob(ctx),
    'send-digest': sendDigestJob(ctx),
    'tell-third-parties': tellThirdPartiesJob(ctx),
    'send-phone-code': sendPhoneCodeJob(ctx, openSms(ctx.config, mailer)),
    'answer-link-request': answerLinkRequestJob(ctx),
    'recover-claims': recoverClaimsJob(ctx),
    housekeeping: housekeepingJob(ctx),
  };
}

function supervise(ctx: Context, tasks: TaskList, options: WorkerOptions) {
  const halt = new AbortController();
  let noteTried: () => void = () => undefined;
  const tried = new Promise<void>((resolve) => {
    noteTried = resolve;
  });
  const held = { runner: null as Runner | null };
  /** Pools of runners of this process that have ended: what they hold can be released. */
  const ended = new Set<string>();
  const ran = (async () => {
    let first = true;
    let pause = FIRST_PAUSE_MS;
    while (!halt.signal.aborted) {
      const pool = openPool(ctx, options);
      const loss = watchForLoss();
      try {
        await settleLeftovers(ctx, pool, { alone: first && options.alone === true, ended });
        held.runner = await run(runnerOptions(ctx, pool, tasks, options, ended, loss.note));
        first = false;
        pause = FIRST_PAUSE_MS;
        noteTried();
        ctx.log.info('the worker runs');
        // Stopped while it was starting: nobody else would end it.
        if (halt.signal.aborted) await held.runner.stop();
        await Promise.race([held.runner.promise, loss.noted]);
      } catch (error) {
        ctx.log.warn({ err: error }, 'the worker lost the database and starts again');
      } finally {
        const { runner } = held;
        held.runner = null;
        noteTried();
        await Promise.race([end(runner, pool), sleep(END_MS, undefined, { ref: false })]);
      }
      await sleep(pause, undefined, { signal: halt.signal }).catch(() => undefined);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  })();
  return {
    tried,
    async stop() {
      halt.abort();
      const { runner } = held;
      const stopped = Promise.all([runner?.stop().catch(() => undefined), ran]);
      await Promise.race([stopped, sleep(STOP_PATIENCE_MS, undefined, { ref: false })]);
    },
  };
}

/** Rejects at the first note: a runner that could not ask for a job may never be able to again. */
function watchForLoss(): { note(error: unknown): void; noted: Promise<never> } {
  let note: (error: unknown) => void = () => undefined;
  const noted = new Promise<never>((_, reject) => {
    note = reject;
  });
  noted.catch(() => undefined);
  return { note, noted };
}

/** Ends what a runner still does, whatever state it is in, then its connections. */
async function end(runner: Runner | null, pool: pg.Pool): Promise<void> {
  runner?.promise.catch(() => undefined);
  try {
    await runner?.stop();
  } catch {
    // It had ended by itself.
  }
  await pool.end().catch(() => undefined);
}

function openPool(ctx: Context, { concurrency = CONCURRENCY }: WorkerOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: ctx.config.databaseUrl,
    max: concurrency + 2,
    connectionTimeoutMillis: 3_000,
    keepAlive: true,
    application_name: 'sayso-worker',
  });
  const lost = (error: Error) => ctx.log.debug({ err: error }, 'the worker lost a database connection');
  pool.on('error', lost);
  pool.on('connect', (client) => client.on('error', lost));
  return pool;
}

async function settleLeftovers(
  ctx: Context,
  pool: pg.Pool,
  { alone, ended }: { alone: boolean; ended: Set<string> },
): Promise<void> {
  await pool.query(RELEASE_HELD_JOBS.text, [alone ? 0 : CLAIM_LIFE_MS / 1000]);
  await pool.query(RELEASE_JOBS_OF.text, [[...ended]]);
  ended.clear();
  await recoverClaims(ctx, alone ? 0 : CLAIM_LIFE_MS);
}

function runnerOptions(
  ctx: Context,
  pgPool: pg.Pool,
  taskListOfAll: TaskList,
  { concurrency = CONCURRENCY }: WorkerOptions,
  ended: Set<string>,
  noteLoss: (error: unknown) => void,
) {
  const events = new EventEmitter() as WorkerEvents;
  events.on('pool:create', ({ workerPool }) => ended.add(workerPool.id));
  // The job library keeps a failed first look-up of its task names for ever: such a runner must be replaced.
  events.on('worker:getJob:error', ({ error }) => noteLoss(error));
  // A job that failed because the database went away cannot be settled either, and the library then waits for ever.
  events.on('job:error', ({ error }) => {
    if (isDatabaseAway(error)) noteLoss(error);
  });
  return {
    pgPool,
    taskList: taskListOfAll,
    parsedCronItems: CRON,
    concurrency,
    pollInterval: POLL_MS,
    noHandleSignals: true,
    events,
    logger: new Logger(logFunction(ctx)),
    // Without a batch the library leaves the promise of a completion alone: a lost database would end the process.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  };
}

/** The job library's own messages quote errors, which quote values: only ids and safe parts are passed on. */
function logFunction(ctx: Context): ConstructorParameters<typeof Logger>[0] {
  return (scope) => (level, _message, meta) => {
    if (level !== 'error' && level !== 'warning') return;
    const fields = {
      task: scope.taskIdentifier,
      jobId: scope.jobId,
      ...(meta?.error === undefined ? {} : { err: meta.error }),
    };
    if (level === 'error') ctx.log.error(fields, 'a job or the job runner failed');
    else ctx.log.warn(fields, 'the job runner warns');
  };
}

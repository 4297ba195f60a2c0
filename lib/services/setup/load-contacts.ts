import { Worker } from 'node:worker_threads';
import { copyLoad, NotEmptyError } from '../../../db/queries/seed';
import type { LoadChunk } from '../../../db/seed/load-chunk';
import type { LoadSettings, LoadVocabulary } from '../../../db/seed/load-contact';
import type { Context } from '../../context';
import type { Vocabulary } from '../../domain/facts';
import { AppError } from '../../errors';
import { applySetup } from './apply-setup';
import { demoSetup } from './demo-setup';

const CHUNK_CONTACTS = 500;
/** Making rows costs more than copying them; a young generation this large spares most of the collecting. */
const WORKERS = 2;
const YOUNG_GENERATION_MB = 64;
const WORKER = new URL('../../../db/seed/load-thread.mjs', import.meta.url);

export interface LoadReport {
  contacts: number;
  events: number;
  seconds: number;
}

/** What a load tells while it runs: contacts done, or the step it has come to. */
export type LoadStep = { contacts: number; events: number } | 'indexes' | 'analyze';

/**
 * Fills an EMPTY database with made-up people and about `choices` events each, straight by COPY: real chains, real
 * evidence, real permissions, made by the same pure code that recording uses. Same data on every run.
 * Throws AppError `conflict` when anybody is on record.
 */
export async function loadContacts(
  ctx: Context,
  wanted: { contacts: number; choices: number },
  tell: (step: LoadStep) => void = () => undefined,
): Promise<LoadReport> {
  const started = performance.now();
  await applySetup(ctx, demoSetup());
  const settings: LoadSettings = {
    choices: wanted.choices,
    addressKeys: ctx.config.addressKeys,
    vocabulary: loadVocabulary(await ctx.vocabulary.current()),
  };
  const report: LoadReport = { contacts: 0, events: 0, seconds: 0 };
  try {
    await copyLoad(ctx.config.databaseUrl, madeAside(wanted.contacts, settings), (step) => {
      if (typeof step === 'string') return tell(step);
      report.contacts += step.contacts;
      report.events += step.events;
      tell({ contacts: report.contacts, events: report.events });
    });
  } catch (error) {
    if (error instanceof NotEmptyError)
      throw new AppError('conflict', 'A load needs an empty database, and this one holds people already.');
    throw error;
  }
  report.seconds = Math.round(performance.now() - started) / 1000;
  return report;
}

/** Chunks made in threads of their own, each one ahead of the copying. */
async function* madeAside(contacts: number, settings: LoadSettings): AsyncGenerator<LoadChunk> {
  let next = 1;
  const ask = (worker: Worker): Promise<LoadChunk> | null => {
    const first = next;
    if (first > contacts) return null;
    next = Math.min(first + CHUNK_CONTACTS, contacts + 1);
    const coming = answerOf(worker, { first, last: next - 1 });
    // Awaited only when its turn comes; a fault until then must not end the process.
    coming.catch(() => undefined);
    return coming;
  };
  const workers = Array.from({ length: WORKERS }, () => startWorker(settings));
  const coming = workers.map(ask);
  try {
    for (let turn = 0; ; turn = (turn + 1) % WORKERS) {
      const worker = workers[turn];
      const chunk = await coming[turn];
      if (worker === undefined || chunk === null || chunk === undefined) return;
      coming[turn] = ask(worker);
      yield chunk;
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function startWorker(settings: LoadSettings): Worker {
  const worker = new Worker(WORKER, {
    workerData: settings,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
  });
  // Told by whoever waits for its next chunk.
  worker.on('error', () => undefined);
  return worker;
}

function answerOf(worker: Worker, asked: { first: number; last: number }): Promise<LoadChunk> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error) => reject(error);
    worker.once('error', failed);
    worker.once('message', (chunk: LoadChunk) => {
      worker.off('error', failed);
      resolve(chunk);
    });
    worker.postMessage(asked);
  });
}

function loadVocabulary(vocabulary: Vocabulary): LoadVocabulary {
  const of = (slug: string, topics: readonly string[]): LoadVocabulary['own'] => {
    const sender = [...vocabulary.senders.values()].find((one) => one.slug === slug);
    const topicNos = topics.map(
      (name) =>
        [...vocabulary.topics.values()].find((one) => one.senderNo === sender?.no && one.slug === name)?.no ??
        0,
    );
    const notice = [...vocabulary.notices.values()].find(
      (one) =>
        one.basis === 'consent' &&
        one.channels.includes('email') &&
        one.senderNos.includes(sender?.no ?? 0) &&
        one.topicNos.length === 0,
    );
    if (sender === undefined || notice === undefined || topicNos.includes(0))
      throw new Error(`the demo has no ${slug}`);
    return { senderNo: sender.no, topicNos, noticeId: notice.id };
  };
  return {
    own: of('northgate', ['offers', 'new-products']),
    print: of('northgate-print', ['newsletter']),
    partner: of('fellside-travel', ['holidays']),
  };
}

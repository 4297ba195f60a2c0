import type { Context } from '../../context';
import type { Instruction } from '../../domain/consent-event';
import { isDatabaseAway } from '../../errors';
import { type RecordOutcome, record, recordFirstNos } from './record';

/** Records one instruction; resolves only after the transaction that holds it has committed. */
export type RecordOne = (instruction: Instruction) => Promise<RecordOutcome>;

/** Instructions of one transaction at most. */
const BATCH_LIMIT = 128;
/** Transactions under way at once. One is the fastest: while it commits, the next batch gathers, and the larger it is the less each costs. */
const CONCURRENT_BATCHES = 1;
/** Waiting instructions at most; beyond it callers are told to come back, before memory is. */
const QUEUE_LIMIT = 20_000;

interface Waiting {
  instruction: Instruction;
  resolve(outcome: RecordOutcome): void;
  reject(error: unknown): void;
}

/**
 * Requests that wait together commit together: instructions that arrive while a transaction is under way share the
 * next one. Each caller is answered only after its own commit. When a batch fails for a reason of its content, each
 * instruction is tried alone; when the database is away all are told so.
 */
export function recordTogether(ctx: Context): RecordOne {
  const queue: Waiting[] = [];
  let running = 0;

  const drain = (): void => {
    while (running < CONCURRENT_BATCHES && queue.length > 0) {
      const batch = queue.splice(0, BATCH_LIMIT);
      running += 1;
      void commit(ctx, batch).finally(() => {
        running -= 1;
        drain();
      });
    }
  };

  return (instruction) =>
    new Promise((resolve, reject) => {
      if (queue.length >= QUEUE_LIMIT) {
        reject(Object.assign(new Error('too many instructions are waiting'), { code: '53000' }));
        return;
      }
      queue.push({ instruction, resolve, reject });
      // Let the requests that arrived in the same turn join before the transaction starts.
      if (running < CONCURRENT_BATCHES && queue.length === 1) setImmediate(drain);
    });
}

async function commit(ctx: Context, batch: readonly Waiting[]): Promise<void> {
  const rest = await commitFirstNos(ctx, batch);
  if (rest.length > 0) await commitLocked(ctx, rest);
}

/** Settles those that are a first no, and returns the others; all of them when the attempt failed, having written nothing. */
async function commitFirstNos(ctx: Context, batch: readonly Waiting[]): Promise<readonly Waiting[]> {
  try {
    const outcomes = await recordFirstNos(
      ctx,
      batch.map((waiting) => waiting.instruction),
    );
    return batch.filter((waiting, index) => {
      const outcome = outcomes[index] ?? null;
      if (outcome !== null) waiting.resolve(outcome);
      return outcome === null;
    });
  } catch (error) {
    if (!isDatabaseAway(error)) return batch;
    for (const waiting of batch) waiting.reject(error);
    return [];
  }
}

async function commitLocked(ctx: Context, batch: readonly Waiting[]): Promise<void> {
  try {
    const outcomes = await ctx.db.transaction((tx) =>
      record(
        ctx,
        tx,
        batch.map((waiting) => waiting.instruction),
      ),
    );
    batch.forEach((waiting, index) => {
      const outcome = outcomes[index];
      if (outcome === undefined) waiting.reject(new Error('an instruction came back without an outcome'));
      else waiting.resolve(outcome);
    });
  } catch (error) {
    if (isDatabaseAway(error) || batch.length === 1) for (const waiting of batch) waiting.reject(error);
    else await Promise.all(batch.map((waiting) => commitLocked(ctx, [waiting])));
  }
}

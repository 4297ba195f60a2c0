import type { Reader } from './client';

/** Keys of one statement at most. */
const BATCH_LIMIT = 64;
/** Statements under way at once: while they run, the next keys gather. */
const CONCURRENT_STATEMENTS = 2;

interface Waiting<Key, Value> {
  key: Key;
  resolve(value: Value): void;
  reject(error: unknown): void;
}

/**
 * Makes of a set-based read one for a single key, which asks together with whatever else is waiting on the same
 * reader: in a flood most of the cost of a look-up is the round trip, and a burst then shares few of them. `readAll`
 * answers in the order of its keys. A key that waits alone is asked at once.
 */
export function gatherReads<Key, Value>(
  readAll: (reader: Reader, keys: readonly Key[]) => Promise<Value[]>,
): (reader: Reader, key: Key) => Promise<Value> {
  const askers = new WeakMap<Reader, (key: Key) => Promise<Value>>();
  return (reader, key) => {
    let ask = askers.get(reader);
    if (ask === undefined) {
      ask = gather((keys: readonly Key[]) => readAll(reader, keys));
      askers.set(reader, ask);
    }
    return ask(key);
  };
}

function gather<Key, Value>(
  readAll: (keys: readonly Key[]) => Promise<Value[]>,
): (key: Key) => Promise<Value> {
  const queue: Waiting<Key, Value>[] = [];
  let running = 0;
  const drain = (): void => {
    while (running < CONCURRENT_STATEMENTS && queue.length > 0) {
      running += 1;
      void settle(queue.splice(0, BATCH_LIMIT), readAll).finally(() => {
        running -= 1;
        drain();
      });
    }
  };
  return (key) =>
    new Promise((resolve, reject) => {
      queue.push({ key, resolve, reject });
      // Let the requests that arrived in the same turn join.
      if (running < CONCURRENT_STATEMENTS && queue.length === 1) setImmediate(drain);
    });
}

async function settle<Key, Value>(
  batch: readonly Waiting<Key, Value>[],
  readAll: (keys: readonly Key[]) => Promise<Value[]>,
): Promise<void> {
  try {
    const values = await readAll(batch.map(({ key }) => key));
    if (values.length !== batch.length) throw new Error('a gathered read must answer every key');
    batch.forEach(({ resolve }, index) => {
      resolve(values[index] as Value);
    });
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
}

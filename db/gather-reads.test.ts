import { expect, it } from 'vitest';
import type { Reader } from './client';
import { gatherReads } from './gather-reads';

const reader = (): Reader => ({ query: () => Promise.reject(new Error('not asked')) });

it('asks once for keys that wait together, and answers each with its own value', async () => {
  const asked: number[][] = [];
  const read = gatherReads(async (_, keys: readonly number[]) => {
    asked.push([...keys]);
    return keys.map((key) => key * 2);
  });
  const one = reader();
  const values = await Promise.all([1, 2, 3, 4].map((key) => read(one, key)));
  expect(values).toEqual([2, 4, 6, 8]);
  expect(asked).toEqual([[1, 2, 3, 4]]);
  expect(await read(one, 5)).toBe(10);
});

it('never asks for more than its limit at once, and leaves nobody waiting', async () => {
  const sizes: number[] = [];
  const read = gatherReads(async (_, keys: readonly number[]) => {
    sizes.push(keys.length);
    await new Promise((resolve) => setTimeout(resolve, 1));
    return [...keys];
  });
  const one = reader();
  const keys = Array.from({ length: 1_000 }, (_, key) => key);
  expect(await Promise.all(keys.map((key) => read(one, key)))).toEqual(keys);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(64);
});

it('keeps readers apart', async () => {
  const seen = new Map<Reader, number[]>();
  const read = gatherReads(async (from, keys: readonly number[]) => {
    seen.set(from, [...(seen.get(from) ?? []), ...keys]);
    return [...keys];
  });
  const [one, other] = [reader(), reader()];
  await Promise.all([read(one, 1), read(other, 2)]);
  expect([seen.get(one), seen.get(other)]).toEqual([[1], [2]]);
});

it('tells everybody of the statement that failed, and serves who comes after', async () => {
  let down = true;
  const read = gatherReads(async (_, keys: readonly number[]) => {
    if (down) throw new Error('away');
    return [...keys];
  });
  const one = reader();
  const outcomes = await Promise.allSettled([read(one, 1), read(one, 2)]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  down = false;
  expect(await read(one, 3)).toBe(3);
});

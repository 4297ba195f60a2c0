import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { evenly, STEP_MS } from './evenly';

it.each([0, 5, 40, STEP_MS + 5])('work of %d ms is answered at a full step, never before', async (ms) => {
  const begun = performance.now();
  const result = await evenly(async () => {
    await wait(ms);
    return 'done';
  });
  expect(result).toBe('done');
  expect(performance.now() - begun).toBeGreaterThanOrEqual(Math.ceil(ms / STEP_MS) * STEP_MS);
});

it('a failure is told as it is', async () => {
  const failing = evenly(() => Promise.reject(new Error('the record is away')));
  await expect(failing).rejects.toThrow('the record is away');
});

import { setTimeout as wait } from 'node:timers/promises';

/** Longer than recording takes, far shorter than somebody notices. */
export const STEP_MS = 100;

/**
 * Gives a result at the next full step since the work began: work that takes a few milliseconds longer for one address
 * than for another is answered as soon. Holds nothing up but the one answer; a failure is told at once.
 */
export async function evenly<Result>(work: () => Promise<Result>): Promise<Result> {
  const begun = performance.now();
  const result = await work();
  const taken = performance.now() - begun;
  // A timer may fire a millisecond early.
  await wait(Math.ceil(STEP_MS - (taken % STEP_MS)) + 1);
  return result;
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { Site } from './site';

const POLL_MS = 25;
const ASK_WITHIN_MS = 5_000;

/** Waits until something holds; answers how long that took. Throws with `what` when it takes longer than `limitMs`. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  limitMs: number,
): Promise<number> {
  const began = performance.now();
  while (!(await holds())) {
    if (performance.now() - began > limitMs) throw new Error(`waited ${limitMs} ms in vain: ${what}`);
    await sleep(POLL_MS);
  }
  return performance.now() - began;
}

/** The status of a GET; 0 when there was no answer. */
export async function statusOf(site: Site, path: string): Promise<number> {
  const signal = AbortSignal.timeout(ASK_WITHIN_MS);
  return fetch(`${site.url}${path}`, { signal }).then(
    async (response) => {
      await response.arrayBuffer().catch(() => undefined);
      return response.status;
    },
    () => 0,
  );
}

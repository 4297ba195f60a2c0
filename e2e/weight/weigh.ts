import type { Page } from '@playwright/test';

/** What one first visit of a page costs, as the browser sees it. */
export interface Weight {
  /** Bytes that came over the wire, headers included. */
  bytes: number;
  requests: number;
  /** Requests for scripts. */
  scripts: number;
  /** Largest Contentful Paint, milliseconds since the visit began; on this machine, so only ever a figure to read. */
  lcpMs: number;
  /** Cumulative Layout Shift; under 0.1 counts as good. */
  cls: number;
}

const SETTLED_MS = 300;

/**
 * Visits an address with an empty cache and weighs what it took. Paints and shifts are only told where the page's
 * scripts may run; without, they are 0.
 */
export async function weigh(page: Page, url: string): Promise<Weight> {
  const session = await page.context().newCDPSession(page);
  let bytes = 0;
  let requests = 0;
  let scripts = 0;
  session.on('Network.responseReceived', ({ type }) => {
    requests += 1;
    if (type === 'Script') scripts += 1;
  });
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  try {
    await page.goto(url, { waitUntil: 'networkidle' });
    const { lcpMs, cls } = await page.evaluate(paints, SETTLED_MS);
    return { bytes, requests, scripts, lcpMs, cls };
  } finally {
    await session.detach();
  }
}

/** Runs in the page: what was painted last and largest, and how much moved about. */
function paints(settledMs: number): Promise<{ lcpMs: number; cls: number }> {
  return new Promise((resolve) => {
    let lcpMs = 0;
    let cls = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) lcpMs = entry.startTime;
    }).observe({ type: 'largest-contentful-paint', buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) cls += (entry as unknown as { value: number }).value;
    }).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => resolve({ lcpMs, cls }), settledMs);
  });
}

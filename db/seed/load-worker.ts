import { parentPort, workerData } from 'node:worker_threads';
import { LOAD_TABLES, loadChunk } from './load-chunk';
import type { LoadSettings } from './load-contact';

// Makes chunks in a thread of its own, so that the copying never waits for the hashing. Asked one chunk at a time.
const settings = workerData as LoadSettings;

parentPort?.on('message', ({ first, last }: { first: number; last: number }) => {
  const chunk = loadChunk(first, last, settings);
  const buffers = LOAD_TABLES.map((table) => chunk.rows[table].buffer as ArrayBuffer);
  parentPort?.postMessage(chunk, [...new Set(buffers)]);
});

import { randomFillSync } from 'node:crypto';

const POOL_BYTES = 16 * 1024;

/**
 * Random bytes from the system's source, fetched many at a time: one system call per 16 KiB instead of one per id
 * and salt. No byte is ever handed out twice.
 */
export function pooledRandom(): (size: number) => Buffer {
  let pool = Buffer.alloc(0);
  let used = 0;
  return (size) => {
    if (size > POOL_BYTES) return randomFillSync(Buffer.alloc(size));
    if (used + size > pool.length) {
      // A fresh buffer each time: slices handed out earlier keep pointing into the old one.
      pool = randomFillSync(Buffer.alloc(POOL_BYTES));
      used = 0;
    }
    const bytes = pool.subarray(used, used + size);
    used += size;
    return bytes;
  };
}

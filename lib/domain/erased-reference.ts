import { createHmac } from 'node:crypto';

/**
 * What is kept of the reference by which another system knows an erased person: a keyed digest, one per address key
 * (newest first). It tells that system that the person was erased, and tells nobody else anything.
 */
export function erasedReferences(externalRef: string, keys: readonly Uint8Array[]): string[] {
  return keys.map(
    (key) =>
      `erased:${createHmac('sha256', key).update(`reference\0${externalRef}`, 'utf8').digest('base64url')}`,
  );
}

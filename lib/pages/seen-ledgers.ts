import type { SeenLedgers } from '../domain/said-boxes';

const LEDGER = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):(\d{1,9})$/;
const LEDGERS_MAX = 200;

/** What a page of choices had seen, as its form carries it along: each ledger's id and length, with spaces between. */
export function writtenLedgers(seen: SeenLedgers): string {
  return [...seen].map(([id, seq]) => `${id}:${seq}`).join(' ');
}

/** Reads it back; null when the form tells nothing, or nothing that can be read. */
export function readLedgers(text: string | null): SeenLedgers | null {
  const parts = (text ?? '').split(' ').filter((part) => part !== '');
  if (parts.length === 0 || parts.length > LEDGERS_MAX) return null;
  const seen = new Map<string, number>();
  for (const part of parts) {
    const match = LEDGER.exec(part);
    if (match === null) return null;
    seen.set(match[1] ?? '', Number(match[2]));
  }
  return seen;
}

/** The demo's and the load's "today": the same data on every run needs a fixed one. */
export const SEED_TODAY = new Date('2026-11-01T12:00:00.000Z');

/** A small deterministic source of numbers (mulberry32); never for secrets of real people. */
export interface Seeded {
  /** In [0, 1). */
  next(): number;
  /** A whole number from 0 up to, not including, `below`. */
  below(below: number): number;
  pick<Value>(values: readonly Value[]): Value;
  bytes(size: number): Buffer;
}

export function seeded(seed: number): Seeded {
  let state = seed >>> 0;
  const word = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (limit: number) => Math.floor((word() / 2 ** 32) * limit);
  return {
    next: () => word() / 2 ** 32,
    below,
    pick(values) {
      const value = values[below(values.length)];
      if (value === undefined) throw new Error('nothing to pick from');
      return value;
    },
    bytes(size) {
      const bytes = Buffer.allocUnsafe(size);
      let at = 0;
      for (; at + 4 <= size; at += 4) bytes.writeUInt32LE(word(), at);
      for (; at < size; at += 1) bytes[at] = word() & 0xff;
      return bytes;
    },
  };
}

/** UUIDv7 (RFC 9562 §5.7) out of an instant and a number, instead of a clock and chance. `space` keeps uses apart. */
export function seededId(at: Date, space: number, number: number): string {
  const time = at.getTime().toString(16).padStart(12, '0');
  const low = number.toString(16).padStart(12, '0');
  const spaceHex = (space & 0xfff).toString(16).padStart(3, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${spaceHex}-8000-${low}`;
}

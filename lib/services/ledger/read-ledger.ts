import type { Reader } from '../../../db/client';
import {
  LEDGER_START,
  type LedgerPosition,
  nextEvents,
  nextHeads,
  type StoredEvent,
  type StoredHead,
} from '../../../db/queries/verify';

const PAGE = 4_000;

/** One contact point's chain as found: its head (null: none), and its events in order of seq. */
export interface StoredChain {
  id: string;
  head: StoredHead | null;
  events: StoredEvent[];
}

/**
 * Every chain of the ledger in id order, heads and events merged, so that an event without a head and a head
 * without its events both come up. Memory holds two pages and the longest
 * single chain. Read it in one snapshot.
 */
export async function* readLedger(reader: Reader): AsyncGenerator<StoredChain[]> {
  const heads = new Pages((last: StoredHead | null) =>
    nextHeads(reader, last?.id ?? LEDGER_START.id, last === null, PAGE),
  );
  const events = new Pages((last: StoredEvent | null) => nextEvents(reader, positionOf(last), PAGE));
  let chains: StoredChain[] = [];
  let held = 0;
  for (;;) {
    if (heads.dry) await heads.fill();
    if (events.dry) await events.fill();
    const id = smaller(heads.first?.id, events.first?.contactPointId);
    if (id === null) break;
    const chain: StoredChain = { id, head: heads.first?.id === id ? heads.take() : null, events: [] };
    while (events.first?.contactPointId === id) {
      chain.events.push(events.take());
      if (events.dry) await events.fill();
    }
    chains.push(chain);
    held += chain.events.length + 1;
    if (held >= PAGE) {
      yield chains;
      chains = [];
      held = 0;
    }
  }
  if (chains.length > 0) yield chains;
}

/** Rows fetched a page at a time and taken one by one without waiting. */
class Pages<Row> {
  private page: readonly Row[] = [];
  private at = 0;
  private last: Row | null = null;
  private ended = false;

  constructor(private readonly fetch: (last: Row | null) => Promise<Row[]>) {}

  /** Nothing is at hand, but more may be fetched. */
  get dry(): boolean {
    return !this.ended && this.at >= this.page.length;
  }

  get first(): Row | undefined {
    return this.page[this.at];
  }

  take(): Row {
    const row = this.page[this.at];
    if (row === undefined) throw new Error('nothing to take');
    this.at += 1;
    return row;
  }

  async fill(): Promise<void> {
    this.page = await this.fetch(this.last);
    this.at = 0;
    this.last = this.page[this.page.length - 1] ?? this.last;
    this.ended = this.page.length === 0;
  }
}

function positionOf(event: StoredEvent | null): LedgerPosition {
  return event === null ? LEDGER_START : { id: event.contactPointId, seq: event.seq };
}

function smaller(a: string | undefined, b: string | undefined): string | null {
  if (a === undefined || b === undefined) return a ?? b ?? null;
  return a < b ? a : b;
}

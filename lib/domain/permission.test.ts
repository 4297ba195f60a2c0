import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ledger } from './consent-event.arbitraries';
import {
  type Cell,
  cellKey,
  type EventForProjection,
  emptyState,
  evolve,
  type PointState,
  projectLedger,
  REPEAT_WINDOW_MS,
  repeatsStandingNo,
} from './permission';
import { ACT_EFFECT } from './vocabulary';

const RUNS = { numRuns: 1_000 };

/** The definition, in words: of the events of a kind that nothing took back, the one said last; of equals, the one recorded last. */
function latest(
  events: readonly EventForProjection[],
  key: string,
  counts: (event: EventForProjection) => boolean,
): EventForProjection | null {
  const standing = events.filter(
    (event) =>
      cellKey(event) === key && counts(event) && !events.some(({ undoesSeq }) => undoesSeq === event.seq),
  );
  const lastMs = Math.max(...standing.map(({ saidAt }) => saidAt.getTime()));
  return standing.findLast(({ saidAt }) => saidAt.getTime() === lastMs) ?? null;
}

const isNo = ({ act }: EventForProjection) => ACT_EFFECT[act] === 'no';
const isYes = ({ act }: EventForProjection) => ACT_EFFECT[act] === 'yes';
/** Without the sequence numbers, which the order of recording gives. */
const instants = ({ cells, stops }: PointState) => ({
  cells: [...cells.entries()].map(([key, cell]) => [key, cell.noAt, cell.yesAt, cell.liftAt]).sort(),
  stops: [...stops.entries()].map(([key, stop]) => [key, stop.fromAt, stop.standing]).sort(),
});

describe('projecting a ledger', () => {
  it('keeps the latest no, yes and lifting yes by when they were said, with the events behind them', () => {
    fc.assert(
      fc.property(ledger, (events) => {
        const { cells } = projectLedger(events);
        for (const key of new Set(events.map(cellKey))) {
          const [no, yes, lift] = [isNo, isYes, ({ lifting }: EventForProjection) => lifting].map((counts) =>
            latest(events, key, counts),
          );
          const expected: Partial<Cell> | undefined =
            no || yes
              ? {
                  noAt: no?.saidAt ?? null,
                  noSeq: no?.seq ?? null,
                  yesAt: yes?.saidAt ?? null,
                  yesSeq: yes?.seq ?? null,
                  yesUntil: yes?.effectiveUntil ?? null,
                  yesBasis: yes?.basis ?? null,
                  liftAt: lift?.saidAt ?? null,
                  liftSeq: lift?.seq ?? null,
                }
              : undefined;
          if (expected === undefined) expect(cells.has(key)).toBe(false);
          else expect(cells.get(key)).toMatchObject(expected);
        }
      }),
      RUNS,
    );
  });

  it('comes to the same instants in whatever order the words were recorded', () => {
    const words = ledger.map((events) => events.filter(({ undoesSeq }) => undoesSeq === null));
    fc.assert(
      fc.property(
        words.chain((events) =>
          fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
        ),
        ([events, shuffled]) => {
          const renumbered = shuffled.map((event, index) => ({ ...event, seq: index + 1 }));
          expect(instants(projectLedger(renumbered))).toEqual(instants(projectLedger(events)));
        },
      ),
      RUNS,
    );
  });

  it('takes back exactly the event an undo names, as if that had never been said', () => {
    let takenBack = 0;
    fc.assert(
      fc.property(ledger, (events) => {
        const undone = new Set(events.map(({ undoesSeq }) => undoesSeq));
        takenBack += undone.size - 1;
        const never = events.filter(({ seq, act }) => !undone.has(seq) && act !== 'invalidated');
        expect(projectLedger(events)).toEqual(projectLedger(never));
      }),
      RUNS,
    );
    expect(takenBack).toBeGreaterThan(100);
  });

  it('one event at a time equals the whole, when nothing is taken back', () => {
    fc.assert(
      fc.property(ledger, (events) => {
        const words = events.filter(({ undoesSeq }) => undoesSeq === null);
        const state = emptyState();
        for (const word of words) {
          const changed = evolve(state, word);
          if (changed !== null && 'noAt' in changed) expect(state.cells.get(cellKey(changed))).toBe(changed);
        }
        expect(state).toEqual(projectLedger(words));
      }),
      RUNS,
    );
  });

  it('at the same instant a pause beats its end, whichever came first', () => {
    const at = (act: 'paused' | 'resumed', seq: number): EventForProjection => ({
      contactPointId: 'point',
      seq,
      act,
      channel: 'all',
      senderNo: 0,
      topicNo: 0,
      basis: null,
      stop: 'pause',
      contactId: 'one',
      lifting: false,
      undoesSeq: null,
      saidAt: new Date(0),
      effectiveUntil: null,
    });
    for (const [first, second] of [
      ['paused', 'resumed'],
      ['resumed', 'paused'],
    ] as const) {
      const [stop] = projectLedger([at(first, 1), at(second, 2)]).stops.values();
      expect(stop?.standing).toBe(true);
    }
  });
});

describe('a repeat of a no', () => {
  const said = new Date(Date.UTC(2026, 0, 1));
  const later = (ms: number) => new Date(said.getTime() + ms);
  const cell = {
    channel: 'email' as const,
    senderNo: 1,
    topicNo: 11,
    noAt: said,
    noSeq: 1,
    yesAt: null,
    yesSeq: null,
    yesUntil: null,
    yesBasis: null,
    liftAt: null,
    liftSeq: null,
  };

  it('adds nothing within 24 hours through the same door, and counts after that', () => {
    expect(repeatsStandingNo(cell, 'account', 'account', said)).toBe(true);
    expect(repeatsStandingNo(cell, 'account', 'account', later(REPEAT_WINDOW_MS - 1))).toBe(true);
    expect(repeatsStandingNo(cell, 'account', 'account', later(REPEAT_WINDOW_MS))).toBe(false);
    expect(REPEAT_WINDOW_MS).toBe(86_400_000);
  });

  it.each([
    ['an earlier no, heard late', cell, 'account', 'account', later(-1)],
    ['another door', cell, 'account', 'desk', later(1)],
    ['a no taken at the desk, which may be taken back', cell, 'desk', 'desk', later(1)],
    ['a yes said since', { ...cell, yesAt: later(1) }, 'account', 'account', later(2)],
    ['a yes at the same instant', { ...cell, yesAt: said }, 'account', 'account', later(2)],
    ['nothing said before', undefined, null, 'account', said],
    ['only a yes before', { ...cell, noAt: null }, null, 'account', said],
  ] as const)('is none after %s', (_name, before, standingDoor, door, at) => {
    expect(repeatsStandingNo(before, standingDoor, door, at)).toBe(false);
  });
});

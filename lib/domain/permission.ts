import type { ConsentEvent } from './consent-event';
import { ACT_EFFECT, type Basis, type ChannelScope, type Door, type StopKind } from './vocabulary';

/** One row of the projection: latest no, latest yes, latest lifting yes, by when they were said. */
export interface Cell {
  channel: ChannelScope;
  senderNo: number;
  topicNo: number;
  noAt: Date | null;
  noSeq: number | null;
  yesAt: Date | null;
  yesSeq: number | null;
  yesUntil: Date | null;
  yesBasis: Basis | null;
  liftAt: Date | null;
  liftSeq: number | null;
}

/** A stop of one contact on one channel of a contact point: the word said last decides whether it stands. */
export interface Stop {
  contactId: string;
  stop: StopKind;
  channel: ChannelScope;
  seq: number;
  fromAt: Date;
  untilAt: Date | null;
  standing: boolean;
}

/** The projection of one contact point's ledger. Keys are made by {@link cellKey} and {@link stopKey}. */
export interface PointState {
  cells: Map<string, Cell>;
  stops: Map<string, Stop>;
}

export type EventForProjection = Pick<
  ConsentEvent,
  | 'contactPointId'
  | 'seq'
  | 'act'
  | 'channel'
  | 'senderNo'
  | 'topicNo'
  | 'basis'
  | 'stop'
  | 'contactId'
  | 'lifting'
  | 'undoesSeq'
  | 'saidAt'
  | 'effectiveUntil'
>;

export function cellKey(cell: { channel: ChannelScope; senderNo: number; topicNo: number }): string {
  return `${cell.channel}/${cell.senderNo}/${cell.topicNo}`;
}

export function stopKey(stop: { contactId: string; stop: StopKind; channel: ChannelScope }): string {
  return `${stop.contactId}/${stop.stop}/${stop.channel}`;
}

export function emptyState(): PointState {
  return { cells: new Map(), stops: new Map() };
}

/**
 * Folds one event into the state, by the time it was *said*, so that the order of recording does not matter
 * (promise 2, "late news"). Events must come in order of `seq`. An `invalidated` event cannot be folded alone:
 * use {@link projectLedger}. Returns the cell or stop that changed, or null.
 */
export function evolve(state: PointState, event: EventForProjection): Cell | Stop | null {
  switch (ACT_EFFECT[event.act]) {
    case 'yes':
      return evolveYes(openCell(state, event), event);
    case 'no':
      return evolveNo(openCell(state, event), event);
    case 'stop':
      return evolveStop(state, event);
    case 'undo':
    case 'history':
      return null;
  }
}

/**
 * Projects a whole ledger of one contact point, leaving out every event that a later one undid.
 * This is the definition of a permission; the live projection must always equal it.
 */
export function projectLedger(events: readonly EventForProjection[]): PointState {
  const undone = new Set<number>();
  for (const event of events) if (event.undoesSeq !== null) undone.add(event.undoesSeq);
  const state = emptyState();
  for (const event of events) if (!undone.has(event.seq)) evolve(state, event);
  return state;
}

function openCell(state: PointState, event: EventForProjection): Cell {
  const key = cellKey(event);
  let cell = state.cells.get(key);
  if (cell === undefined) {
    cell = emptyCell(event);
    state.cells.set(key, cell);
  }
  return cell;
}

/** A cell in which nothing has been said. */
export function emptyCell(scope: { channel: ChannelScope; senderNo: number; topicNo: number }): Cell {
  return {
    channel: scope.channel,
    senderNo: scope.senderNo,
    topicNo: scope.topicNo,
    noAt: null,
    noSeq: null,
    yesAt: null,
    yesSeq: null,
    yesUntil: null,
    yesBasis: null,
    liftAt: null,
    liftSeq: null,
  };
}

function evolveYes(cell: Cell, event: EventForProjection): Cell | null {
  let changed = false;
  if (notBefore(event.saidAt, cell.yesAt)) {
    cell.yesAt = event.saidAt;
    cell.yesSeq = event.seq;
    cell.yesUntil = event.effectiveUntil;
    cell.yesBasis = event.basis;
    changed = true;
  }
  if (event.lifting && notBefore(event.saidAt, cell.liftAt)) {
    cell.liftAt = event.saidAt;
    cell.liftSeq = event.seq;
    changed = true;
  }
  return changed ? cell : null;
}

function evolveNo(cell: Cell, event: EventForProjection): Cell | null {
  if (!notBefore(event.saidAt, cell.noAt)) return null;
  cell.noAt = event.saidAt;
  cell.noSeq = event.seq;
  return cell;
}

function evolveStop(state: PointState, event: EventForProjection): Stop | null {
  if (event.stop === null) return null;
  const contactId = event.contactId ?? event.contactPointId;
  const key = stopKey({ contactId, stop: event.stop, channel: event.channel });
  const before = state.stops.get(key);
  const standing = event.act === 'paused';
  const newer = before === undefined || event.saidAt > before.fromAt;
  // At the same instant the stop wins over its end, whichever was recorded first.
  const tieWon =
    before !== undefined &&
    event.saidAt.getTime() === before.fromAt.getTime() &&
    (standing || !before.standing);
  if (!newer && !tieWon) return null;
  const stop: Stop = {
    contactId,
    stop: event.stop,
    channel: event.channel,
    seq: event.seq,
    fromAt: event.saidAt,
    untilAt: event.effectiveUntil,
    standing,
  };
  state.stops.set(key, stop);
  return stop;
}

function notBefore(said: Date, latest: Date | null): boolean {
  return latest === null || said >= latest;
}

/** A repeat of a no within this time adds nothing (DESIGN §5). */
export const REPEAT_WINDOW_MS = 24 * 60 * 60 * 1000;

/**
 * Whether a no repeats one that stands: same cell, through the same door, said within 24 hours after it, with no yes
 * said since. A no taken at the desk never absorbs a later one: it can be undone as a slip, and the later word must stay.
 */
export function repeatsStandingNo(
  cell: Cell | undefined,
  standingDoor: Door | null,
  door: Door,
  saidAt: Date,
): boolean {
  if (cell === undefined || cell.noAt === null || standingDoor === 'desk' || standingDoor !== door)
    return false;
  const age = saidAt.getTime() - cell.noAt.getTime();
  const yesSince = cell.yesAt !== null && cell.yesAt >= cell.noAt;
  return age >= 0 && age < REPEAT_WINDOW_MS && !yesSince;
}

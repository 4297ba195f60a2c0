import type { Reader } from '../../../db/client';
import { lockHeads, readLedgers, writeStops } from '../../../db/queries/record';
import {
  cellsBetween,
  expectedEvents,
  LEDGER_START,
  nextHeads,
  replaceCells,
  stopsBetween,
} from '../../../db/queries/verify';
import type { Context, ReadContext } from '../../context';
import { bareRef } from '../../domain/contact-point/locate';
import {
  type Cell,
  cellKey,
  type EventForProjection,
  projectLedger,
  type Stop,
  stopKey,
} from '../../domain/permission';
import { readLedger, type StoredChain } from './read-ledger';

/** A row that is not what the ledger says. */
export interface ProjectionDifference {
  contactPointId: string;
  row: 'permission' | 'stop';
  /** Channel, sender and topic; or contact, stop and channel. */
  key: string;
  found: 'differs' | 'missing' | 'extra';
}

export interface RebuildReport {
  equal: boolean;
  contactPoints: number;
  events: number;
  /** Rows of permissions and stops compared or written. */
  rows: number;
  different: number;
  /** The first differences, at most {@link DIFFERENCES_TOLD}. */
  differences: ProjectionDifference[];
}

export const DIFFERENCES_TOLD = 50;
const REBUILD_BATCH = 500;
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

type Tell = (done: number, total: number) => void;
type Placed<Row> = Row & { contactPointId: string };

/**
 * Derives every permission and stop from the ledger again and compares each row with the live one, in one snapshot.
 * A permission row in which nothing was said equals no row. Writes nothing.
 */
export function checkPermissions(ctx: ReadContext, tell: Tell = () => undefined): Promise<RebuildReport> {
  return ctx.db.snapshot(async (reader) => {
    const report = emptyReport();
    const expected = await expectedEvents(reader);
    let from = LEDGER_START.id;
    for await (const chains of readLedger(reader)) {
      const to = chains[chains.length - 1]?.id ?? from;
      await compareStretch(reader, from, to, chains, report);
      from = to;
      tell(report.events, Math.max(expected, report.events));
    }
    await compareStretch(reader, from, LAST_ID, [], report);
    report.equal = report.different === 0;
    return report;
  });
}

/**
 * Writes every permission and stop anew from the ledger, in batches of contact points, each under the locks that
 * recording takes, so that it may run beside a working application.
 */
export async function rebuildPermissions(ctx: Context, tell: Tell = () => undefined): Promise<RebuildReport> {
  const report = emptyReport();
  const expected = await expectedEvents(ctx.db.reader);
  let from = LEDGER_START.id;
  for (let inclusive = true; ; inclusive = false) {
    const heads = await nextHeads(ctx.db.reader, from, inclusive, REBUILD_BATCH);
    const last = heads[heads.length - 1];
    // What stands between two contact points belongs to none: the last stretch reaches to the end.
    const to = heads.length < REBUILD_BATCH || last === undefined ? LAST_ID : last.id;
    const start = from;
    await ctx.db.transaction(async (tx) => {
      await lockHeads(
        tx,
        heads.map((head) => bareRef(head.id, head.kind, head.keyEpoch)),
      );
      const events = await readLedgers(
        tx,
        heads.map((head) => head.id),
      );
      const projected = project(groupByPoint(events));
      await replaceCells(tx, start, to, projected.cells);
      if (projected.stops.length > 0) await writeStops(tx, projected.stops);
      report.contactPoints += heads.length;
      report.events += events.length;
      report.rows += projected.cells.length + projected.stops.length;
    });
    tell(report.events, Math.max(expected, report.events));
    if (to === LAST_ID) return report;
    from = to;
  }
}

function emptyReport(): RebuildReport {
  return { equal: true, contactPoints: 0, events: 0, rows: 0, different: 0, differences: [] };
}

async function compareStretch(
  reader: Reader,
  from: string,
  to: string,
  chains: readonly StoredChain[],
  report: RebuildReport,
): Promise<void> {
  const projected = project(new Map(chains.map((chain) => [chain.id, chain.events])));
  const cells = (await cellsBetween(reader, from, to)).filter(saysSomething);
  const stops = await stopsBetween(reader, from, to);
  report.contactPoints += chains.length;
  for (const chain of chains) report.events += chain.events.length;
  report.rows += projected.cells.length + projected.stops.length;
  const cellName = (cell: Cell) => cellKey(cell);
  compareRows('permission', projected.cells, cells, cellName, sameCell, report);
  compareRows('stop', projected.stops, stops, (stop: Stop) => stopKey(stop), sameStop, report);
}

function compareRows<Row>(
  row: ProjectionDifference['row'],
  expected: readonly Placed<Row>[],
  stored: readonly Placed<Row>[],
  name: (row: Row) => string,
  same: (a: Row, b: Row) => boolean,
  report: RebuildReport,
): void {
  const left = new Map(stored.map((one) => [`${one.contactPointId}/${name(one)}`, one]));
  const differ = (one: Placed<Row>, found: ProjectionDifference['found']) => {
    report.different += 1;
    if (report.differences.length < DIFFERENCES_TOLD)
      report.differences.push({ contactPointId: one.contactPointId, row, key: name(one), found });
  };
  for (const one of expected) {
    const key = `${one.contactPointId}/${name(one)}`;
    const live = left.get(key);
    left.delete(key);
    if (live === undefined) differ(one, 'missing');
    else if (!same(one, live)) differ(one, 'differs');
  }
  for (const extra of left.values()) differ(extra, 'extra');
}

function project(ledgers: ReadonlyMap<string, readonly EventForProjection[]>): {
  cells: Placed<Cell>[];
  stops: Placed<Stop>[];
} {
  const cells: Placed<Cell>[] = [];
  const stops: Placed<Stop>[] = [];
  for (const [contactPointId, events] of ledgers) {
    const state = projectLedger(events);
    for (const cell of state.cells.values()) cells.push({ ...cell, contactPointId });
    for (const stop of state.stops.values()) stops.push({ ...stop, contactPointId });
  }
  return { cells, stops };
}

function groupByPoint(events: readonly EventForProjection[]): Map<string, EventForProjection[]> {
  const groups = new Map<string, EventForProjection[]>();
  for (const event of events) {
    const group = groups.get(event.contactPointId);
    if (group === undefined) groups.set(event.contactPointId, [event]);
    else group.push(event);
  }
  return groups;
}

function saysSomething(cell: Cell): boolean {
  return cell.noSeq !== null || cell.yesSeq !== null || cell.liftSeq !== null;
}

function sameCell(a: Cell, b: Cell): boolean {
  return (
    at(a.noAt) === at(b.noAt) &&
    a.noSeq === b.noSeq &&
    at(a.yesAt) === at(b.yesAt) &&
    a.yesSeq === b.yesSeq &&
    at(a.yesUntil) === at(b.yesUntil) &&
    a.yesBasis === b.yesBasis &&
    at(a.liftAt) === at(b.liftAt) &&
    a.liftSeq === b.liftSeq
  );
}

function sameStop(a: Stop, b: Stop): boolean {
  return (
    a.seq === b.seq &&
    at(a.fromAt) === at(b.fromAt) &&
    at(a.untilAt) === at(b.untilAt) &&
    a.standing === b.standing
  );
}

function at(date: Date | null): number | null {
  return date === null ? null : date.getTime();
}

import type { LiftInstant, NoInstant, PermissionFact } from './facts';
import { ALL, type Channel, type ChannelScope } from './vocabulary';

/** One square of the matrix: exactly this channel, sender and topic. */
export interface Cell {
  channel: Channel;
  senderNo: number;
  topicNo: number;
}

/** When is asked, and for post the digest of the full name asked about. */
export interface Asking {
  /** Yeses said after this instant do not lift yet; left out, every recorded yes counts. */
  atMs?: number;
  fullNameKey?: string;
}

/** A no with the scope it was said for. */
export interface ScopedNo extends NoInstant {
  channel: ChannelScope;
  senderNo: number;
  topicNo: number;
}

/** Whether a row's scope takes in a cell: `all` and 0 are wide. */
export function covers(row: PermissionFact, cell: Cell): boolean {
  return (
    (row.channel === 'all' || row.channel === cell.channel) &&
    (row.senderNo === ALL || row.senderNo === cell.senderNo) &&
    (row.topicNo === ALL || row.topicNo === cell.topicNo)
  );
}

/** Whether a row speaks of exactly this cell, as every yes does. */
export function isExactly(row: PermissionFact, cell: Cell): boolean {
  return row.channel === cell.channel && row.senderNo === cell.senderNo && row.topicNo === cell.topicNo;
}

/**
 * The no that stands against a cell, the latest if several do, or null (DESIGN §5, "Standing no").
 * A no stands unless a lifting yes for exactly this cell was said strictly later; in the same instant
 * the no wins. A no counts whatever the instant asked about, because the projection keeps only the latest.
 */
export function standingNo(
  permissions: readonly PermissionFact[],
  cell: Cell,
  asking: Asking = {},
): ScopedNo | null {
  return latestNo(permissions, cell, latestLift(permissions, cell, asking));
}

/** The latest no that was ever said about a cell and not undone, lifted since or not; null when none was. */
export function everRefused(permissions: readonly PermissionFact[], cell: Cell): ScopedNo | null {
  return latestNo(permissions, cell, null);
}

function latestNo(
  permissions: readonly PermissionFact[],
  cell: Cell,
  liftedAtMs: number | null,
): ScopedNo | null {
  let row: PermissionFact | null = null;
  let latest: NoInstant | null = null;
  for (const candidate of permissions) {
    const no = candidate.no;
    if (no === null || !covers(candidate, cell)) continue;
    if (liftedAtMs !== null && no.at.getTime() < liftedAtMs) continue;
    if (latest !== null && !(no.at.getTime() > latest.at.getTime())) continue;
    row = candidate;
    latest = no;
  }
  if (row === null || latest === null) return null;
  return { ...latest, channel: row.channel, senderNo: row.senderNo, topicNo: row.topicNo };
}

function latestLift(permissions: readonly PermissionFact[], cell: Cell, asking: Asking): number | null {
  const untilMs = asking.atMs ?? Number.POSITIVE_INFINITY;
  let latest: number | null = null;
  for (const row of permissions) {
    if (row.lift === null || !isExactly(row, cell) || !liftIsTheirs(row, row.lift, cell, asking)) continue;
    const liftedAt = row.lift.at.getTime();
    if (liftedAt <= untilMs && (latest === null || liftedAt > latest)) latest = liftedAt;
  }
  return latest;
}

/**
 * Post ids match loosely (surname and initial), so one person's yes could undo another's no. There a lift
 * counts only when it is the yes on record and its full name is the one asked about (DESIGN §4).
 */
function liftIsTheirs(row: PermissionFact, lift: LiftInstant, cell: Cell, asking: Asking): boolean {
  if (cell.channel !== 'post') return true;
  const yes = row.yes;
  return (
    yes !== null &&
    yes.eventId === lift.eventId &&
    yes.fullNameKey !== null &&
    yes.fullNameKey === asking.fullNameKey
  );
}

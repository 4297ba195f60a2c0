import type { Writer } from '../../../db/client';
import {
  type Head,
  lockHeads,
  readDoors,
  readLedgers,
  readPermissions,
  readStops,
} from '../../../db/queries/record';
import { readRepeats } from '../../../db/queries/repeats';
import type { LockedPoint } from '../../domain/append';
import type { Instruction, PointRef, Statement } from '../../domain/consent-event';
import { cellKey, emptyState, type PointState, stopKey } from '../../domain/permission';
import { ACT_EFFECT } from '../../domain/vocabulary';

/** A contact point as planning takes it: its chain head, its projection as far as read, and no ledger. */
export function lockedPoint(
  id: string,
  head: Pick<Head, 'last_seq' | 'last_hash'>,
  state: PointState,
): LockedPoint {
  return {
    id,
    lastSeq: head.last_seq,
    lastHash: head.last_hash,
    state,
    noDoors: new Map(),
    repeats: new Map(),
    ledger: null,
  };
}

/**
 * Locks the contact points that instructions fall on, in id order (making missing ones in the same order), and reads
 * of their projection what planning needs: cells; stops, repeats and ledgers only where an instruction asks for them.
 */
export async function lockPoints(
  tx: Writer,
  instructions: readonly Instruction[],
): Promise<Map<string, LockedPoint>> {
  const refs = new Map<string, PointRef>();
  const undoing = new Set<string>();
  for (const instruction of instructions) {
    for (const utterance of instruction.utterances) {
      const known = refs.get(utterance.point.id);
      if (known === undefined || known.normalised === null) refs.set(utterance.point.id, utterance.point);
      if (utterance.statements.some((statement) => ACT_EFFECT[statement.act] === 'undo'))
        undoing.add(utterance.point.id);
    }
  }
  if (refs.size === 0) return new Map();
  const ids = [...refs.keys()].sort();
  const heads = await lockHeads(
    tx,
    ids.map((id) => refs.get(id)).filter((ref): ref is PointRef => ref !== undefined),
  );
  const points = new Map<string, LockedPoint>();
  for (const [id, head] of heads) {
    const point = lockedPoint(id, head, emptyState());
    points.set(id, undoing.has(id) ? { ...point, ledger: [] } : point);
  }
  // A point made a moment ago has no projection to read.
  const known = ids.filter((id) => (heads.get(id)?.last_seq ?? 0) > 0);
  if (known.length > 0)
    await loadStates(tx, known, points, {
      stops: saysAny(instructions, isStop),
      repeats: saysAny(instructions, isLifting),
      undoing: [...undoing],
    });
  await loadDoors(tx, instructions, points);
  return points;
}

function saysAny(instructions: readonly Instruction[], what: (statement: Statement) => boolean): boolean {
  return instructions.some((instruction) =>
    instruction.utterances.some((utterance) => utterance.statements.some(what)),
  );
}

const isStop = (statement: Statement) => ACT_EFFECT[statement.act] === 'stop';
const isLifting = (statement: Statement) => statement.lifting === true;

async function loadStates(
  tx: Writer,
  ids: readonly string[],
  points: ReadonlyMap<string, LockedPoint>,
  wanted: { stops: boolean; repeats: boolean; undoing: readonly string[] },
): Promise<void> {
  for (const row of await readPermissions(tx, ids)) {
    const point = points.get(row.contact_point_id);
    const scope = { channel: row.channel, senderNo: row.sender_no, topicNo: row.topic_no };
    point?.state.cells.set(cellKey(scope), {
      ...scope,
      noAt: row.no_at,
      noSeq: row.no_seq,
      yesAt: row.yes_at,
      yesSeq: row.yes_seq,
      yesUntil: row.yes_until,
      yesBasis: row.yes_basis,
      liftAt: row.lift_at,
      liftSeq: row.lift_seq,
    });
  }
  if (wanted.stops)
    for (const stop of await readStops(tx, ids))
      points.get(stop.contactPointId)?.state.stops.set(stopKey(stop), stop);
  if (wanted.repeats)
    for (const { contactPointId, ...repeat } of await readRepeats(tx, ids))
      points.get(contactPointId)?.repeats.set(cellKey(repeat), repeat);
  if (wanted.undoing.length > 0) {
    for (const event of await readLedgers(tx, wanted.undoing))
      points.get(event.contactPointId)?.ledger?.push(event);
  }
}

/** The doors of the few nos that this batch may repeat; a first no needs none. */
async function loadDoors(
  tx: Writer,
  instructions: readonly Instruction[],
  points: ReadonlyMap<string, LockedPoint>,
): Promise<void> {
  const wanted = new Map<string, { contactPointId: string; seq: number; key: string }>();
  for (const { utterances } of instructions) {
    for (const { point, statements } of utterances) {
      for (const statement of statements) {
        const key = cellKey(statement);
        const cell = points.get(point.id)?.state.cells.get(key);
        if (ACT_EFFECT[statement.act] !== 'no' || !cell || cell.noSeq === null) continue;
        wanted.set(`${point.id}/${cell.noSeq}`, { contactPointId: point.id, seq: cell.noSeq, key });
      }
    }
  }
  if (wanted.size === 0) return;
  for (const { contactPointId, seq, door } of await readDoors(tx, [...wanted.values()])) {
    const key = wanted.get(`${contactPointId}/${seq}`)?.key;
    if (key !== undefined) points.get(contactPointId)?.noDoors.set(key, door);
  }
}

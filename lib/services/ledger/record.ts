import type { Writer } from '../../../db/client';
import { enqueueJobs, type Job } from '../../../db/queries/enqueue';
import {
  appendEvents,
  lockHeads,
  readDoors,
  readLedgers,
  readPermissions,
  readStops,
  writeStops,
} from '../../../db/queries/record';
import { noteRepeats, readRepeats } from '../../../db/queries/repeats';
import type { Context } from '../../context';
import { type AppendPlan, emptyPlan, type LockedPoint, planInstruction } from '../../domain/append';
import type { Instruction, PointRef, Statement } from '../../domain/consent-event';
import type { Vocabulary } from '../../domain/facts';
import type { ChainedEvent } from '../../domain/ledger';
import { cellKey, emptyState, stopKey } from '../../domain/permission';
import { type Refusal, refuseInstruction } from '../../domain/refuse-instruction';
import { ACT_EFFECT, ALL } from '../../domain/vocabulary';
import { refreshVocabulary } from '../vocabulary/refresh-vocabulary';

/** What became of one instruction of a batch. A refused one wrote nothing; an opt-out is never refused. */
export type RecordOutcome =
  | {
      ok: true;
      instructionId: string;
      recordedAt: Date;
      events: readonly ChainedEvent[];
      /** Statements that repeated a standing no and added nothing. */
      repeated: number;
    }
  | { ok: false; instructionId: string; refusal: Refusal };

export interface RecordOptions {
  /** Further jobs of the same transaction: they exist if and only if it commits. */
  jobs?: readonly Job[];
}

/**
 * The one verb that appends to the ledger. Locks the contact points in id order (making missing ones in the same
 * order), appends events with a gap-free sequence and hash chain per contact point, evolves permissions and enqueues
 * jobs, all in the caller's transaction: nothing holds before that commits. Set-based over many instructions; one
 * outcome per instruction, in their order.
 */
export async function record(
  ctx: Context,
  tx: Writer,
  instructions: readonly Instruction[],
  options: RecordOptions = {},
): Promise<RecordOutcome[]> {
  const { vocabulary, refusals } = await judge(ctx, instructions);
  const accepted = instructions.filter((_, index) => refusals[index] === null);
  const points = await lockPoints(tx, accepted);
  // Read after the locks: within a contact point recorded_at never runs backwards.
  const inputs = { now: ctx.now(), newId: ctx.newId, randomBytes: ctx.randomBytes };
  const plan = emptyPlan();
  const outcomes = instructions.map((instruction, index): RecordOutcome => {
    const refusal = refusals[index];
    if (refusal !== null && refusal !== undefined)
      return { ok: false, instructionId: instruction.id, refusal };
    const { events, repeated } = planInstruction(plan, instruction, points, inputs);
    return { ok: true, instructionId: instruction.id, recordedAt: inputs.now, events, repeated };
  });
  await writePlan(tx, plan, points);
  await enqueueJobs(tx, [...jobsFor(plan, vocabulary), ...(options.jobs ?? [])]);
  return outcomes;
}

/** Checks every instruction; what the copy in memory does not know is looked up afresh before it is refused. */
async function judge(
  ctx: Context,
  instructions: readonly Instruction[],
): Promise<{ vocabulary: Vocabulary; refusals: (Refusal | null)[] }> {
  const now = ctx.now();
  const judged = (vocabulary: Vocabulary) => ({
    vocabulary,
    refusals: instructions.map((instruction) => refuseInstruction(instruction, vocabulary, now)),
  });
  const first = judged(await ctx.vocabulary.current());
  return first.refusals.every((refusal) => refusal === null) ? first : judged(await refreshVocabulary(ctx));
}

async function lockPoints(
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
    points.set(id, {
      id,
      lastSeq: head.last_seq,
      lastHash: head.last_hash,
      state: emptyState(),
      noDoors: new Map(),
      repeats: new Map(),
      ledger: undoing.has(id) ? [] : null,
    });
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

async function writePlan(
  tx: Writer,
  plan: AppendPlan,
  points: ReadonlyMap<string, LockedPoint>,
): Promise<void> {
  await noteRepeats(tx, [...plan.repeats.values()]);
  if (plan.events.length === 0) return;
  const touched = new Set(plan.events.map((event) => event.contactPointId));
  const heads = [...touched].sort().map((id) => {
    const point = points.get(id);
    if (point === undefined || point.lastHash === null)
      throw new Error('a touched contact point has no head');
    return { id, seq: point.lastSeq, hash: point.lastHash };
  });
  await appendEvents(tx, {
    events: plan.events,
    evidence: plan.evidence,
    cells: [...plan.cells.values()],
    heads,
  });
  if (plan.stops.size > 0) await writeStops(tx, [...plan.stops.values()]);
}

/** A no that touches third parties makes them be told, if they were ever given the contact's data (GDPR Art. 19). */
function jobsFor(plan: AppendPlan, vocabulary: Vocabulary): Job[] {
  const touched = new Set<string>();
  for (const event of plan.events) {
    if (ACT_EFFECT[event.act] !== 'no') continue;
    if (event.senderNo === ALL || vocabulary.senders.get(event.senderNo)?.kind === 'third_party')
      touched.add(event.contactPointId);
  }
  return [...touched].map((contactPointId) => ({
    task: 'tell-third-parties',
    payload: { contactPointId },
    key: `tell-third-parties:${contactPointId}`,
  }));
}

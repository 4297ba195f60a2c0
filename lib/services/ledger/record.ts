import type { Writer } from '../../../db/client';
import { enqueueJobs, type Job } from '../../../db/queries/enqueue';
import {
  appendFirstNos,
  type CellOfPoint,
  type ProvenEvent,
  readHeadsAndCells,
} from '../../../db/queries/first-nos';
import { appendEvents, writeStops } from '../../../db/queries/record';
import { noteRepeats } from '../../../db/queries/repeats';
import type { Context } from '../../context';
import { type AppendPlan, emptyPlan, type LockedPoint, planInstruction } from '../../domain/append';
import type { Instruction } from '../../domain/consent-event';
import type { Vocabulary } from '../../domain/facts';
import type { ChainedEvent } from '../../domain/ledger';
import { cellKey, emptyCell, emptyState } from '../../domain/permission';
import { type Refusal, refuseInstruction } from '../../domain/refuse-instruction';
import { ACT_EFFECT, ALL } from '../../domain/vocabulary';
import { refreshVocabulary } from '../vocabulary/refresh-vocabulary';
import { lockedPoint, lockPoints } from './lock-points';

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

/**
 * Records those instructions of a batch that are a person's first no in one cell of a known contact point, by one
 * statement that takes no lock beforehand; the others' outcomes are null, and nothing was written for them. When
 * another process recorded for one of the contact points meanwhile, the whole attempt fails, writing nothing.
 */
export async function recordFirstNos(
  ctx: Context,
  instructions: readonly Instruction[],
): Promise<(RecordOutcome | null)[]> {
  const asked = soleNos(instructions, await ctx.vocabulary.current());
  if (asked.length === 0) return instructions.map(() => null);
  const points = new Map<string, LockedPoint>();
  for (const head of await readHeadsAndCells(ctx.db.reader, asked)) {
    const cell = asked[head.n - 1];
    if (cell === undefined || head.said_no) continue;
    const state = emptyState();
    if (head.yes_at !== null) state.cells.set(cellKey(cell), { ...emptyCell(cell), yesAt: head.yes_at });
    points.set(cell.contactPointId, lockedPoint(cell.contactPointId, head, state));
  }
  const inputs = { now: ctx.now(), newId: ctx.newId, randomBytes: ctx.randomBytes };
  const plan = emptyPlan();
  const taken = new Set(
    asked.filter((cell) => points.has(cell.contactPointId)).map((cell) => cell.instruction),
  );
  const outcomes = instructions.map((instruction): RecordOutcome | null => {
    if (!taken.has(instruction)) return null;
    const { events } = planInstruction(plan, instruction, points, inputs);
    return { ok: true, instructionId: instruction.id, recordedAt: inputs.now, events, repeated: 0 };
  });
  if (plan.events.length > 0) await ctx.db.single((tx) => appendFirstNos(tx, proven(plan), inputs.now));
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

/** A sole no in one cell: the contact point speaks once in the batch, with nothing else that recording must look at. */
interface SoleNo extends CellOfPoint {
  instruction: Instruction;
}

function soleNos(instructions: readonly Instruction[], vocabulary: Vocabulary): SoleNo[] {
  const found = new Map<string, SoleNo>();
  const twice = new Set<string>();
  for (const instruction of instructions) {
    for (const { point } of instruction.utterances) if (found.has(point.id)) twice.add(point.id);
    const cell = soleCell(instruction, vocabulary);
    if (cell !== null) found.set(cell.contactPointId, { ...cell, instruction });
    else for (const { point } of instruction.utterances) twice.add(point.id);
  }
  // In id order, so that two processes can never wait for each other in a circle.
  return [...found.values()]
    .filter((cell) => !twice.has(cell.contactPointId))
    .sort((one, other) => (one.contactPointId < other.contactPointId ? -1 : 1));
}

function soleCell({ actor, utterances }: Instruction, vocabulary: Vocabulary): CellOfPoint | null {
  const [utterance, ...others] = utterances;
  const [statement, ...more] = utterance?.statements ?? [];
  if (utterance === undefined || statement === undefined || others.length > 0 || more.length > 0) return null;
  const { channel, senderNo, topicNo } = statement;
  const plain =
    ACT_EFFECT[statement.act] === 'no' &&
    actor.kind === 'person' &&
    actor.id === null &&
    utterance.contactId === null &&
    (utterance.fullNameKey ?? null) === null &&
    channel !== 'all' &&
    topicNo !== ALL &&
    vocabulary.senders.get(senderNo)?.kind === 'first_party';
  return plain ? { contactPointId: utterance.point.id, channel, senderNo, topicNo } : null;
}

function proven(plan: AppendPlan): ProvenEvent[] {
  const proofs = new Map(plan.evidence.map((proof) => [proof.contactPointId, proof]));
  return plan.events
    .map((event) => {
      const proof = proofs.get(event.contactPointId);
      if (proof === undefined) throw new Error('an event has no evidence');
      return { event, salt: proof.salt, body: proof.body };
    })
    .sort((one, other) => (one.event.contactPointId < other.event.contactPointId ? -1 : 1));
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

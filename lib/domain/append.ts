import {
  type ConsentEvent,
  countedSaidAt,
  type Instruction,
  mayLift,
  type Statement,
  type Utterance,
} from './consent-event';
import { type ChainedEvent, chainEvent, evidenceDigest } from './ledger';
import {
  type Cell,
  cellKey,
  type EventForProjection,
  emptyCell,
  evolve,
  type PointState,
  projectLedger,
  repeatsStandingNo,
  type Stop,
} from './permission';
import { ACT_EFFECT, type Act, ALL, type Door } from './vocabulary';

/** A contact point under lock: its chain head, its projection, and what undoing needs. */
export interface LockedPoint {
  id: string;
  lastSeq: number;
  lastHash: Buffer | null;
  state: PointState;
  /** Door of the latest no of each cell, by cell key. */
  noDoors: Map<string, Door>;
  /** The whole ledger, loaded only when an instruction undoes something. */
  ledger: EventForProjection[] | null;
}

/** What a batch adds, and what becomes of the projection. */
export interface AppendPlan {
  events: ChainedEvent[];
  evidence: {
    contactPointId: string;
    instructionId: string;
    salt: Buffer;
    body: string;
    contactId: string | null;
  }[];
  cells: Map<string, Cell & { contactPointId: string }>;
  stops: Map<string, Stop & { contactPointId: string }>;
}

/** Fresh randomness and time for a plan: pure code takes them as arguments. */
export interface PlanInputs {
  now: Date;
  newId(): string;
  randomBytes(size: number): Buffer;
}

const SALT_BYTES = 16;

export function emptyPlan(): AppendPlan {
  return { events: [], evidence: [], cells: new Map(), stops: new Map() };
}

/**
 * Adds one instruction to the plan: an event for each statement that says something new, chained to its contact
 * point, with the projection evolved. `points` is changed in place so that the next instruction of the batch sees it.
 * Returns the events appended and how many statements repeated a standing no.
 */
export function planInstruction(
  plan: AppendPlan,
  instruction: Instruction,
  points: ReadonlyMap<string, LockedPoint>,
  inputs: PlanInputs,
): { events: ChainedEvent[]; repeated: number } {
  const lifts = mayLift(instruction);
  const appended: ChainedEvent[] = [];
  let repeated = 0;
  for (const utterance of instruction.utterances) {
    const point = points.get(utterance.point.id);
    if (point === undefined) throw new Error('contact point is not locked');
    const proof = sealEvidence(instruction, utterance, inputs);
    const before = appended.length;
    for (const statement of utterance.statements) {
      const event = nextEvent(instruction, utterance, statement, point, lifts, proof.digest, inputs);
      if (event === null) repeated += 1;
      else appended.push(appendTo(plan, point, event));
    }
    if (appended.length > before) plan.evidence.push(proof.row);
  }
  return { events: appended, repeated };
}

function sealEvidence(instruction: Instruction, utterance: Utterance, inputs: PlanInputs) {
  const salt = inputs.randomBytes(SALT_BYTES);
  return {
    digest: evidenceDigest(instruction.evidence, salt),
    row: {
      contactPointId: utterance.point.id,
      instructionId: instruction.id,
      salt,
      body: JSON.stringify(instruction.evidence),
      contactId: utterance.contactId,
    },
  };
}

function nextEvent(
  instruction: Instruction,
  utterance: Utterance,
  statement: Statement,
  point: LockedPoint,
  lifts: boolean,
  digest: Buffer,
  inputs: PlanInputs,
): ConsentEvent | null {
  const saidAt = countedSaidAt(instruction.saidAt, statement.act, inputs.now);
  const effect = ACT_EFFECT[statement.act];
  const key = cellKey(statement);
  if (
    effect === 'no' &&
    repeatsStandingNo(point.state.cells.get(key), point.noDoors.get(key) ?? null, instruction.door, saidAt)
  ) {
    return null;
  }
  if (effect === 'undo' && !canUndo(point, statement)) return null;
  return {
    contactPointId: point.id,
    seq: point.lastSeq + 1,
    eventId: inputs.newId(),
    instructionId: instruction.id,
    act: actOf(statement, point),
    channel: statement.channel,
    senderNo: statement.senderNo,
    topicNo: statement.topicNo,
    basis: statement.basis ?? null,
    stop: statement.stop ?? null,
    door: instruction.door,
    actorKind: instruction.actor.kind,
    actorId: instruction.actor.id,
    contactId: utterance.contactId,
    assurance: instruction.assurance,
    lifting: effect === 'yes' && statement.lifting === true && lifts,
    noticeVersionId: statement.noticeVersionId ?? null,
    undoesSeq: statement.undoesSeq ?? null,
    fullNameKey: utterance.fullNameKey ?? null,
    saidAt,
    recordedAt: inputs.now,
    effectiveUntil: statement.effectiveUntil ?? null,
    evidenceDigest: digest,
  };
}

/** Withdrawing presupposes a yes; a no to marketing that never rested on one is an objection (DESIGN §2). */
function actOf(statement: Statement, point: LockedPoint): Act {
  if (statement.act !== 'withdrawn') return statement.act;
  for (const cell of point.state.cells.values()) {
    if (cell.yesAt !== null && within(cell, statement)) return 'withdrawn';
  }
  return 'objected';
}

function within(cell: Cell, scope: Statement): boolean {
  return (
    (scope.channel === 'all' || scope.channel === cell.channel) &&
    (scope.senderNo === ALL || scope.senderNo === cell.senderNo) &&
    (scope.topicNo === ALL || scope.topicNo === cell.topicNo)
  );
}

/** An undo names a yes or a no of this contact point that nothing has undone before. */
function canUndo(point: LockedPoint, statement: Statement): boolean {
  if (point.ledger === null) throw new Error('undoing needs the ledger of the contact point');
  const target = point.ledger.find((event) => event.seq === statement.undoesSeq);
  if (target === undefined || (ACT_EFFECT[target.act] !== 'no' && ACT_EFFECT[target.act] !== 'yes'))
    return false;
  return (
    cellKey(target) === cellKey(statement) && !point.ledger.some((event) => event.undoesSeq === target.seq)
  );
}

function appendTo(plan: AppendPlan, point: LockedPoint, event: ConsentEvent): ChainedEvent {
  const chained = chainEvent(event, point.lastHash);
  point.lastSeq = event.seq;
  point.lastHash = chained.hash;
  point.ledger?.push(event);
  plan.events.push(chained);
  const effect = ACT_EFFECT[event.act];
  if (effect === 'undo') {
    keepUndone(plan, point, event);
    return chained;
  }
  const changed = evolve(point.state, event);
  if (changed === null) return chained;
  const key = `${point.id}/${'standing' in changed ? `${changed.contactId}/${changed.stop}/${changed.channel}` : cellKey(changed)}`;
  if ('standing' in changed) plan.stops.set(key, { ...changed, contactPointId: point.id });
  else plan.cells.set(key, { ...changed, contactPointId: point.id });
  if (effect === 'no' && !('standing' in changed)) point.noDoors.set(cellKey(changed), event.door);
  return chained;
}

/** Folds the cell again without the undone event. A cell left without any word becomes empty. */
function keepUndone(plan: AppendPlan, point: LockedPoint, event: ConsentEvent): void {
  const key = cellKey(event);
  const cell = projectLedger(point.ledger ?? []).cells.get(key) ?? emptyCell(event);
  point.state.cells.set(key, cell);
  point.noDoors.delete(key);
  plan.cells.set(`${point.id}/${key}`, { ...cell, contactPointId: point.id });
}

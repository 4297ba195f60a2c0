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

type Scope = Pick<Cell, 'channel' | 'senderNo' | 'topicNo'>;

/** When a no that added no event, because it repeated a standing one of the same scope, was last said. */
export interface Repeat extends Scope {
  at: Date;
}

/** An event as undoing needs it: only what the desk took can be taken back. */
export type EventForUndo = EventForProjection & { door: Door };

/** A contact point under lock: its chain head, its projection, and what undoing needs. */
export interface LockedPoint {
  id: string;
  lastSeq: number;
  lastHash: Buffer | null;
  state: PointState;
  /** Door of the latest no of each cell, by cell key. */
  noDoors: Map<string, Door>;
  /** Repeats that added nothing, by cell key; loaded when an instruction asks to lift. */
  repeats: Map<string, Repeat>;
  /** The whole ledger, loaded only when an instruction undoes something. */
  ledger: EventForUndo[] | null;
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
  repeats: Map<string, Repeat & { contactPointId: string }>;
}

/** Fresh randomness and time for a plan: pure code takes them as arguments. */
export interface PlanInputs {
  now: Date;
  newId(): string;
  randomBytes(size: number): Buffer;
}

const SALT_BYTES = 16;

export function emptyPlan(): AppendPlan {
  return { events: [], evidence: [], cells: new Map(), stops: new Map(), repeats: new Map() };
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
  // One breath has one evidence on one contact point, however often it falls there.
  const proofs = new Map<string, ReturnType<typeof sealEvidence>>();
  let repeated = 0;
  for (const utterance of instruction.utterances) {
    const point = points.get(utterance.point.id);
    if (point === undefined) throw new Error('contact point is not locked');
    const proof = proofs.get(point.id) ?? sealEvidence(instruction, utterance, inputs);
    proofs.set(point.id, proof);
    const before = appended.length;
    for (const statement of utterance.statements) {
      const event = nextEvent(plan, instruction, utterance, statement, point, lifts, proof.digest, inputs);
      if (event === null) repeated += 1;
      else appended.push(appendTo(plan, point, event));
    }
    if (appended.length > before && !plan.evidence.includes(proof.row)) plan.evidence.push(proof.row);
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
  plan: AppendPlan,
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
  if (effect === 'no' && repeats(point, statement, instruction.door, saidAt)) {
    noteRepeat(plan, point, statement, saidAt);
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
    lifting:
      effect === 'yes' && statement.lifting === true && lifts && !saidBeforeRepeat(point, statement, saidAt),
    noticeVersionId: statement.noticeVersionId ?? null,
    undoesSeq: statement.undoesSeq ?? null,
    fullNameKey: utterance.fullNameKey ?? null,
    saidAt,
    recordedAt: inputs.now,
    effectiveUntil: statement.effectiveUntil ?? null,
    evidenceDigest: digest,
  };
}

/** A no repeats the one that stands unless a yes anywhere within its scope was said since. */
function repeats(point: LockedPoint, statement: Statement, door: Door, saidAt: Date): boolean {
  const key = cellKey(statement);
  const cell = point.state.cells.get(key);
  if (cell === undefined || cell.noAt === null) return false;
  if (!repeatsStandingNo(cell, point.noDoors.get(key) ?? null, door, saidAt)) return false;
  for (const inner of point.state.cells.values()) {
    if (inner.yesAt !== null && inner.yesAt >= cell.noAt && within(inner, statement)) return false;
  }
  return true;
}

/** A repeat adds no event, so a yes from before it would find no no said after it: such a yes lifts nothing. */
function saidBeforeRepeat(point: LockedPoint, statement: Statement, saidAt: Date): boolean {
  for (const repeat of point.repeats.values()) {
    if (saidAt <= repeat.at && within(statement, repeat)) return true;
  }
  return false;
}

function noteRepeat(plan: AppendPlan, point: LockedPoint, scope: Scope, at: Date): void {
  const key = cellKey(scope);
  const before = point.repeats.get(key);
  if (before !== undefined && before.at >= at) return;
  const repeat = { channel: scope.channel, senderNo: scope.senderNo, topicNo: scope.topicNo, at };
  point.repeats.set(key, repeat);
  plan.repeats.set(`${point.id}/${key}`, { ...repeat, contactPointId: point.id });
}

/** Withdrawing presupposes a yes; a no to marketing that never rested on one is an objection (DESIGN §2). */
function actOf(statement: Statement, point: LockedPoint): Act {
  if (statement.act !== 'withdrawn') return statement.act;
  for (const cell of point.state.cells.values()) {
    if (cell.yesAt !== null && within(cell, statement)) return 'withdrawn';
  }
  return 'objected';
}

function within(cell: Scope, scope: Scope): boolean {
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
  // What came in by another door may have absorbed repeats, which would be lost with it.
  if (ACT_EFFECT[target.act] === 'no' && target.door !== 'desk') return false;
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
  const door = point.ledger?.find((known) => known.seq === cell.noSeq)?.door;
  if (door === undefined) point.noDoors.delete(key);
  else point.noDoors.set(key, door);
  plan.cells.set(`${point.id}/${key}`, { ...cell, contactPointId: point.id });
}

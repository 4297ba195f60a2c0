import type { NoticeCoverage, Vocabulary } from './facts';
import {
  ACT_EFFECT,
  type Act,
  type ActorKind,
  ALL,
  ASSURANCES,
  type Assurance,
  type Basis,
  type ChannelScope,
  type ContactPointKind,
  type Door,
  KIND_OF_CHANNEL,
  type StopKind,
} from './vocabulary';

/** JSON that evidence may hold: strings, whole numbers and booleans survive every store unchanged. */
export type EvidenceValue =
  | string
  | number
  | boolean
  | null
  | EvidenceValue[]
  | { [key: string]: EvidenceValue };
export type EvidenceBody = { [key: string]: EvidenceValue };

/** A contact point as a door knows it: its id, and what to keep when it has never been seen. */
export interface PointRef {
  id: string;
  kind: ContactPointKind;
  keyEpoch: number;
  typed: string | null;
  normalised: string | null;
  postcode: string | null;
  premisesId: string | null;
  country: string | null;
  extension: string | null;
}

/** One act asked for, with its scope. `all` and 0 make a no wide; a yes names one cell. */
export interface Statement {
  act: Act;
  channel: ChannelScope;
  senderNo: number;
  topicNo: number;
  basis?: Basis;
  noticeVersionId?: string;
  /** Asks that this yes count against a standing no; granted only by {@link mayLift}. */
  lifting?: boolean;
  effectiveUntil?: Date;
  stop?: StopKind;
  undoesSeq?: number;
}

export interface Actor {
  kind: ActorKind;
  id: string | null;
}

/** What a person said in one breath, at one door: one or more acts on one or more contact points. */
export interface Instruction {
  id: string;
  saidAt: Date;
  door: Door;
  actor: Actor;
  assurance: Assurance;
  evidence: EvidenceBody;
  /** Whether the API client that speaks holds the scope `lift`. */
  liftScope?: boolean;
  utterances: readonly Utterance[];
}

/** The part of an instruction that falls on one contact point. */
export interface Utterance {
  point: PointRef;
  contactId: string | null;
  /** Post only: digest of the folded full name of the person who spoke. */
  fullNameKey?: Buffer | null;
  statements: readonly Statement[];
}

/** An event as the ledger keeps it; hashing adds `prevHash` and `hash`. */
export interface ConsentEvent {
  contactPointId: string;
  seq: number;
  eventId: string;
  instructionId: string;
  act: Act;
  channel: ChannelScope;
  senderNo: number;
  topicNo: number;
  basis: Basis | null;
  stop: StopKind | null;
  door: Door;
  actorKind: ActorKind;
  actorId: string | null;
  contactId: string | null;
  assurance: Assurance;
  lifting: boolean;
  noticeVersionId: string | null;
  undoesSeq: number | null;
  fullNameKey: Buffer | null;
  saidAt: Date;
  recordedAt: Date;
  effectiveUntil: Date | null;
  evidenceDigest: Buffer | null;
}

/** Why an instruction was not recorded. An opt-out is never among them. */
export interface Refusal {
  code:
    | 'said_in_future'
    | 'needs_one_cell'
    | 'needs_basis'
    | 'needs_evidence'
    | 'unknown_notice'
    | 'notice_does_not_cover'
    | 'soft_opt_in_incomplete'
    | 'third_party_needs_consent'
    | 'unknown_scope'
    | 'wrong_channel'
    | 'nothing_to_undo';
  detail: string;
}

/** A yes may be this much ahead of our clock; more is refused (DESIGN §4, "Two clocks"). */
export const FUTURE_TOLERANCE_MS = 5 * 60 * 1000;

/** The limbs of PECR reg 22(3) that a soft opt-in must show in its evidence, each a non-empty string or `true`. */
export const SOFT_OPT_IN_LIMBS = [
  'obtained_in',
  'reference',
  'similar_products',
  'refusal_offered',
  'collected_by',
] as const;

/**
 * Who may lift a standing no (DESIGN §5): the person signed in, the link form for its own address, a confirmed
 * registration, staff with script and call reference at the person's own request, an API client with scope
 * `lift` and assurance `confirmed` or better. Nobody else, whatever they ask for.
 */
export function mayLift(instruction: Instruction): boolean {
  const atLeastConfirmed = ASSURANCES.indexOf(instruction.assurance) >= ASSURANCES.indexOf('confirmed');
  switch (instruction.door) {
    case 'account':
      return instruction.assurance === 'signed_in' && instruction.actor.kind === 'person';
    case 'preference_page':
      return instruction.assurance === 'link' || instruction.assurance === 'signed_in';
    case 'registration_confirmed':
      return atLeastConfirmed;
    case 'desk':
      return (
        instruction.actor.kind === 'staff' &&
        filled(instruction.evidence.script_version) &&
        filled(instruction.evidence.call_reference) &&
        instruction.evidence.own_request === true
      );
    case 'api':
      return instruction.liftScope === true && atLeastConfirmed;
    case 'one_click':
    case 'unsubscribe_page':
    case 'opt_out_page':
    case 'registration':
    case 'import':
    case 'mailto':
    case 'sms_keyword':
    case 'complaint':
    case 'inherited':
    case 'system':
      return false;
    default:
      return unreachable(instruction.door);
  }
}

/**
 * Checks every statement of an instruction against the vocabulary. Nos always pass: a scope that names an
 * unknown sender or topic is the caller's fault to report, a no itself is not refused for its evidence or time.
 * Returns the first refusal, or null when all may be recorded.
 */
export function refuseInstruction(
  instruction: Instruction,
  vocabulary: Vocabulary,
  now: Date,
): Refusal | null {
  for (const utterance of instruction.utterances) {
    for (const statement of utterance.statements) {
      const refusal = refuseStatement(statement, utterance.point.kind, instruction, vocabulary, now);
      if (refusal !== null) return refusal;
    }
  }
  return null;
}

function refuseStatement(
  statement: Statement,
  kind: ContactPointKind,
  instruction: Instruction,
  vocabulary: Vocabulary,
  now: Date,
): Refusal | null {
  const effect = ACT_EFFECT[statement.act];
  if (effect === 'undo' && statement.undoesSeq === undefined) {
    return { code: 'nothing_to_undo', detail: 'Say which event is to be undone.' };
  }
  if (effect !== 'yes') return null;
  if (instruction.saidAt.getTime() > now.getTime() + FUTURE_TOLERANCE_MS) {
    return {
      code: 'said_in_future',
      detail: 'said_at lies more than five minutes in the future; give the time it was said.',
    };
  }
  return refuseYes(statement, kind, instruction, vocabulary);
}

function refuseYes(
  statement: Statement,
  kind: ContactPointKind,
  instruction: Instruction,
  vocabulary: Vocabulary,
): Refusal | null {
  const { channel, senderNo, topicNo } = statement;
  if (channel === 'all' || senderNo === ALL || topicNo === ALL) {
    return { code: 'needs_one_cell', detail: 'A yes names exactly one channel, one sender and one topic.' };
  }
  if (KIND_OF_CHANNEL[channel] !== kind) {
    return {
      code: 'wrong_channel',
      detail: `The channel ${channel} does not travel to this kind of address.`,
    };
  }
  const sender = vocabulary.senders.get(senderNo);
  const topic = vocabulary.topics.get(topicNo);
  if (sender === undefined || topic === undefined || topic.senderNo !== senderNo) {
    return { code: 'unknown_scope', detail: 'That sender has no such topic.' };
  }
  if (statement.basis === undefined) return { code: 'needs_basis', detail: 'A yes needs its basis.' };
  if (sender.kind === 'third_party' && statement.basis !== 'consent') {
    return { code: 'third_party_needs_consent', detail: 'A third party may rely on consent only.' };
  }
  if (Object.keys(instruction.evidence).length === 0) {
    return { code: 'needs_evidence', detail: 'A yes needs evidence: say where and how it was given.' };
  }
  if (statement.basis === 'soft_opt_in' && !softOptInComplete(instruction.evidence)) {
    return {
      code: 'soft_opt_in_incomplete',
      detail: `A soft opt-in needs evidence.soft_opt_in with ${SOFT_OPT_IN_LIMBS.join(', ')} (PECR reg 22(3)).`,
    };
  }
  return refuseNotice(statement, channel, vocabulary);
}

function refuseNotice(
  statement: Statement,
  channel: Exclude<ChannelScope, 'all'>,
  vocabulary: Vocabulary,
): Refusal | null {
  const notice =
    statement.noticeVersionId === undefined ? undefined : vocabulary.notices.get(statement.noticeVersionId);
  if (notice === undefined) {
    return {
      code: 'unknown_notice',
      detail: 'A yes rests on a published notice version: give notice_version.',
    };
  }
  if (!covers(notice, channel, statement.senderNo, statement.topicNo)) {
    return {
      code: 'notice_does_not_cover',
      detail: 'The notice version does not name this channel, sender and topic, so the yes was never shown.',
    };
  }
  return null;
}

/** Whether a notice version names the cell: only what was shown can be agreed to (promise 6). */
export function covers(
  notice: NoticeCoverage,
  channel: Exclude<ChannelScope, 'all'>,
  senderNo: number,
  topicNo: number,
): boolean {
  return (
    notice.channels.includes(channel) &&
    notice.senderNos.includes(senderNo) &&
    (notice.topicNos.length === 0 || notice.topicNos.includes(topicNo))
  );
}

/** Whether all limbs of PECR reg 22(3) stand in the evidence under `soft_opt_in`. */
export function softOptInComplete(evidence: EvidenceBody): boolean {
  const limbs = evidence.soft_opt_in;
  if (typeof limbs !== 'object' || limbs === null || Array.isArray(limbs)) return false;
  return SOFT_OPT_IN_LIMBS.every((limb) => limbs[limb] === true || filled(limbs[limb]));
}

/** When the statement counts as said: a no is clamped to now, so that it holds at once. */
export function countedSaidAt(saidAt: Date, act: Act, now: Date): Date {
  if (ACT_EFFECT[act] === 'yes') return saidAt;
  return saidAt.getTime() > now.getTime() ? now : saidAt;
}

function filled(value: EvidenceValue | undefined): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

function unreachable(value: never): never {
  throw new Error(`unexpected ${String(value)}`);
}

import {
  ACT_EFFECT,
  type Act,
  type ActorKind,
  ASSURANCES,
  type Assurance,
  type Basis,
  type ChannelScope,
  type ContactPointKind,
  type Door,
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

/** When the statement counts as said: a no is clamped to now, so that it holds at once. */
export function countedSaidAt(saidAt: Date, act: Act, now: Date): Date {
  if (ACT_EFFECT[act] === 'yes') return saidAt;
  return saidAt.getTime() > now.getTime() ? now : saidAt;
}

/** Whether a piece of evidence says anything. */
export function filled(value: EvidenceValue | undefined): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

function unreachable(value: never): never {
  throw new Error(`unexpected ${String(value)}`);
}

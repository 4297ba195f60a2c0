import { type EvidenceBody, filled, type Instruction, mayLift, type Statement } from './consent-event';
import type { NoticeCoverage, Vocabulary } from './facts';
import { ACT_EFFECT, ALL, type ChannelScope, type ContactPointKind, KIND_OF_CHANNEL } from './vocabulary';

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
    | 'nothing_to_undo'
    | 'may_not_undo'
    | 'may_not_resume';
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
  if (effect === 'undo' && instruction.door !== 'desk') {
    return { code: 'may_not_undo', detail: 'Only the desk takes back what it recorded by mistake.' };
  }
  if (statement.act === 'resumed' && !mayResume(instruction, statement)) {
    return { code: 'may_not_resume', detail: 'A pause is ended by the person, or at their own request.' };
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

/**
 * A pause is ended by whoever may lift a no; a restriction also by the person it protects, signed in; a death or an
 * erasure only by staff or the system itself.
 */
function mayResume(instruction: Instruction, statement: Statement): boolean {
  if (statement.stop === 'pause') return mayLift(instruction);
  if (instruction.door === 'desk' || instruction.door === 'system') return true;
  return statement.stop === 'restriction' && instruction.door === 'account' && mayLift(instruction);
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

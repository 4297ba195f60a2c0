import { type Asked, dayOf, type Ground, marketingAsked, mayChangeAt } from './asked';
import type { Reason, YesInstant } from './facts';
import type { ChannelRule } from './policy/pack';
import { registerFaults } from './register-check';
import { isExactly } from './standing-no';
import type { Assurance, ReasonCode } from './vocabulary';

/** Whether an assurance says that the person spoke at all; a yes nobody vouches for permits nothing. */
const VOUCHED_FOR: Record<Assurance, boolean> = {
  none: false,
  asserted: true,
  link: true,
  confirmed: true,
  signed_in: true,
};

/**
 * Whether a recorded yes permits: for exactly this channel, sender and topic, with evidence, shown in a notice
 * that names them, of a basis the rule and the sender may use, and not expired. Without any yes, no reasons.
 */
export function yesGround(asked: Asked, rule: ChannelRule): Ground {
  const yes = latestYes(asked);
  if (yes === null) return { holds: false, reasons: [], reliedOn: [] };
  const faults = yesFaults(asked, yes);
  const unfit = basisFault(asked, yes, rule);
  if (unfit !== null) faults.push(unfit);
  if (faults.length === 0) faults.push(...registerFaults(asked, rule, yes.basis));
  if (faults.length > 0) return { holds: false, reasons: faults, reliedOn: [yes.eventId] };
  if (yes.effectiveUntil !== null) mayChangeAt(asked, yes.effectiveUntil.getTime());
  const permit = rule.permits.find(({ basis }) => basis === yes.basis);
  const soft = yes.basis === 'soft_opt_in';
  const reason: Reason = {
    code: soft ? 'soft_opt_in' : 'permission',
    detail: soft
      ? `As a customer since ${dayOf(yes.at)}, the person was offered a refusal and did not object to ${marketingAsked(asked)}.`
      : `The person said yes to ${marketingAsked(asked)} on ${dayOf(yes.at)}.`,
    source: permit?.source ?? rule.source,
  };
  return { holds: true, reasons: [reason], reliedOn: [yes.eventId] };
}

/** The newest yes for the cell said by the instant asked; for post, one in the full name asked about if there is any. */
export function latestYes(asked: Asked): YesInstant | null {
  let latest: YesInstant | null = null;
  for (const row of asked.permissions) {
    const yes = row.yes;
    if (yes === null || !isExactly(row, asked.cell)) continue;
    mayChangeAt(asked, yes.at.getTime());
    if (!(yes.at.getTime() <= asked.atMs)) continue;
    if (latest === null || isBetter(asked, yes, latest)) latest = yes;
  }
  return latest;
}

function isBetter(asked: Asked, yes: YesInstant, than: YesInstant): boolean {
  const theirs = nameMatches(asked, yes);
  if (theirs !== nameMatches(asked, than)) return theirs;
  const laterMs = yes.at.getTime() - than.at.getTime();
  // Event ids grow with time; they settle a tie so that the order of facts never does.
  return laterMs === 0 ? yes.eventId > than.eventId : laterMs > 0;
}

/** A postal id matches loosely, so a yes there holds only for the full name it was said in (DESIGN §4). */
function nameMatches({ question }: Asked, yes: YesInstant): boolean {
  if (question.channel !== 'post') return true;
  return yes.fullNameKey !== null && yes.fullNameKey === question.fullNameKey;
}

/** What is wrong with a yes itself, whatever the rules of a country ask: name, evidence, assurance, notice, expiry. */
export function yesFaults(asked: Asked, yes: YesInstant): Reason[] {
  const faults: Reason[] = [];
  const fault = (code: ReasonCode, detail: string, source: string) => faults.push({ code, detail, source });
  const said = `The yes said on ${dayOf(yes.at)}`;
  if (!nameMatches(asked, yes)) {
    fault(
      'no_record',
      'A yes at this address was said in another full name.',
      'House rule: a yes holds for its name',
    );
  }
  if (!yes.hasEvidence) fault('no_record', `${said} has no evidence behind it.`, 'GDPR Art 7(1)');
  if (!VOUCHED_FOR[yes.assurance]) {
    fault('unconfirmed', `${said} was vouched for by nobody.`, 'GDPR Art 7(1)');
  }
  const uncovered = noticeFault(asked, yes);
  if (uncovered !== null) fault('notice_does_not_cover', `${said} ${uncovered}.`, 'GDPR Art 4(11)');
  if (yes.effectiveUntil !== null && !(asked.atMs < yes.effectiveUntil.getTime())) {
    const until = dayOf(yes.effectiveUntil);
    fault(
      'expired',
      `${said} held until ${until} and has run out.`,
      'House rule: a yes ends when it said it would',
    );
  }
  return faults;
}

function noticeFault({ question, vocabulary }: Asked, yes: YesInstant): string | null {
  if (yes.noticeVersionId === null) return 'rests on no notice';
  const notice = vocabulary.notices.get(yes.noticeVersionId);
  if (notice === undefined) return 'rests on a notice that is not published';
  if (!notice.channels.includes(question.channel)) return 'rests on a notice that does not name this channel';
  if (!notice.senderNos.includes(question.sender.no))
    return 'rests on a notice that does not name this sender';
  if (notice.topicNos.length > 0 && !notice.topicNos.includes(question.topic.no)) {
    return 'rests on a notice that does not name this topic';
  }
  if (notice.basis !== yes.basis) return 'claims another basis than its notice';
  return null;
}

function basisFault({ question }: Asked, yes: YesInstant, rule: ChannelRule): Reason | null {
  const fault = (why: string): Reason => ({
    code: 'policy',
    detail: `The yes said on ${dayOf(yes.at)} rests on ${yes.basis.replaceAll('_', ' ')}, ${why}.`,
    source: rule.source,
  });
  if (!rule.permits.some((permit) => permit.basis === yes.basis)) {
    return fault('which does not permit this channel');
  }
  if (question.sender.kind === 'third_party' && yes.basis !== 'consent') {
    return fault('and a third party may rely on consent only');
  }
  return null;
}

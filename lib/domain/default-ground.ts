import { type Asked, dayOf, type Ground, marketingAsked, mayChangeAt } from './asked';
import type { Assessment, Reason } from './facts';
import type { ChannelRule, DefaultAnswer } from './policy/pack';
import { registerFaults } from './register-check';
import { everRefused } from './standing-no';
import { scopeWords } from './veto';

const NOTHING: Ground = { holds: false, reasons: [], reliedOn: [] };

/**
 * What the rule answers when no yes permits: its default, with every register fresh and clear and, where it
 * rests on legitimate interest, a dated assessment. No reasons where there is no such default at all, as for
 * every third party (DESIGN §2: consent only).
 */
export function defaultGround(asked: Asked, rule: ChannelRule): Ground {
  if (asked.question.sender.kind === 'third_party') return NOTHING;
  const answer = defaultOf(asked, rule);
  switch (answer) {
    case 'deny':
      return NOTHING;
    case 'allow':
      return unlessFaulty(asked, rule, null);
    case 'allow_with_assessment': {
      const assessment = assessmentFor(asked);
      return assessment === null ? notAssessed(asked, rule) : unlessFaulty(asked, rule, assessment);
    }
    default:
      return answer satisfies never;
  }
}

function defaultOf({ question }: Asked, rule: ChannelRule): DefaultAnswer {
  return question.fullNameKey === undefined ? rule.default : (rule.defaultWhenNamed ?? rule.default);
}

function unlessFaulty(asked: Asked, rule: ChannelRule, assessment: Assessment | null): Ground {
  const faults = defaultFaults(asked, rule);
  if (faults.reasons.length > 0) return faults;
  if (assessment === null) {
    return {
      holds: true,
      reasons: [
        {
          code: 'policy',
          detail: `The rules permit ${marketingAsked(asked)} unless refused.`,
          source: rule.source,
        },
      ],
      reliedOn: [],
    };
  }
  if (assessment.validUntil !== null) mayChangeAt(asked, assessment.validUntil.getTime());
  return {
    holds: true,
    reasons: [
      {
        code: 'legitimate_interest',
        detail: `A legitimate interest in ${marketingAsked(asked)} was assessed and recorded from ${dayOf(assessment.validFrom)}.`,
        source: rule.source,
      },
    ],
    reliedOn: [assessment.id],
  };
}

function notAssessed(asked: Asked, rule: ChannelRule): Ground {
  const faults = defaultFaults(asked, rule);
  return {
    ...faults,
    reasons: [
      ...faults.reasons,
      {
        code: 'no_record',
        detail: `No legitimate-interest assessment in force covers ${marketingAsked(asked)}.`,
        source: rule.source,
      },
    ],
  };
}

/**
 * What stands against any default. A lifting yes sets a no aside for itself alone: once that yes no longer
 * permits, a person who objected is not written to on an interest of ours (GDPR Art 21(3)).
 */
function defaultFaults(asked: Asked, rule: ChannelRule): Ground {
  const reasons: Reason[] = [];
  const reliedOn: string[] = [];
  const no = everRefused(asked.permissions, asked.cell);
  if (no !== null) {
    reliedOn.push(no.eventId);
    reasons.push({
      code: 'refused',
      detail: `A no to ${scopeWords(asked, no)}, said on ${dayOf(no.at)}, was set aside by a yes that does not permit this.`,
      source: rule.objectionSource,
    });
  }
  reasons.push(...registerFaults(asked, rule, null));
  return { holds: false, reasons, reliedOn };
}

/** The assessment in force for exactly this sender, topic and channel; of several, the one that holds longest. */
function assessmentFor(asked: Asked): Assessment | null {
  const { cell, atMs } = asked;
  let found: Assessment | null = null;
  for (const assessment of asked.vocabulary.assessments) {
    if (assessment.senderNo !== cell.senderNo || assessment.topicNo !== cell.topicNo) continue;
    if (assessment.channel !== cell.channel) continue;
    mayChangeAt(asked, assessment.validFrom.getTime());
    if (!(assessment.validFrom.getTime() <= atMs)) continue;
    if (assessment.validUntil !== null && !(atMs < assessment.validUntil.getTime())) continue;
    if (found === null || endMs(assessment) > endMs(found)) found = assessment;
  }
  return found;
}

function endMs(assessment: Assessment): number {
  return assessment.validUntil?.getTime() ?? Number.POSITIVE_INFINITY;
}

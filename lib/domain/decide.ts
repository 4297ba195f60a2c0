import { type Asked, ask, type Findings } from './asked';
import type { AddressFacts, Decision, Question, Reason, Vocabulary } from './facts';
import { groundFor } from './ground';
import { type Jurisdiction, jurisdictionOf, subscriberOf } from './jurisdiction';
import { frequencyAsked, tooSoon } from './pace';
import { POLICY_PACKS } from './policy/in-force';
import type { PolicyPack, RuleId } from './policy/pack';
import { vetoesOfAnything, vetoesOfMarketing, zonesOf } from './veto';

/** Named in a decision that no country's rules settled: the house's own, dated like a pack. */
const HOUSE = { pack: 'house', version: '2026-11-22' } as const;

/**
 * May we contact? Pure; the order is DESIGN §5. Never throws: what cannot be understood is denied.
 * @param facts what is stored about the address, one element per contact point read (for post the person
 *   there and the premises; else one per derivation); the union is asked, so any no in it binds
 * @param packs every version of every jurisdiction's rules; the one in force at `question.at` is used
 * @returns the answer, every reason found (the first settled it), what it rests on and how long it holds
 */
export function decide(
  facts: readonly AddressFacts[],
  question: Question,
  vocabulary: Vocabulary,
  packs: readonly PolicyPack[] = POLICY_PACKS,
): Decision {
  if (Number.isNaN(question.at.getTime())) return atNoInstant(question);
  const ruleId: RuleId = `${question.channel}.${subscriberOf(facts, question)}`;
  const jurisdiction = jurisdictionOf(facts, question, packs);
  const [first = null, ...others] = jurisdiction.packs;
  const asked = ask(facts, question, vocabulary);
  const anything = vetoesOfAnything(asked);
  const decision = decideUnder(asked, anything, jurisdiction, first, ruleId);
  if (others.length === 0 || jurisdiction.unknown.length > 0) return decision;
  return strictest([
    decision,
    ...others.map((pack) =>
      decideUnder(ask(facts, question, vocabulary), anything, jurisdiction, pack, ruleId),
    ),
  ]);
}

/** The answer under one jurisdiction's rules, or under none when the country is unknown. */
function decideUnder(
  asked: Asked,
  anything: Findings,
  jurisdiction: Jurisdiction,
  pack: PolicyPack | null,
  ruleId: RuleId,
): Decision {
  const { sender, topic } = asked.question;
  if (topic.essential && sender.kind === 'first_party') {
    return anything.reasons.length > 0
      ? answer(asked, 'deny', anything, pack, 'essential')
      : answer(asked, 'allow', essential(topic.name), pack, 'essential');
  }
  const rule = pack?.rules[ruleId] ?? null;
  const marketing = vetoesOfMarketing(asked, jurisdiction, pack, rule);
  const vetoes = join(anything, marketing);
  if (vetoes.reasons.length > 0 && !onlyTheHour(vetoes)) return answer(asked, 'deny', vetoes, pack, ruleId);
  if (rule === null) return answer(asked, 'deny', join(vetoes, noRule(ruleId)), pack, ruleId);
  const ground = groundFor(asked, rule);
  // The hour passes by itself, so what else is missing is said beside it.
  if (vetoes.reasons.length > 0) {
    return answer(asked, 'deny', ground.holds ? vetoes : join(vetoes, ground), pack, ruleId);
  }
  const soon = ground.holds && pack !== null ? tooSoon(asked, zonesOf(asked, pack)) : null;
  if (soon !== null) return { ...answer(asked, 'deny', soon, pack, ruleId), dueAt: soon.until };
  return answer(asked, ground.holds ? 'allow' : 'deny', ground, pack, ruleId);
}

function answer(
  asked: Asked,
  given: Decision['answer'],
  found: Findings,
  pack: PolicyPack | null,
  rule: RuleId | 'essential',
): Decision {
  const endOfPack = pack?.validUntil?.getTime() ?? Number.POSITIVE_INFINITY;
  const frequency = frequencyAsked(asked);
  return {
    answer: given,
    reasons: found.reasons,
    reliedOn: [...new Set(found.reliedOn)],
    policy: pack === null ? { ...HOUSE, rule } : { pack: pack.id, version: pack.version, rule },
    validUntil: new Date(Math.min(asked.changesAtMs, endOfPack)),
    ...(frequency === null ? {} : { frequency }),
  };
}

/** Several jurisdictions must each allow; the reasons of those that do not are all said. */
function strictest(decisions: readonly [Decision, ...Decision[]]): Decision {
  const denials = decisions.filter((decision) => decision.answer === 'deny');
  const speaking = denials.length > 0 ? denials : decisions;
  const reasons = new Map<string, Reason>();
  for (const decision of speaking) {
    for (const reason of decision.reasons) reasons.set(`${reason.code}\n${reason.detail}`, reason);
  }
  const { dueAt: _, ...first } = denials[0] ?? decisions[0];
  const waits = denials.flatMap(({ dueAt }) => dueAt?.getTime() ?? []);
  return {
    ...first,
    ...(waits.length > 0 && waits.length === denials.length ? { dueAt: new Date(Math.max(...waits)) } : {}),
    reasons: [...reasons.values()],
    reliedOn: [...new Set(speaking.flatMap((decision) => decision.reliedOn))],
    validUntil: new Date(Math.min(...decisions.map((decision) => decision.validUntil.getTime()))),
  };
}

function join(one: Findings, other: Findings): Findings {
  if (one.reasons.length === 0) return other;
  return { reasons: [...one.reasons, ...other.reasons], reliedOn: [...one.reliedOn, ...other.reliedOn] };
}

function onlyTheHour({ reasons }: Findings): boolean {
  return reasons.every((reason) => reason.code === 'outside_hours');
}

function essential(topic: string): Findings {
  return {
    reasons: [
      {
        code: 'essential',
        detail: `${topic} messages are part of the service and carry no marketing, so a marketing refusal does not stop them.`,
        source: 'GDPR Art 6(1)(b); house rule: essential messages always go',
      },
    ],
    reliedOn: [],
  };
}

function noRule(ruleId: RuleId): Findings {
  const detail = `No rule is held for ${ruleId}, so nothing is permitted.`;
  return { reasons: [{ code: 'policy', detail, source: 'House rule: unknown is no' }], reliedOn: [] };
}

function atNoInstant(question: Question): Decision {
  return {
    answer: 'deny',
    reasons: [
      {
        code: 'policy',
        detail: 'The instant asked about is not a time.',
        source: 'House rule: unknown is no',
      },
    ],
    reliedOn: [],
    policy: { ...HOUSE, rule: `${question.channel}.individual` },
    validUntil: new Date(0),
  };
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from './decide';
import { addressFacts, channelScope, question, refusal, someFacts, vocabulary } from './decide.arbitraries';
import type { AddressFacts, Question, Vocabulary } from './facts';
import { isExactly, standingNo } from './standing-no';

const RUNS = { numRuns: 2_000 };

const isMarketing = ({ sender, topic }: Question) => !(topic.essential && sender.kind === 'first_party');
const cellOf = (asked: Question) => ({
  channel: asked.channel,
  senderNo: asked.sender.no,
  topicNo: asked.topic.no,
});

/** Runs a property over facts and questions, and proves that enough of them reached `allow` to mean something. */
function holdsForAll(
  check: (facts: AddressFacts[], asked: Question, words: Vocabulary) => 'met' | undefined,
): void {
  let met = 0;
  fc.assert(
    fc.property(someFacts, question, vocabulary, (facts, asked, words) => {
      if (check(facts, asked, words) === 'met') met++;
    }),
    { numRuns: 4 * RUNS.numRuns },
  );
  expect(met).toBeGreaterThan(20);
}

describe('deciding, whatever the facts', () => {
  it('never throws, always says why and from where, and holds for at most an hour', () => {
    holdsForAll((facts, asked, words) => {
      const decision = decide(facts, asked, words);
      expect(decision.reasons.length).toBeGreaterThan(0);
      for (const { detail, source } of decision.reasons) {
        expect(detail).toMatch(/\w.*\.$/);
        expect(source).toMatch(/\w/);
      }
      const validMs = decision.validUntil.getTime() - asked.at.getTime();
      if (!Number.isNaN(validMs)) expect(validMs).toBeLessThanOrEqual(3_600_000);
      return 'met';
    });
  });

  it('never allows marketing while a no stands', () => {
    holdsForAll((facts, asked, words) => {
      if (!isMarketing(asked)) return;
      const rows = facts.flatMap((fact) => fact.permissions);
      if (standingNo(rows, cellOf(asked), { ...asked, atMs: asked.at.getTime() }) === null) return;
      expect(decide(facts, asked, words).answer).toBe('deny');
      return 'met';
    });
  });

  it('never turns deny into allow when a no is added, of any scope and any date', () => {
    const added = fc.record({
      channel: channelScope,
      senderNo: fc.constantFrom(0, 1, 2),
      topicNo: fc.constantFrom(0, 11, 21),
      no: refusal,
      yes: fc.constant(null),
      lift: fc.constant(null),
    });
    fc.assert(
      fc.property(someFacts, question, vocabulary, added, addressFacts, (facts, asked, words, no, blank) => {
        fc.pre(decide(facts, asked, words).answer === 'deny');
        const [first = { ...blank, permissions: [] }, ...others] = facts;
        fc.pre(decide([first, ...others], asked, words).answer === 'deny');
        const refused = [{ ...first, permissions: [...first.permissions, no] }, ...others];
        expect(decide(refused, asked, words).answer).toBe('deny');
      }),
      RUNS,
    );
  });

  it('turns allow into deny when a covering no is added now, unless the topic is essential', () => {
    holdsForAll((facts, asked, words) => {
      const [first, ...others] = facts;
      if (first === undefined || !isMarketing(asked) || decide(facts, asked, words).answer !== 'allow')
        return;
      const no = { at: asked.at, eventId: 'event-new', door: 'one_click' as const };
      const row = { channel: 'all' as const, senderNo: 0, topicNo: 0, no, yes: null, lift: null };
      const refused = [{ ...first, permissions: [...first.permissions, row] }, ...others];
      expect(decide(refused, asked, words).reasons[0]?.code).toBe('refused');
      return 'met';
    });
  });

  it('allows on a yes only with evidence, an unexpired word and a notice that covers the question', () => {
    holdsForAll((facts, asked, words) => {
      const decision = decide(facts, asked, words);
      if (decision.answer !== 'allow') return;
      const code = decision.reasons[0]?.code;
      if (code !== 'permission' && code !== 'soft_opt_in') return;
      const sound = facts
        .flatMap((fact) => fact.permissions)
        .filter((row) => isExactly(row, cellOf(asked)) && row.yes?.eventId === decision.reliedOn[0])
        .some(({ yes }) => {
          const notice = words.notices.get(yes?.noticeVersionId ?? '');
          return (
            yes?.hasEvidence === true &&
            yes.at <= asked.at &&
            (yes.effectiveUntil === null || yes.effectiveUntil > asked.at) &&
            (yes.basis === 'consent' ||
              (yes.basis === 'soft_opt_in' && asked.sender.kind === 'first_party')) &&
            notice?.basis === yes.basis &&
            notice.channels.includes(asked.channel) &&
            notice.senderNos.includes(asked.sender.no) &&
            (notice.topicNos.length === 0 || notice.topicNos.includes(asked.topic.no)) &&
            (asked.channel !== 'post' || yes.fullNameKey === asked.fullNameKey)
          );
        });
      expect(sound).toBe(true);
      return 'met';
    });
  });

  it('denies marketing wherever a country is unknown', () => {
    holdsForAll((facts, { country: _said, ...asked }, words) => {
      const nowhere = facts.map((fact) => ({
        ...fact,
        country: null,
        contacts: fact.contacts.map((contact) => ({ ...contact, country: null })),
      }));
      if (!isMarketing(asked)) return;
      const decision = decide(nowhere, asked, words);
      expect(decision.answer).toBe('deny');
      if (!Number.isNaN(asked.at.getTime())) {
        expect(decision.reasons.map((reason) => reason.code)).toContain('unknown_jurisdiction');
      }
      return 'met';
    });
  });

  it('never allows anything about the erased, the dead or the unreachable', () => {
    holdsForAll((facts, asked, words) => {
      const gone = facts.some(
        (fact) =>
          fact.deliverability === 'undeliverable' ||
          fact.contacts.some(({ status }) => status === 'erased' || status === 'deceased'),
      );
      if (!gone) return;
      expect(decide(facts, asked, words).answer).toBe('deny');
      return 'met';
    });
  });

  it('reads the union of facts the same however it is split and in whatever order', () => {
    holdsForAll((facts, asked, words) => {
      const [first, second] = facts;
      if (first === undefined || second === undefined) return;
      const there = decide([first, second], asked, words);
      const back = decide([second, first], asked, words);
      expect(back.answer).toBe(there.answer);
      expect(back.validUntil).toEqual(there.validUntil);
      const half = { ...first, permissions: first.permissions.slice(0, 1) };
      const rest = { ...first, permissions: first.permissions.slice(1) };
      expect(decide([half, rest], asked, words).answer).toBe(decide([first], asked, words).answer);
      return 'met';
    });
  });
});

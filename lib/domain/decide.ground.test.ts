import { describe, expect, it } from 'vitest';
import { decide } from './decide';
import {
  ago,
  ask,
  assessed,
  CONSENT_NOTICE,
  facts,
  liftingYes,
  NOON,
  no,
  SOFT_NOTICE,
  stop,
  vocabulary,
  yes,
} from './decide.samples';
import { explain } from './explain';
import type { AddressFacts, NoticeCoverage, Question, Vocabulary } from './facts';
import { UK_PACKS } from './policy/uk';

const justAfter = new Date(NOON.getTime() + 1);
const email = ask('email');

function codes(address: AddressFacts, question: Question, words: Vocabulary = vocabulary()): string[] {
  const decision = decide([address], question, words);
  return [decision.answer, ...decision.reasons.map((reason) => reason.code)];
}
function given(changes: Parameters<typeof yes>[1], question = email): string[] {
  return codes(facts({ permissions: [yes('email', changes)] }), question);
}
function noticed(changes: Partial<NoticeCoverage>): string[] {
  const notice = { ...CONSENT_NOTICE, ...changes };
  const words = vocabulary({ notices: new Map([[CONSENT_NOTICE.id, notice]]) });
  return codes(facts({ permissions: [yes('email')] }), email, words);
}

describe('a yes', () => {
  it('permits with evidence and a notice that names channel, sender and topic', () => {
    const decision = decide([facts({ permissions: [yes('email')] })], email, vocabulary());
    expect(decision).toEqual({
      answer: 'allow',
      reasons: [
        {
          code: 'permission',
          detail: 'The person said yes to marketing by email from Brand about Offers on 2026-11-08.',
          source: 'PECR 2003 reg 22(2)',
        },
      ],
      reliedOn: ['event-yes'],
      policy: { pack: 'uk', version: '2026-02-05', rule: 'email.individual' },
      validUntil: new Date('2026-11-18T13:00:00Z'),
    });
  });

  it('permits nothing without evidence', () => {
    expect(given({ hasEvidence: false })).toEqual(['deny', 'no_record']);
  });

  it('permits nothing when nobody vouches that the person spoke', () => {
    expect(given({ assurance: 'none' })).toEqual(['deny', 'unconfirmed']);
    expect(given({ assurance: 'asserted' })).toEqual(['allow', 'permission']);
  });

  it('has run out at the exact instant it was to end', () => {
    expect(given({ effectiveUntil: NOON })).toEqual(['deny', 'expired']);
    expect(given({ effectiveUntil: ago(1) })).toEqual(['deny', 'expired']);
    expect(given({ effectiveUntil: justAfter })).toEqual(['allow', 'permission']);
  });

  it('counts only where its notice names channel, sender and topic, and is of its basis', () => {
    const uncovered = ['deny', 'notice_does_not_cover'];
    expect(noticed({})).toEqual(['allow', 'permission']);
    expect(noticed({ topicNos: [11] })).toEqual(['allow', 'permission']);
    expect(noticed({ channels: ['sms', 'phone'] })).toEqual(uncovered);
    expect(noticed({ senderNos: [2] })).toEqual(uncovered);
    expect(noticed({ topicNos: [12] })).toEqual(uncovered);
    expect(noticed({ basis: 'soft_opt_in' })).toEqual(uncovered);
    expect(given({ noticeVersionId: null })).toEqual(uncovered);
    expect(given({ noticeVersionId: 'never-published' })).toEqual(uncovered);
    expect(given({ basis: 'soft_opt_in', noticeVersionId: CONSENT_NOTICE.id })).toEqual(uncovered);
    expect(given({ basis: 'soft_opt_in', noticeVersionId: SOFT_NOTICE.id })).toEqual([
      'allow',
      'soft_opt_in',
    ]);
  });

  it('on a basis that is not the person’s own yes permits nothing', () => {
    for (const basis of ['legitimate_interest', 'contract', 'legal_obligation'] as const) {
      const notices = new Map([[CONSENT_NOTICE.id, { ...CONSENT_NOTICE, basis }]]);
      const address = facts({ permissions: [yes('email', { basis })] });
      expect(codes(address, email, vocabulary({ notices }))).toEqual(['deny', 'policy']);
    }
  });

  it('counts for exactly its channel, sender and topic', () => {
    const row = yes('email');
    for (const other of [{ channel: 'sms' as const }, { senderNo: 2 }, { topicNo: 12 }]) {
      expect(codes(facts({ permissions: [{ ...row, ...other }] }), email)).toEqual(['deny', 'no_record']);
    }
    for (const wide of [{ channel: 'all' as const }, { senderNo: 0 }, { topicNo: 0 }]) {
      expect(codes(facts({ permissions: [{ ...row, ...wide }] }), email)).toEqual(['deny', 'no_record']);
    }
  });

  it('counts from the instant it was said', () => {
    expect(given({ at: NOON })).toEqual(['allow', 'permission']);
    expect(given({ at: justAfter })).toEqual(['deny', 'no_record']);
  });

  it('by post holds only for the full name it was said in', () => {
    const post = (fullNameKey: string | null, askedOf?: string) =>
      codes(
        facts({ permissions: [yes('post', { fullNameKey })] }),
        askedOf === undefined ? ask('post') : ask('post', { fullNameKey: askedOf }),
      );
    expect(post('jane smith', 'jane smith')).toEqual(['allow', 'permission']);
    expect(post('jane smith', 'john smith')).toEqual(['deny', 'no_record', 'no_record']);
    expect(post('jane smith')[0]).toBe('deny');
    expect(post(null, 'john smith')[0]).toBe('deny');
  });

  it('by post is found beside a newer one in another name', () => {
    const premises = facts({ permissions: [yes('post', { fullNameKey: 'john smith', at: ago(1) })] });
    const person = facts({ permissions: [yes('post', { fullNameKey: 'jane smith', at: ago(9) })] });
    const question = ask('post', { fullNameKey: 'jane smith' });
    expect(decide([premises, person], question, vocabulary()).answer).toBe('allow');
    expect(decide([person, premises], question, vocabulary()).answer).toBe('allow');
  });

  it('asked for and never confirmed permits nothing and says so', () => {
    const requested = { at: ago(1), eventId: 'event-requested' };
    expect(codes(facts({ requested }), email)).toEqual(['deny', 'unconfirmed']);
    expect(decide([facts({ requested })], email, vocabulary()).reliedOn).toEqual(['event-requested']);
    const expired = yes('email', { at: ago(9), effectiveUntil: ago(3) });
    expect(codes(facts({ requested, permissions: [expired] }), email)).toEqual([
      'deny',
      'expired',
      'unconfirmed',
    ]);
    const older = { at: ago(10), eventId: 'event-requested' };
    expect(codes(facts({ requested: older, permissions: [expired] }), email)).toEqual(['deny', 'expired']);
    expect(codes(facts({ requested, permissions: [yes('email')] }), email)).toEqual(['allow', 'permission']);
  });

  it('that fails leaves the rule’s default to answer', () => {
    const words = vocabulary({ assessments: [assessed('post')] });
    const expired = facts({ permissions: [yes('post', { effectiveUntil: ago(1), fullNameKey: 'ann' })] });
    expect(codes(expired, ask('post', { fullNameKey: 'ann' }), words)).toEqual([
      'allow',
      'legitimate_interest',
    ]);
  });

  it('that lifted a no and ran out does not leave the person open to our own interest', () => {
    const words = vocabulary({ assessments: [assessed('email')] });
    const lifted = facts({ permissions: [no(ago(30)), liftingYes('email', { effectiveUntil: ago(1) })] });
    const decision = decide([lifted], ask('email', { subscriberType: 'corporate' }), words);
    expect(decision.reasons.map((reason) => reason.code)).toEqual(['expired', 'refused']);
    expect(decision.reliedOn).toEqual(['event-yes', 'event-no']);
  });
});

describe('an answer holds until', () => {
  const until = (address: AddressFacts, question: Question, words?: Vocabulary) =>
    decide([address], question, words ?? vocabulary()).validUntil.toISOString();
  const soon = new Date('2026-11-18T12:20:00Z');

  it('an hour later at most', () => {
    expect(until(facts(), email)).toBe('2026-11-18T13:00:00.000Z');
  });

  it('the yes it rests on runs out', () => {
    expect(until(facts({ permissions: [yes('email', { effectiveUntil: soon })] }), email)).toBe(
      soon.toISOString(),
    );
  });

  it('a pause ends or begins', () => {
    const ending = facts({ permissions: [yes('email')], stops: [stop('pause', { until: soon })] });
    expect(until(ending, email)).toBe(soon.toISOString());
    const beginning = facts({ permissions: [yes('email')], stops: [stop('pause', { from: soon })] });
    expect(until(beginning, email)).toBe(soon.toISOString());
  });

  it('the calling window closes or opens', () => {
    const sms = facts({ permissions: [yes('sms', { at: ago(30) })] });
    expect(until(sms, ask('sms', { at: new Date('2026-11-18T20:30:00Z') }))).toBe('2026-11-18T21:00:00.000Z');
    expect(until(sms, ask('sms', { at: new Date('2026-11-18T07:30:00Z') }))).toBe('2026-11-18T08:00:00.000Z');
  });

  it('the assessment ends', () => {
    const words = vocabulary({ assessments: [{ ...assessed('email'), validUntil: soon }] });
    expect(until(facts(), ask('email', { subscriberType: 'corporate' }), words)).toBe(soon.toISOString());
  });

  it('our copy of a register goes stale', () => {
    const takenAt = new Date(soon.getTime() - 28 * 86_400_000);
    const words = vocabulary({ assessments: [assessed('phone')], registers: [{ register: 'tps', takenAt }] });
    expect(until(facts(), ask('phone'), words)).toBe(soon.toISOString());
  });

  it('the rules themselves change', () => {
    const at = new Date('2026-02-04T23:30:00Z');
    expect(until(facts(), ask('email', { at }))).toBe('2026-02-05T00:00:00.000Z');
  });
});

describe('several jurisdictions', () => {
  const [first] = UK_PACKS.slice(-1);
  if (first === undefined) throw new Error('there is no UK pack');
  const elsewhere = { ...first, id: 'eu' as const, countries: ['FR'] };
  const strict = {
    ...elsewhere,
    rules: {
      ...elsewhere.rules,
      'email.individual': { ...elsewhere.rules['email.individual'], permits: [] },
    },
  };
  const contacts = ['GB', 'FR'].map((country) => ({
    id: country,
    subscriberType: 'individual' as const,
    country,
    status: 'active' as const,
    timezone: null,
  }));
  const address = facts({ contacts, permissions: [yes('email')] });

  it('must each allow', () => {
    expect(decide([address], email, vocabulary(), [first, elsewhere]).answer).toBe('allow');
    const denied = decide([address], email, vocabulary(), [first, strict]);
    expect(denied.answer).toBe('deny');
    expect(denied.policy.pack).toBe('eu');
    expect(denied.reasons.map((reason) => reason.code)).toEqual(['policy']);
  });
});

describe('explain', () => {
  it('says the answer, why, by which rule and until when', () => {
    const text = explain(decide([facts({ permissions: [no()] })], email, vocabulary()));
    expect(text).toBe(
      'No, this may not be sent. A no to marketing by every channel from every sender about everything, said on ' +
        '2026-11-13, stands. [PECR 2003 reg 22; UK GDPR Art 21(3)] Decided by rule email.individual of uk, version ' +
        '2026-02-05; ask again after 2026-11-18T13:00:00.000Z.',
    );
  });
});

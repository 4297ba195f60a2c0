import { describe, expect, it } from 'vitest';
import { decide } from './decide';
import {
  ago,
  ask,
  assessed,
  contact,
  DAY_MS,
  facts,
  NOON,
  PARTNER,
  PARTNER_OFFERS,
  SOFT_NOTICE,
  vocabulary,
  yes,
} from './decide.samples';
import type { AddressFacts, Question, Vocabulary } from './facts';
import type { Channel, Register } from './vocabulary';

/** The answer with its first reason, as one word pair to compare. */
function outcome(address: AddressFacts, question: Question, words: Vocabulary = vocabulary()): string {
  const { answer, reasons } = decide([address], question, words);
  return `${answer} ${reasons[0]?.code}`;
}
const corporate = { subscriberType: 'corporate' } as const;
const soft = { basis: 'soft_opt_in', noticeVersionId: SOFT_NOTICE.id } as const;
const copy = (register: Register, takenAt: Date) => ({ register, takenAt });
const listed = (register: Register, listedAt = ago(400)) => facts({ listings: [{ register, listedAt }] });
const li = (channel: Channel, ...registers: Vocabulary['registers']) =>
  vocabulary({ assessments: [assessed(channel)], registers });

describe('the UK table', () => {
  it('row 1: email to an individual needs consent or soft opt-in; legitimate interest does not do', () => {
    expect(outcome(facts(), ask('email'))).toBe('deny no_record');
    expect(outcome(facts(), ask('email'), li('email'))).toBe('deny no_record');
    expect(outcome(facts({ permissions: [yes('email')] }), ask('email'))).toBe('allow permission');
    expect(outcome(facts({ permissions: [yes('email', soft)] }), ask('email'))).toBe('allow soft_opt_in');
  });

  it('row 2: email to a company is allowed on a recorded legitimate interest, not without', () => {
    expect(outcome(facts(), ask('email', corporate))).toBe('deny no_record');
    expect(outcome(facts(), ask('email', corporate), li('email'))).toBe('allow legitimate_interest');
    expect(outcome(facts({ permissions: [yes('email')] }), ask('email', corporate))).toBe('allow permission');
  });

  it('row 3: post to an individual is allowed on a recorded legitimate interest or consent', () => {
    expect(outcome(facts(), ask('post'))).toBe('deny no_record');
    expect(outcome(facts(), ask('post'), li('post'))).toBe('allow legitimate_interest');
    const given = facts({ permissions: [yes('post', { fullNameKey: 'ann' })] });
    expect(outcome(given, ask('post', { fullNameKey: 'ann' }))).toBe('allow permission');
  });

  it('row 3: the voluntary mailing register binds once we hold a copy, and consent passes it', () => {
    const fresh = li('post', copy('mps', ago(30)));
    expect(outcome(facts(), ask('post'), fresh)).toBe('allow legitimate_interest');
    expect(outcome(listed('mps'), ask('post'), fresh)).toBe('deny register_listed');
    expect(outcome(facts(), ask('post'), li('post', copy('mps', ago(31))))).toBe('deny register_stale');
    const given = { ...listed('mps'), permissions: [yes('post', { fullNameKey: 'ann' })] };
    expect(outcome(given, ask('post', { fullNameKey: 'ann' }), fresh)).toBe('allow permission');
  });

  it('row 4: post to a company is allowed; addressed to a named person it needs a legitimate interest', () => {
    const named = { ...corporate, fullNameKey: 'ann' };
    expect(outcome(facts(), ask('post', corporate))).toBe('allow policy');
    expect(outcome(facts(), ask('post', named))).toBe('deny no_record');
    expect(outcome(facts(), ask('post', named), li('post'))).toBe('allow legitimate_interest');
  });

  it('row 5: a live call to an individual needs a legitimate interest and a fresh, clear TPS', () => {
    const fresh = copy('tps', ago(1));
    expect(outcome(facts(), ask('phone'), li('phone', fresh))).toBe('allow legitimate_interest');
    expect(outcome(facts(), ask('phone'), vocabulary({ registers: [fresh] }))).toBe('deny no_record');
    expect(outcome(facts(), ask('phone'), li('phone'))).toBe('deny register_stale');
    expect(outcome(facts(), ask('phone'))).toBe('deny register_stale');
    expect(outcome(listed('tps'), ask('phone'), li('phone', fresh))).toBe('deny register_listed');
  });

  it('row 5: a TPS copy is good until just before 28 days', () => {
    const aged = (ms: number) => li('phone', copy('tps', new Date(NOON.getTime() - ms)));
    expect(outcome(facts(), ask('phone'), aged(28 * DAY_MS - 60_000))).toBe('allow legitimate_interest');
    expect(outcome(facts(), ask('phone'), aged(28 * DAY_MS - 1))).toBe('allow legitimate_interest');
    expect(outcome(facts(), ask('phone'), aged(28 * DAY_MS))).toBe('deny register_stale');
  });

  it('row 5: a copy taken after the call does not screen it, and the newest copy is the one that counts', () => {
    expect(outcome(facts(), ask('phone'), li('phone', copy('tps', new Date(NOON.getTime() + 1))))).toBe(
      'deny register_stale',
    );
    const both = li('phone', copy('tps', ago(40)), copy('tps', ago(2)), copy('ctps', ago(1)));
    expect(outcome(facts(), ask('phone'), both)).toBe('allow legitimate_interest');
  });

  it('row 5: a listing of yesterday binds already, stricter than reg 21(3)', () => {
    expect(outcome(listed('tps', ago(1)), ask('phone'), li('phone', copy('tps', ago(0))))).toBe(
      'deny register_listed',
    );
  });

  it('row 5: consent to calls by this sender passes the TPS, even with no copy of it', () => {
    expect(outcome({ ...listed('tps'), permissions: [yes('phone')] }, ask('phone'))).toBe('allow permission');
    const toPartner = ask('phone', { sender: PARTNER, topic: PARTNER_OFFERS });
    expect(outcome({ ...listed('tps'), permissions: [yes('phone')] }, toPartner)).toBe('deny no_record');
    expect(outcome(facts({ permissions: [yes('phone', soft)] }), ask('phone'))).toBe('deny policy');
  });

  it('row 6: a live call to a company needs TPS and CTPS both fresh and clear', () => {
    const both = vocabulary({ registers: [copy('tps', ago(3)), copy('ctps', ago(3))] });
    expect(outcome(facts(), ask('phone', corporate), both)).toBe('allow policy');
    expect(outcome(listed('tps'), ask('phone', corporate), both)).toBe('deny register_listed');
    expect(outcome(listed('ctps'), ask('phone', corporate), both)).toBe('deny register_listed');
    for (const stale of ['tps', 'ctps'] as const) {
      const registers = both.registers.map((one) => (one.register === stale ? copy(stale, ago(28)) : one));
      expect(outcome(facts(), ask('phone', corporate), vocabulary({ registers }))).toBe(
        'deny register_stale',
      );
    }
    const given = { ...listed('ctps'), permissions: [yes('phone')] };
    expect(outcome(given, ask('phone', corporate))).toBe('allow permission');
  });

  it.each([
    ['7', 'individual'],
    ['8', 'corporate'],
  ] as const)(
    'row %s: an automated call (%s) needs consent to automated calls in particular',
    (_row, type) => {
      const question = ask('automated_call', { subscriberType: type });
      expect(outcome(facts(), question, li('automated_call'))).toBe('deny no_record');
      expect(outcome(facts({ permissions: [yes('phone')] }), question)).toBe('deny no_record');
      expect(outcome(facts({ permissions: [yes('automated_call', soft)] }), question)).toBe('deny policy');
      expect(outcome(facts({ permissions: [yes('automated_call')] }), question)).toBe('allow permission');
    },
  );

  it('row 9: SMS to an individual is as email', () => {
    expect(outcome(facts(), ask('sms'), li('sms'))).toBe('deny no_record');
    expect(outcome(facts({ permissions: [yes('email'), yes('phone')] }), ask('sms'))).toBe('deny no_record');
    expect(outcome(facts({ permissions: [yes('sms')] }), ask('sms'))).toBe('allow permission');
    expect(outcome(facts({ permissions: [yes('sms', soft)] }), ask('sms'))).toBe('allow soft_opt_in');
  });

  it('row 10: SMS to a company is allowed on a recorded legitimate interest', () => {
    expect(outcome(facts(), ask('sms', corporate))).toBe('deny no_record');
    expect(outcome(facts(), ask('sms', corporate), li('sms'))).toBe('allow legitimate_interest');
  });

  it('row 11: fax to an individual needs consent, whatever the register and the assessments', () => {
    expect(outcome(facts(), ask('fax'), li('fax', copy('fps', ago(1))))).toBe('deny no_record');
    expect(outcome(facts({ permissions: [yes('fax', soft)] }), ask('fax'))).toBe('deny policy');
    expect(outcome({ ...listed('fps'), permissions: [yes('fax')] }, ask('fax'))).toBe('allow permission');
  });

  it('row 12: fax to a company is allowed when the FPS is fresh and clear, and consent passes it', () => {
    const fresh = vocabulary({ registers: [copy('fps', ago(27.9))] });
    expect(outcome(facts(), ask('fax', corporate), fresh)).toBe('allow policy');
    expect(outcome(listed('fps'), ask('fax', corporate), fresh)).toBe('deny register_listed');
    expect(outcome(facts(), ask('fax', corporate))).toBe('deny register_stale');
    expect(outcome({ ...listed('fps'), permissions: [yes('fax')] }, ask('fax', corporate))).toBe(
      'allow permission',
    );
  });

  it('every default is our own brands’ only: a third party takes consent and nothing else', () => {
    const partner = { ...corporate, sender: PARTNER, topic: PARTNER_OFFERS };
    const own = { senderNo: PARTNER.no, topicNo: PARTNER_OFFERS.no };
    const registers = (['tps', 'ctps', 'fps', 'mps'] as const).map((register) => copy(register, ago(1)));
    for (const channel of ['email', 'post', 'phone', 'sms', 'fax'] as const) {
      const words = vocabulary({ assessments: [{ ...assessed(channel), ...own }], registers });
      expect(outcome(facts(), ask(channel, partner), words)).toBe('deny no_record');
      const given = facts({ permissions: [{ ...yes(channel, { fullNameKey: 'ann' }), ...own }] });
      expect(outcome(given, ask(channel, { ...partner, fullNameKey: 'ann' }), words)).toBe(
        'allow permission',
      );
    }
    const softly = facts({ permissions: [{ ...yes('email', soft), ...own }] });
    expect(outcome(softly, ask('email', partner))).toBe('deny policy');
  });

  it('an assessment holds for exactly its sender, topic, channel and dates', () => {
    const question = ask('email', corporate);
    const one = assessed('email');
    const tried = (changes: Partial<typeof one> | { validUntil: Date }) =>
      outcome(facts(), question, vocabulary({ assessments: [{ ...one, ...changes }] }));
    expect(tried({ senderNo: 2 })).toBe('deny no_record');
    expect(tried({ topicNo: 12 })).toBe('deny no_record');
    expect(tried({ channel: 'sms' })).toBe('deny no_record');
    expect(tried({ validFrom: new Date(NOON.getTime() + 1) })).toBe('deny no_record');
    expect(tried({ validFrom: NOON })).toBe('allow legitimate_interest');
    expect(tried({ validUntil: NOON })).toBe('deny no_record');
    expect(tried({ validUntil: new Date(NOON.getTime() + 1) })).toBe('allow legitimate_interest');
  });

  it('every reason has a sentence and a source, and the rule is named', () => {
    const decision = decide([facts()], ask('email'), vocabulary());
    expect(decision.policy).toEqual({ pack: 'uk', version: '2026-02-05', rule: 'email.individual' });
    expect(decision.reasons).toEqual([
      {
        code: 'no_record',
        detail: 'Nothing on record permits marketing by email from Brand about Offers.',
        source: 'PECR 2003 reg 22(2)',
      },
    ]);
  });

  it('a subscriber is individual if any linked contact is, whatever the caller says', () => {
    const words = li('email');
    const linked = (...types: ('individual' | 'corporate' | 'unknown')[]) =>
      facts({ contacts: types.map((subscriberType) => contact({ subscriberType })) });
    expect(outcome(linked('corporate'), ask('email'), words)).toBe('allow legitimate_interest');
    expect(outcome(linked('corporate', 'individual'), ask('email', corporate), words)).toBe('deny no_record');
    expect(outcome(linked('corporate', 'unknown'), ask('email', corporate), words)).toBe('deny no_record');
    expect(outcome(linked('corporate'), ask('email', { subscriberType: 'individual' }), words)).toBe(
      'deny no_record',
    );
    expect(outcome(linked('corporate'), ask('email', { subscriberType: 'unknown' }), words)).toBe(
      'deny no_record',
    );
    expect(outcome(facts(), ask('email'), words)).toBe('deny no_record');
  });
});

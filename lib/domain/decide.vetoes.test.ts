import { describe, expect, it } from 'vitest';
import { decide } from './decide';
import {
  ago,
  ask,
  BRAND,
  contact,
  facts,
  liftingYes,
  NOON,
  no,
  OFFERS,
  PARTNER,
  SERVICE,
  stop,
  vocabulary,
  yes,
} from './decide.samples';
import type { AddressFacts, Question, Topic } from './facts';

function codes(address: AddressFacts | AddressFacts[], question: Question): string[] {
  const decision = decide(Array.isArray(address) ? address : [address], question, vocabulary());
  return [decision.answer, ...decision.reasons.map((reason) => reason.code)];
}
const permitted = facts({ permissions: [yes('email')] });
const service = ask('email', { topic: SERVICE });
const justAfter = new Date(NOON.getTime() + 1);

describe('vetoes', () => {
  it('a person erased or dead stops everything, an essential message too', () => {
    for (const [kind, code] of [
      ['erasure', 'erased'],
      ['death', 'deceased'],
    ] as const) {
      expect(codes({ ...permitted, stops: [stop(kind)] }, ask('email'))).toEqual(['deny', code]);
      expect(codes({ ...permitted, stops: [stop(kind)] }, service)).toEqual(['deny', code]);
    }
    for (const status of ['erased', 'deceased'] as const) {
      const shared = { ...permitted, contacts: [contact(), contact({ status })] };
      expect(codes(shared, ask('email'))).toEqual(['deny', status]);
      expect(codes(shared, service)).toEqual(['deny', status]);
    }
  });

  it('an undeliverable address stops everything, an essential message too', () => {
    const gone = { ...permitted, deliverability: 'undeliverable' } as const;
    expect(codes(gone, ask('email'))).toEqual(['deny', 'undeliverable']);
    expect(codes(gone, service)).toEqual(['deny', 'undeliverable']);
    expect(codes([permitted, facts({ deliverability: 'undeliverable' })], ask('email'))).toEqual([
      'deny',
      'undeliverable',
    ]);
  });

  it('an essential message goes whatever was refused, restricted or paused, and wherever', () => {
    const refused = facts({
      country: null,
      permissions: [no()],
      stops: [stop('restriction'), stop('pause')],
      contacts: [contact({ status: 'restricted', country: 'ZZ' })],
    });
    expect(codes(refused, service)).toEqual(['allow', 'essential']);
    const night = new Date('2026-11-18T23:30:00Z');
    expect(codes(refused, { ...service, channel: 'sms', at: night })).toEqual(['allow', 'essential']);
  });

  it('a third party has no essential messages', () => {
    const claimed: Topic = { ...SERVICE, senderNo: PARTNER.no };
    expect(codes(facts(), ask('email', { sender: PARTNER, topic: claimed }))).toEqual(['deny', 'no_record']);
  });

  it('one brand cannot send another’s essential topic', () => {
    const other = { ...BRAND, no: 3, name: 'Other brand' };
    expect(codes(facts(), ask('email', { sender: other, topic: SERVICE }))).toEqual(['deny', 'policy']);
  });

  it('a topic of another sender, an archived one, or one of an archived sender is not sent', () => {
    expect(codes(permitted, ask('email', { topic: { ...OFFERS, senderNo: 9 } }))[1]).toBe('policy');
    expect(codes(permitted, ask('email', { topic: { ...OFFERS, archived: true } }))).toEqual([
      'deny',
      'policy',
    ]);
    expect(codes(permitted, ask('email', { sender: { ...BRAND, archived: true } }))).toEqual([
      'deny',
      'policy',
    ]);
    expect(codes(permitted, ask('email', { sender: { ...BRAND, no: 0 } }))[1]).toBe('policy');
  });

  it('a no of any covering scope stops marketing, and one of another scope does not', () => {
    const refusing = (...scope: Parameters<typeof no>) => ({
      ...permitted,
      permissions: [yes('email'), no(...scope)],
    });
    for (const channel of ['all', 'email'] as const) {
      for (const senderNo of [0, BRAND.no]) {
        for (const topicNo of [0, OFFERS.no]) {
          const scope = { channel, senderNo, topicNo };
          expect(codes(refusing(ago(5), scope), ask('email'))).toEqual(['deny', 'refused']);
        }
      }
    }
    for (const scope of [{ channel: 'sms' as const }, { senderNo: 2 }, { topicNo: 99 }]) {
      expect(codes(refusing(ago(5), scope), ask('email'))).toEqual(['allow', 'permission']);
    }
  });

  it('a later yes that does not lift leaves the no standing', () => {
    const address = { ...permitted, permissions: [no(ago(20)), yes('email', { at: ago(1) })] };
    expect(codes(address, ask('email'))).toEqual(['deny', 'refused']);
  });

  it('a lifting yes said strictly later sets the no aside; in the same instant the no wins', () => {
    const lifted = (at: Date) => facts({ permissions: [no(ago(5)), liftingYes('email', { at })] });
    expect(codes(lifted(new Date(ago(5).getTime() + 1)), ask('email'))).toEqual(['allow', 'permission']);
    expect(codes(lifted(ago(5)), ask('email'))).toEqual(['deny', 'refused']);
    expect(codes(lifted(ago(6)), ask('email'))).toEqual(['deny', 'refused']);
  });

  it('a lift carves out its own cell only: the wide no stands for the others', () => {
    const address = facts({
      permissions: [no(ago(20)), liftingYes('email'), yes('sms'), { ...yes('email'), topicNo: 13 }],
    });
    expect(codes(address, ask('email'))).toEqual(['allow', 'permission']);
    expect(codes(address, ask('sms'))).toEqual(['deny', 'refused']);
    expect(codes(address, ask('email', { topic: { ...OFFERS, no: 13 } }))).toEqual(['deny', 'refused']);
  });

  it('restricted and paused stop marketing, on the stop’s own channel and for its own time', () => {
    for (const [kind, code] of [
      ['restriction', 'restricted'],
      ['pause', 'paused'],
    ] as const) {
      const stopped = (changes: Parameters<typeof stop>[1]) =>
        codes({ ...permitted, stops: [stop(kind, changes)] }, ask('email'));
      expect(stopped({})).toEqual(['deny', code]);
      expect(stopped({ channel: 'email' })).toEqual(['deny', code]);
      expect(stopped({ channel: 'sms' })).toEqual(['allow', 'permission']);
      expect(stopped({ from: NOON })).toEqual(['deny', code]);
      expect(stopped({ from: justAfter })).toEqual(['allow', 'permission']);
      expect(stopped({ until: justAfter })).toEqual(['deny', code]);
      expect(stopped({ until: NOON })).toEqual(['allow', 'permission']);
    }
    const restricted = { ...permitted, contacts: [contact({ status: 'restricted' })] };
    expect(codes(restricted, ask('email'))).toEqual(['deny', 'restricted']);
  });

  it('a country that is unknown or without rules is a no for marketing', () => {
    const where = (country: string | null, ...linked: (string | null)[]) =>
      codes(
        { ...permitted, country, contacts: linked.map((one) => contact({ country: one })) },
        ask('email'),
      );
    const unknown = ['deny', 'unknown_jurisdiction'];
    expect(where(null)).toEqual(unknown);
    for (const country of ['JE', 'GG', 'IM', 'FR', 'US', '']) expect(where(country)).toEqual(unknown);
    expect(where(null, 'GB')).toEqual(['allow', 'permission']);
    expect(where('US', 'GB')).toEqual(['allow', 'permission']);
    expect(where('GB', 'US')).toEqual(unknown);
    expect(where('GB', 'GB', 'JE')).toEqual(unknown);
    expect(where('GB', null)).toEqual(['allow', 'permission']);
    expect(where(null, 'GB', null)).toEqual(unknown);
    expect(codes({ ...permitted, country: 'US' }, ask('email', { country: 'GB' }))).toEqual([
      'allow',
      'permission',
    ]);
    expect(codes(permitted, ask('email', { country: 'FR' }))).toEqual(unknown);
  });

  it('calls and texts wait for the local hours; email, post and fax do not', () => {
    const at = new Date('2026-11-18T07:59:59.999Z');
    for (const channel of ['phone', 'automated_call', 'sms'] as const) {
      const address = facts({ permissions: [yes(channel, { at: ago(30) })] });
      expect(codes(address, ask(channel, { at }))).toEqual(['deny', 'outside_hours']);
      const opened = new Date('2026-11-18T08:00:00Z');
      expect(codes(address, ask(channel, { at: opened }))).toEqual(['allow', 'permission']);
    }
    const fax = facts({ permissions: [yes('fax', { at: ago(30) })] });
    expect(codes(fax, ask('fax', { at }))).toEqual(['allow', 'permission']);
  });

  it('the hour is taken where the person is: the caller’s word, else every linked contact’s zone', () => {
    const sms = facts({ permissions: [yes('sms')] });
    const inTokyo = contact({ timezone: 'Asia/Tokyo' });
    const inLondon = contact({ timezone: 'Europe/London' });
    expect(codes({ ...sms, contacts: [inLondon] }, ask('sms'))).toEqual(['allow', 'permission']);
    const lateInTokyo = new Date('2026-11-18T12:30:00Z');
    const asked = (...contacts: (typeof inTokyo)[]) =>
      codes({ ...sms, contacts }, ask('sms', { at: lateInTokyo }));
    expect(asked(inTokyo)).toEqual(['deny', 'outside_hours']);
    expect(asked(inLondon, inTokyo)).toEqual(['deny', 'outside_hours']);
    expect(asked(contact())).toEqual(['allow', 'permission']);
    expect(codes(sms, ask('sms', { timezone: 'Asia/Tokyo', at: lateInTokyo }))[1]).toBe('outside_hours');
    expect(codes(sms, ask('sms', { timezone: 'Nowhere/Here' }))).toEqual(['deny', 'outside_hours']);
  });

  it('somebody without a zone is taken to be in the country’s own, summer time included', () => {
    const sms = facts({ contacts: [contact()], permissions: [yes('sms', { at: ago(365) })] });
    const sevenUtc = new Date('2026-07-15T07:00:00Z');
    expect(codes(sms, ask('sms', { at: sevenUtc }))).toEqual(['allow', 'permission']);
    expect(codes({ ...sms, contacts: [] }, ask('sms', { at: sevenUtc }))).toEqual(['allow', 'permission']);
    const before = new Date(sevenUtc.getTime() - 1);
    expect(codes(sms, ask('sms', { at: before }))).toEqual(['deny', 'outside_hours']);
  });

  it('outside the hours it also says what else is missing', () => {
    const night = new Date('2026-11-18T23:00:00Z');
    expect(codes(facts(), ask('phone', { at: night }))).toEqual([
      'deny',
      'outside_hours',
      'register_stale',
      'no_record',
    ]);
  });

  it('all failing vetoes are named, in their order, with the events behind them', () => {
    const address = facts({
      country: null,
      deliverability: 'undeliverable',
      permissions: [no()],
      stops: (['pause', 'restriction', 'death', 'erasure'] as const).map((kind) => stop(kind)),
    });
    const decision = decide([address], ask('email'), vocabulary());
    expect(decision.reasons.map((reason) => reason.code)).toEqual([
      'erased',
      'deceased',
      'undeliverable',
      'refused',
      'restricted',
      'paused',
      'unknown_jurisdiction',
    ]);
    expect(decision.reliedOn).toEqual([
      'stop-erasure',
      'stop-death',
      'event-no',
      'stop-restriction',
      'stop-pause',
    ]);
    expect(decision.policy).toEqual({ pack: 'house', version: '2026-11-22', rule: 'email.individual' });
  });

  it('for post, a no at the premises binds every person there', () => {
    const person = facts({ permissions: [yes('post', { fullNameKey: 'ann' })] });
    const premises = facts({ permissions: [no(ago(50), { channel: 'post' })] });
    const question = ask('post', { fullNameKey: 'ann' });
    expect(codes([person, facts()], question)).toEqual(['allow', 'permission']);
    expect(codes([person, premises], question)).toEqual(['deny', 'refused']);
  });

  it('for post, a lift counts for the full name that said it and for nobody else', () => {
    const lifted = facts({ permissions: [liftingYes('post', { fullNameKey: 'jane smith' })] });
    const premises = facts({ permissions: [no(ago(50), { channel: 'post' })] });
    const asJane = ask('post', { fullNameKey: 'jane smith' });
    expect(codes([lifted, premises], asJane)).toEqual(['allow', 'permission']);
    expect(codes([lifted, premises], ask('post', { fullNameKey: 'john smith' }))).toEqual([
      'deny',
      'refused',
    ]);
    expect(codes([lifted, premises], ask('post'))).toEqual(['deny', 'refused']);
  });

  it('an instant that is no time is denied', () => {
    expect(codes(permitted, ask('email', { at: new Date(Number.NaN) }))).toEqual(['deny', 'policy']);
  });
});

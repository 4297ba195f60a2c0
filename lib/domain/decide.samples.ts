import type {
  AddressFacts,
  ContactFact,
  NoticeCoverage,
  PermissionFact,
  Question,
  Sender,
  StopFact,
  Topic,
  Vocabulary,
  YesInstant,
} from './facts';
import { CHANNELS, type Channel, type ChannelScope } from './vocabulary';

/** Ready-made facts for the tests of deciding: plain values, every part of which a test may replace. */

/** A Wednesday noon in London, in winter. */
export const NOON = new Date('2026-11-18T12:00:00Z');
export const DAY_MS = 86_400_000;

export const BRAND: Sender = { no: 1, slug: 'brand', kind: 'first_party', name: 'Brand', archived: false };
export const PARTNER: Sender = {
  no: 2,
  slug: 'partner',
  kind: 'third_party',
  name: 'Partner',
  archived: false,
};
export const OFFERS: Topic = topic(11, BRAND, 'Offers');
export const SERVICE: Topic = { ...topic(12, BRAND, 'Service'), essential: true };
export const PARTNER_OFFERS: Topic = topic(21, PARTNER, 'Partner offers');

function topic(no: number, sender: Sender, name: string): Topic {
  return {
    no,
    slug: name.toLowerCase(),
    senderNo: sender.no,
    name,
    essential: false,
    frequencies: [],
    archived: false,
  };
}

export const CONSENT_NOTICE: NoticeCoverage = {
  id: 'notice-consent',
  channels: CHANNELS,
  senderNos: [BRAND.no, PARTNER.no],
  topicNos: [],
  basis: 'consent',
  publishedAt: new Date('2026-01-01T00:00:00Z'),
};
export const SOFT_NOTICE: NoticeCoverage = { ...CONSENT_NOTICE, id: 'notice-soft', basis: 'soft_opt_in' };

export function vocabulary(changes: Partial<Vocabulary> = {}): Vocabulary {
  return {
    version: 1,
    senders: new Map([BRAND, PARTNER].map((sender) => [sender.no, sender])),
    topics: new Map([OFFERS, SERVICE, PARTNER_OFFERS].map((each) => [each.no, each])),
    notices: new Map([CONSENT_NOTICE, SOFT_NOTICE].map((notice) => [notice.id, notice])),
    assessments: [],
    registers: [],
    ...changes,
  };
}

/** A legitimate-interest assessment of the brand's offers on a channel, open-ended. */
export function assessed(channel: Channel) {
  return {
    id: `assessment-${channel}`,
    senderNo: BRAND.no,
    topicNo: OFFERS.no,
    channel,
    validFrom: new Date('2026-01-01T00:00:00Z'),
    validUntil: null,
  };
}

/** Facts of one address in the UK about which nothing was ever said. */
export function facts(changes: Partial<AddressFacts> = {}): AddressFacts {
  return {
    country: 'GB',
    deliverability: 'unknown',
    contacts: [],
    stops: [],
    permissions: [],
    listings: [],
    requested: null,
    frequency: null,
    ...changes,
  };
}

export function contact(changes: Partial<ContactFact> = {}): ContactFact {
  return {
    id: 'contact-1',
    subscriberType: 'individual',
    country: 'GB',
    status: 'active',
    timezone: null,
    ...changes,
  };
}

export function stop(kind: StopFact['kind'], changes: Partial<StopFact> = {}): StopFact {
  return { kind, channel: 'all', eventId: `stop-${kind}`, from: ago(5), until: null, ...changes };
}

export function ask(channel: Channel, changes: Partial<Question> = {}): Question {
  return { channel, sender: BRAND, topic: OFFERS, at: NOON, ...changes };
}

export function ago(days: number, from: Date = NOON): Date {
  return new Date(from.getTime() - days * DAY_MS);
}

/** A sound consent to the brand's offers on a channel, said ten days ago. */
export function yes(channel: Channel, changes: Partial<YesInstant> = {}): PermissionFact {
  return {
    channel,
    senderNo: BRAND.no,
    topicNo: OFFERS.no,
    no: null,
    yes: {
      at: ago(10),
      eventId: 'event-yes',
      door: 'account',
      assurance: 'signed_in',
      basis: 'consent',
      noticeVersionId: CONSENT_NOTICE.id,
      hasEvidence: true,
      effectiveUntil: null,
      fullNameKey: null,
      ...changes,
    },
    lift: null,
  };
}

/** The same yes, recorded as one that lifts an earlier no. */
export function liftingYes(channel: Channel, changes: Partial<YesInstant> = {}): PermissionFact {
  const row = yes(channel, changes);
  return { ...row, lift: row.yes && { at: row.yes.at, eventId: row.yes.eventId } };
}

/** A no of a scope; with nothing named, to everything. */
export function no(
  at: Date = ago(5),
  scope: { channel?: ChannelScope; senderNo?: number; topicNo?: number } = {},
): PermissionFact {
  return {
    channel: scope.channel ?? 'all',
    senderNo: scope.senderNo ?? 0,
    topicNo: scope.topicNo ?? 0,
    no: { at, eventId: 'event-no', door: 'desk' },
    yes: null,
    lift: null,
  };
}

import fc from 'fast-check';
import {
  BRAND,
  CONSENT_NOTICE,
  NOON,
  OFFERS,
  PARTNER,
  PARTNER_OFFERS,
  SERVICE,
  SOFT_NOTICE,
} from './decide.samples';
import type { AddressFacts, PermissionFact, Question, Vocabulary, YesInstant } from './facts';
import {
  ASSURANCES,
  BASES,
  CHANNEL_SCOPES,
  CHANNELS,
  CONTACT_STATUSES,
  DELIVERABILITIES,
  DOORS,
  FREQUENCIES,
  REGISTERS,
  STOP_KINDS,
  SUBSCRIBER_TYPES,
} from './vocabulary';

/** Arbitrary facts and questions for the properties of deciding: anything at all, leaning towards what meets. */

const DAY_MS = 86_400_000;

// Few values each, close to the boundaries, so that facts and questions meet often; a bad date now and then.
const instant = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.integer({ min: -4, max: 4 }).map((step) => new Date(NOON.getTime() + step * 450_000)),
  },
  {
    weight: 6,
    arbitrary: fc.integer({ min: -60, max: 60 }).map((days) => new Date(NOON.getTime() + days * DAY_MS)),
  },
  { weight: 1, arbitrary: fc.date() },
);
const eventId = fc.integer({ min: 1, max: 9 }).map((n) => `event-${n}`);
const name = fc.constantFrom('ann', 'bob');
const country = fc.oneof(
  { weight: 9, arbitrary: fc.constant('GB') },
  { weight: 1, arbitrary: fc.constantFrom('FR', 'JE', '', null) },
);
export const channelScope = fc.constantFrom(...CHANNEL_SCOPES);

export const refusal = fc.record({ at: instant, eventId, door: fc.constantFrom(...DOORS) });
const SOUND: YesInstant = {
  at: new Date(NOON.getTime() - DAY_MS),
  eventId: 'event-sound',
  door: 'account',
  assurance: 'signed_in',
  basis: 'consent',
  noticeVersionId: CONSENT_NOTICE.id,
  hasEvidence: true,
  effectiveUntil: null,
  fullNameKey: 'ann',
};
const YES_PARTS = [
  'at',
  'assurance',
  'basis',
  'noticeVersionId',
  'hasEvidence',
  'effectiveUntil',
  'fullNameKey',
] as const;
const agreement: fc.Arbitrary<YesInstant> = fc.record({
  at: instant,
  eventId: fc.uuid(),
  door: fc.constantFrom(...DOORS),
  assurance: fc.constantFrom(...ASSURANCES),
  basis: fc.constantFrom('consent' as const, 'soft_opt_in' as const, ...BASES),
  noticeVersionId: fc.constantFrom(
    CONSENT_NOTICE.id,
    CONSENT_NOTICE.id,
    SOFT_NOTICE.id,
    'narrow',
    'missing',
    null,
  ),
  hasEvidence: fc.oneof(fc.constant(true), fc.boolean()),
  effectiveUntil: fc.option(instant),
  fullNameKey: fc.option(name),
});
/** A sound yes with at most one thing wrong about it: most of what is worth finding is near to sound. */
const nearlySound: fc.Arbitrary<YesInstant> = fc
  .tuple(agreement, fc.option(fc.constantFrom(...YES_PARTS), { freq: 2 }), fc.uuid())
  .map(([odd, part, id]) => ({ ...SOUND, eventId: id, ...(part === null ? {} : { [part]: odd[part] }) }));
const nearlyPermitted: fc.Arbitrary<PermissionFact> = fc
  .record({
    cell: fc.constantFrom([BRAND.no, OFFERS.no] as const, [PARTNER.no, PARTNER_OFFERS.no] as const),
    channel: fc.constantFrom(...CHANNELS),
    yes: nearlySound,
    lifts: fc.boolean(),
  })
  .map(({ cell: [senderNo, topicNo], channel, yes, lifts }) => ({
    channel,
    senderNo,
    topicNo,
    no: null,
    yes,
    lift: lifts ? { at: yes.at, eventId: yes.eventId } : null,
  }));
const anyPermission: fc.Arbitrary<PermissionFact> = fc.record({
  channel: channelScope,
  senderNo: fc.constantFrom(0, 1, 1, 2),
  topicNo: fc.constantFrom(0, 11, 11, 12, 21),
  no: fc.option(refusal, { freq: 2 }),
  yes: fc.option(agreement, { freq: 4 }),
  lift: fc.option(fc.record({ at: instant, eventId }), { freq: 2 }),
});
const permission = fc.oneof(
  { weight: 3, arbitrary: nearlyPermitted },
  { weight: 2, arbitrary: anyPermission },
);

export const addressFacts: fc.Arbitrary<AddressFacts> = fc.record({
  country,
  deliverability: fc.oneof(
    { weight: 9, arbitrary: fc.constant('unknown' as const) },
    { weight: 1, arbitrary: fc.constantFrom(...DELIVERABILITIES) },
  ),
  contacts: fc.array(
    fc.record({
      id: fc.constantFrom('a', 'b'),
      subscriberType: fc.constantFrom(...SUBSCRIBER_TYPES),
      country,
      status: fc.oneof(
        { weight: 5, arbitrary: fc.constant('active' as const) },
        { weight: 1, arbitrary: fc.constantFrom(...CONTACT_STATUSES) },
      ),
      timezone: fc.constantFrom(null, null, 'Europe/London', 'America/New_York', 'Not/AZone'),
    }),
    { maxLength: 2 },
  ),
  stops: fc.array(
    fc.record({
      kind: fc.constantFrom(...STOP_KINDS),
      channel: channelScope,
      eventId,
      from: instant,
      until: fc.option(instant),
    }),
    { maxLength: 1, size: 'xsmall' },
  ),
  permissions: fc.array(permission, { maxLength: 5 }),
  listings: fc.array(fc.record({ register: fc.constantFrom(...REGISTERS), listedAt: instant }), {
    maxLength: 1,
  }),
  requested: fc.option(fc.record({ at: instant, eventId })),
  frequency: fc.option(
    fc.record({ frequency: fc.constantFrom(...FREQUENCIES), since: instant, choiceId: eventId }),
    { freq: 2 },
  ),
});
export const someFacts = fc.array(addressFacts, { maxLength: 2 });

export const vocabulary: fc.Arbitrary<Vocabulary> = fc.record({
  version: fc.constant(1),
  senders: fc.constant(new Map()),
  topics: fc.constant(new Map()),
  notices: fc.constant(
    new Map(
      [
        CONSENT_NOTICE,
        SOFT_NOTICE,
        { ...CONSENT_NOTICE, id: 'narrow', channels: ['email' as const], topicNos: [12] },
      ].map((notice) => [notice.id, notice]),
    ),
  ),
  assessments: fc.array(
    fc.record({
      id: fc.constant('assessment'),
      senderNo: fc.constantFrom(1, 2),
      topicNo: fc.constantFrom(11, 21),
      channel: fc.constantFrom(...CHANNELS),
      validFrom: instant,
      validUntil: fc.option(instant),
    }),
    { maxLength: 4 },
  ),
  registers: fc.array(fc.record({ register: fc.constantFrom(...REGISTERS), takenAt: instant }), {
    maxLength: 6,
  }),
});
export const question: fc.Arbitrary<Question> = fc
  .record(
    {
      channel: fc.constantFrom(...CHANNELS),
      about: fc.constantFrom(
        { sender: BRAND, topic: OFFERS },
        { sender: BRAND, topic: { ...OFFERS, frequencies: FREQUENCIES } },
        { sender: PARTNER, topic: PARTNER_OFFERS },
        { sender: BRAND, topic: SERVICE },
        { sender: PARTNER, topic: { ...SERVICE, senderNo: PARTNER.no } },
        { sender: BRAND, topic: { ...OFFERS, archived: true } },
      ),
      at: fc.oneof({ weight: 9, arbitrary: fc.constant(NOON) }, { weight: 1, arbitrary: instant }),
      country: fc.constantFrom('GB', 'GB', 'GB', 'FR'),
      subscriberType: fc.constantFrom(...SUBSCRIBER_TYPES),
      timezone: fc.constantFrom('Europe/London', 'Europe/London', 'Asia/Tokyo', 'Not/AZone'),
      fullNameKey: name,
      lastSentAt: fc.option(instant, { freq: 4 }),
    },
    { requiredKeys: ['channel', 'about', 'at'] },
  )
  .map(({ about, ...rest }) => ({ ...rest, ...about }));

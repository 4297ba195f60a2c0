/**
 * The closed sets of words the whole system speaks, each in one place (DESIGN §2).
 * Database enumerations, request schemas and screens are derived from these.
 */

export const CHANNELS = ['email', 'post', 'phone', 'automated_call', 'sms', 'fax'] as const;
export type Channel = (typeof CHANNELS)[number];

/** A channel, or `all` where a no is wide. The position is the channel's number inside a link token. */
export const CHANNEL_SCOPES = ['all', ...CHANNELS] as const;
export type ChannelScope = (typeof CHANNEL_SCOPES)[number];

export const CONTACT_POINT_KINDS = ['email', 'phone', 'postal'] as const;
export type ContactPointKind = (typeof CONTACT_POINT_KINDS)[number];

/** Which kind of address a channel travels to. */
export const KIND_OF_CHANNEL: Record<Channel, ContactPointKind> = {
  email: 'email',
  post: 'postal',
  phone: 'phone',
  automated_call: 'phone',
  sms: 'phone',
  fax: 'phone',
};

/** The channels one address of a kind serves. */
export const CHANNELS_OF_KIND: Record<ContactPointKind, readonly Channel[]> = {
  email: ['email'],
  postal: ['post'],
  phone: ['phone', 'automated_call', 'sms', 'fax'],
};

export const SENDER_KINDS = ['first_party', 'third_party'] as const;
export type SenderKind = (typeof SENDER_KINDS)[number];

export const BASES = [
  'consent',
  'soft_opt_in',
  'legitimate_interest',
  'contract',
  'legal_obligation',
] as const;
export type Basis = (typeof BASES)[number];

export const ACTS = [
  'requested',
  'given',
  'renewed',
  'refused',
  'withdrawn',
  'objected',
  'revoked',
  'paused',
  'resumed',
  'expired',
  'invalidated',
] as const;
export type Act = (typeof ACTS)[number];

export const YES_ACTS = ['given', 'renewed'] as const satisfies readonly Act[];
export const NO_ACTS = ['refused', 'withdrawn', 'objected', 'revoked'] as const satisfies readonly Act[];

/** What an act does to the projection: `stop` acts start or end a stop, `history` acts change no answer. */
export type ActEffect = 'yes' | 'no' | 'stop' | 'undo' | 'history';
export const ACT_EFFECT: Record<Act, ActEffect> = {
  requested: 'history',
  given: 'yes',
  renewed: 'yes',
  refused: 'no',
  withdrawn: 'no',
  objected: 'no',
  revoked: 'no',
  paused: 'stop',
  resumed: 'stop',
  expired: 'history',
  invalidated: 'undo',
};

/** Why a `paused` or `resumed` act was recorded; a pause is the person's, the others are contact states. */
export const STOP_KINDS = ['pause', 'restriction', 'death', 'erasure'] as const;
export type StopKind = (typeof STOP_KINDS)[number];

/** By which way a choice came in. */
export const DOORS = [
  'one_click',
  'unsubscribe_page',
  'opt_out_page',
  'preference_page',
  'account',
  'registration',
  'registration_confirmed',
  'desk',
  'api',
  'import',
  'mailto',
  'sms_keyword',
  'complaint',
  'inherited',
  'system',
] as const;
export type Door = (typeof DOORS)[number];

/** How sure we are that the person themself spoke, weakest first. */
export const ASSURANCES = ['none', 'asserted', 'link', 'confirmed', 'signed_in'] as const;
export type Assurance = (typeof ASSURANCES)[number];

export const ACTOR_KINDS = ['person', 'staff', 'api_client', 'system'] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

export const SUBSCRIBER_TYPES = ['individual', 'corporate', 'unknown'] as const;
export type SubscriberType = (typeof SUBSCRIBER_TYPES)[number];

export const CONTACT_STATUSES = ['active', 'restricted', 'erased', 'deceased'] as const;
export type ContactStatus = (typeof CONTACT_STATUSES)[number];

export const DELIVERABILITIES = ['unknown', 'deliverable', 'undeliverable'] as const;
export type Deliverability = (typeof DELIVERABILITIES)[number];

export const REGISTERS = ['tps', 'ctps', 'fps', 'mps', 'us_dnc', 'ca_dncl'] as const;
export type Register = (typeof REGISTERS)[number];

export const STAFF_ROLES = ['agent', 'manager', 'auditor', 'admin'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

export const API_SCOPES = [
  'decisions',
  'links',
  'consent-events',
  'contacts',
  'export',
  'admin',
  'lift',
] as const;
export type ApiScope = (typeof API_SCOPES)[number];

/** By which medium a member of staff took a request. */
export const DESK_MEDIA = ['phone', 'letter', 'fax', 'email', 'counter'] as const;
export type DeskMedium = (typeof DESK_MEDIA)[number];

/** How often somebody wants to hear about a topic, most often first. */
export const FREQUENCIES = ['every', 'weekly', 'monthly'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

/** What a person may ask about their own data (GDPR Arts. 16 to 21; UK DPA 2018 s.164A for a complaint). */
export const DATA_REQUEST_KINDS = [
  'correction',
  'restriction',
  'marketing_objection',
  'objection',
  'erasure',
  'complaint',
] as const;
export type DataRequestKind = (typeof DATA_REQUEST_KINDS)[number];

export const DATA_REQUEST_STATES = ['open', 'done', 'refused', 'withdrawn'] as const;
export type DataRequestState = (typeof DATA_REQUEST_STATES)[number];

/** What happens to such a request, one after another; each is told to the person. */
export const DATA_REQUEST_STEPS = [
  'received',
  'acknowledged',
  'progress',
  'extended',
  'done',
  'refused',
  'withdrawn',
] as const;
export type DataRequestStepKind = (typeof DATA_REQUEST_STEPS)[number];

/** By which way it came: from the account, signed in, or by the public form. */
export const DATA_REQUEST_WAYS = ['account', 'form'] as const;
export type DataRequestWay = (typeof DATA_REQUEST_WAYS)[number];

/** Stable reason codes of a decision (CONTRACT, "API v1"). */
export const REASON_CODES = [
  'essential',
  'permission',
  'soft_opt_in',
  'legitimate_interest',
  'refused',
  'restricted',
  'deceased',
  'erased',
  'paused',
  'no_record',
  'notice_does_not_cover',
  'unconfirmed',
  'expired',
  'register_listed',
  'register_stale',
  'outside_hours',
  'unknown_jurisdiction',
  'undeliverable',
  'policy',
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

/** The reserved sender and topic number that means *all*. */
export const ALL = 0;

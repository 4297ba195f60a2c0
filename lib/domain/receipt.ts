import { createHash } from 'node:crypto';
import type {
  Act,
  ActorKind,
  Basis,
  Channel,
  ChannelScope,
  ContactPointKind,
  Door,
  Frequency,
} from './vocabulary';

/** Which structure a receipt follows. */
export const RECEIPT_SCHEMA = 'ISO/IEC TS 27560:2023';

/** Somebody who decides about personal data or is given some, as a receipt names them. */
export interface ReceiptParty {
  no: number;
  slug: string;
  kind: 'first_party' | 'third_party';
  name: string;
  legalName: string;
  address: string;
  privacyUrl: string;
  email: string | null;
}

/** One event (or choice of how often) of the act, as it was recorded. */
export interface ReceiptEvent {
  id: string;
  contactPointId: string;
  pointKind: ContactPointKind;
  act: Act | null;
  frequency: Frequency | null;
  channel: ChannelScope;
  senderNo: number;
  topicNo: number;
  topic: string | null;
  basis: Basis | null;
  noticeId: string | null;
  actorKind: ActorKind;
  until: Date | null;
  hash: Buffer | null;
}

export interface ReceiptNotice {
  id: string;
  slug: string;
  version: number;
  language: string;
  words: string;
}

/** Everything a receipt is made from. */
export interface ReceiptFacts {
  instructionId: string;
  /** The person, or the address where nobody is known: whom the receipt is for. */
  principalId: string;
  saidAt: Date;
  recordedAt: Date;
  door: Door;
  events: readonly ReceiptEvent[];
  notices: readonly ReceiptNotice[];
  /** Every sender: a wide no concerns them all. */
  parties: readonly ReceiptParty[];
  /** What third parties were given of the addresses, by sender. */
  disclosed: readonly { senderNo: number; what: string; at: Date }[];
  /** ISO 3166-1 alpha-2. */
  country: string;
  appUrl: string;
}

/** A consent receipt with the fields of ISO/IEC TS 27560 (as named in W3C DPVCG's guide to it). */
export type Receipt = ReturnType<typeof receiptOf>;

const PII_TYPE: Record<ContactPointKind, string> = {
  email: 'email address',
  phone: 'telephone number',
  postal: 'name and postal address',
};

/** The state of consent an act leads to (TS 27560; `objected` and `revoked` are refusals it has no word of its own for). */
const STATE: Record<Act, string> = {
  requested: 'requested',
  given: 'given',
  renewed: 'reconfirmed',
  refused: 'refused',
  withdrawn: 'withdrawn',
  objected: 'refused',
  revoked: 'withdrawn',
  paused: 'paused',
  resumed: 'resumed',
  expired: 'expired',
  invalidated: 'invalidated',
};

/** The receipt's id: the same whenever it is asked for, another for each person it is made for. UUIDv8 (RFC 9562 §5.8). */
export function receiptId(instructionId: string, principalId: string): string {
  const digest = createHash('sha256').update(`receipt\0${instructionId}\0${principalId}`).digest();
  digest.writeUInt8(0x80 | (digest.readUInt8(6) & 0x0f), 6);
  digest.writeUInt8(0x80 | (digest.readUInt8(8) & 0x3f), 8);
  const hex = digest.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Writes the receipt of one act. Pure: the same act makes the same receipt. */
export function receiptOf(facts: ReceiptFacts) {
  const named = new Set(facts.events.map(({ senderNo }) => senderNo));
  const parties = facts.parties.filter(({ no }) => named.has(no) || named.has(0));
  return {
    schema_version: RECEIPT_SCHEMA,
    receipt_id: receiptId(facts.instructionId, facts.principalId),
    record_id: facts.instructionId,
    pii_principal_id: facts.principalId,
    language: facts.notices[0]?.language ?? 'en',
    pii_processing: facts.events.map((event) => processingOf(event, facts, parties)),
    party_identification: parties.map(partyOf),
    notices: facts.notices.map(({ id, ...notice }) => ({ notice_id: id, ...notice })),
    events: facts.events.map((event) => eventOf(event, facts)),
  };
}

function processingOf(event: ReceiptEvent, facts: ReceiptFacts, parties: readonly ReceiptParty[]) {
  const concerned = parties.filter(({ no }) => event.senderNo === 0 || no === event.senderNo);
  const notice = facts.notices.find(({ id }) => id === event.noticeId);
  return {
    event_id: event.id,
    privacy_notice: concerned.map(({ privacyUrl }) => privacyUrl),
    notice_id: event.noticeId,
    language: notice?.language ?? 'en',
    purposes: [
      {
        purpose: purposeOf(event, concerned),
        purpose_type: 'direct marketing',
        channel: event.channel,
        lawful_basis: event.basis,
        ...(event.frequency === null ? {} : { frequency: event.frequency }),
      },
    ],
    pii_information: [
      {
        pii_type: PII_TYPE[event.pointKind],
        pii_attribute_id: event.contactPointId,
        pii_optional: true,
        sensitive_pii_category: false,
        special_pii_category: false,
      },
    ],
    pii_controllers: concerned.map(({ slug }) => slug),
    collection_method: facts.door,
    storage_locations: ['The systems of the controller named here; its privacy notice says where they are.'],
    retention_period:
      'For as long as the choice holds. A no is kept for as long as it must be kept to, and the proof of a choice with it.',
    recipient_third_parties: recipientsOf(concerned, facts),
    withdrawal_method: {
      description: 'On the page of choices, by the link in each message, by phone, or in writing.',
      url: new URL('/unsubscribe', facts.appUrl).href,
    },
    privacy_rights: new URL('/privacy', facts.appUrl).href,
    jurisdiction: facts.country,
  };
}

function purposeOf({ topic, channel }: ReceiptEvent, concerned: readonly ReceiptParty[]): string {
  const who = concerned.length === 1 ? concerned[0]?.name : 'every sender';
  return `${topic ?? 'all marketing'} from ${who}, ${CHANNEL_WORDS[channel]}`;
}

const CHANNEL_WORDS: Record<ChannelScope, string> = {
  all: 'by any means',
  email: 'by email',
  post: 'by post',
  phone: 'by phone',
  automated_call: 'by recorded call',
  sms: 'by text',
  fax: 'by fax',
} satisfies Record<Channel | 'all', string>;

function recipientsOf(concerned: readonly ReceiptParty[], { disclosed }: ReceiptFacts) {
  return concerned
    .filter(({ kind }) => kind === 'third_party')
    .map(({ no, slug }) => ({
      party_id: slug,
      given: disclosed
        .filter(({ senderNo }) => senderNo === no)
        .map(({ what, at }) => ({ what, at: at.toISOString() })),
    }));
}

function partyOf(party: ReceiptParty) {
  return {
    party_id: party.slug,
    party_name: party.legalName,
    party_trading_name: party.name,
    party_role: party.kind === 'first_party' ? 'PII controller' : 'PII controller, third party',
    party_type: 'organisation',
    party_address: party.address,
    party_email: party.email,
    party_url: party.privacyUrl,
    party_contact: party.email ?? party.address,
  };
}

function eventOf(event: ReceiptEvent, facts: ReceiptFacts) {
  return {
    event_id: event.id,
    event_time: facts.saidAt.toISOString(),
    recorded_at: facts.recordedAt.toISOString(),
    validity_duration: event.until === null ? 'until taken back' : `until ${event.until.toISOString()}`,
    valid_until: event.until?.toISOString() ?? null,
    entity_id: event.actorKind === 'person' ? facts.principalId : event.actorKind,
    event_type: event.act ?? 'frequency',
    event_state: event.act === null ? 'chosen' : STATE[event.act],
    record_hash: event.hash?.toString('hex') ?? null,
  };
}

import type {
  ChannelScope,
  ContactPointKind,
  ContactStatus,
  Deliverability,
  SubscriberType,
} from '../../lib/domain/vocabulary';
import type { Reader } from '../client';

/** One stretch in which a contact used an address, with the address as it is held. */
export interface UseRow {
  id: string;
  kind: ContactPointKind;
  typed: string | null;
  normalised: string | null;
  postcode: string | null;
  country: string | null;
  extension: string | null;
  premisesId: string | null;
  deliverability: Deliverability;
  verifiedAt: Date | null;
  channels: ChannelScope[];
  isPrimary: boolean;
  signIn: boolean;
  attachedAt: Date;
  detachedAt: Date | null;
  confirmedAt: Date | null;
  /** Whether anybody else uses it now, or ever did. */
  sharedNow: boolean;
  everShared: boolean;
}

const USES = {
  name: 'my_data_uses',
  text: `
-- Every address a contact uses or ever used, and whether others do or did.
SELECT p.id, p.kind, p.typed, p.normalised, p.postcode, p.country, p.extension, p.premises_id AS "premisesId", p.deliverability,
       p.verified_at AS "verifiedAt", u.channels::text[] AS channels, u.is_primary AS "isPrimary", u.sign_in AS "signIn",
       u.attached_at AS "attachedAt", u.detached_at AS "detachedAt", u.confirmed_at AS "confirmedAt",
       EXISTS (SELECT FROM contact_contact_point o WHERE o.contact_point_id = p.id AND o.contact_id <> u.contact_id AND o.detached_at IS NULL) AS "sharedNow",
       EXISTS (SELECT FROM contact_contact_point o WHERE o.contact_point_id = p.id AND o.contact_id <> u.contact_id) AS "everShared"
FROM contact_contact_point u JOIN contact_point p ON p.id = u.contact_point_id
WHERE u.contact_id = $1 ORDER BY p.kind, u.attached_at, p.id`,
};

/** Every use a contact made of an address, oldest first within a kind. */
export function ownPoints(reader: Reader, contactId: string): Promise<UseRow[]> {
  return reader.query<UseRow>(USES, [contactId]);
}

export interface ProfileRow {
  id: string;
  reference: string | null;
  name: string | null;
  locale: string | null;
  country: string | null;
  timezone: string | null;
  subscriberType: SubscriberType;
  company: string | null;
  position: string | null;
  status: ContactStatus;
  createdAt: Date;
  updatedAt: Date;
}

const PROFILE = {
  name: 'my_data_profile',
  text: `
-- What is held of a person themself.
SELECT id, external_ref AS reference, name, locale, country, timezone, subscriber_type AS "subscriberType", company, position, status,
       created_at AS "createdAt", updated_at AS "updatedAt"
FROM contact WHERE id = $1`,
};

/** What is held of a person themself; null when there is no such contact. */
export async function profileOf(reader: Reader, contactId: string): Promise<ProfileRow | null> {
  return (await reader.query<ProfileRow>(PROFILE, [contactId]))[0] ?? null;
}

export interface ProfileFactRow {
  validFrom: Date;
  recordedAt: Date;
  subscriberType: SubscriberType;
  country: string | null;
  timezone: string | null;
  status: ContactStatus;
  /** The kind of who changed it; never who. */
  changedBy: string;
}

const FACTS = {
  name: 'my_data_profile_history',
  text: `
-- Every state of the facts that decide what may be sent to a person.
SELECT valid_from AS "validFrom", recorded_at AS "recordedAt", subscriber_type AS "subscriberType", country, timezone, status,
       split_part(actor, ':', 1) AS "changedBy"
FROM contact_fact WHERE contact_id = $1 ORDER BY recorded_at, valid_from LIMIT $2`,
};

/** The history of a person's facts, oldest first. */
export function profileHistoryOf(
  reader: Reader,
  contactId: string,
  limit: number,
): Promise<ProfileFactRow[]> {
  return reader.query<ProfileFactRow>(FACTS, [contactId, limit]);
}

const DELIVERABILITY = {
  name: 'my_data_deliverability',
  text: `
-- When mail to these addresses was found to arrive, or not to.
SELECT contact_point_id AS "contactPointId", valid_from AS at, deliverability, cause
FROM contact_point_deliverability WHERE contact_point_id = ANY ($1::uuid[]) ORDER BY valid_from, contact_point_id LIMIT $2`,
};

const LISTINGS = {
  name: 'my_data_register_listings',
  text: `
-- On which outside do-not-contact lists these addresses were found.
SELECT contact_point_id AS "contactPointId", register::text AS register, listed_at AS "listedAt", delisted_at AS "delistedAt"
FROM register_listing WHERE contact_point_id = ANY ($1::uuid[]) ORDER BY listed_at, contact_point_id LIMIT $2`,
};

const CODES = {
  name: 'my_data_preference_codes',
  text: `
-- Codes printed on letters to these addresses; the code itself works without anything else, so it is not told.
SELECT contact_point_id AS "contactPointId", sender_no AS "senderNo", topic_no AS "topicNo", created_at AS at
FROM preference_code WHERE contact_point_id = ANY ($1::uuid[]) ORDER BY created_at LIMIT $2`,
};

export interface DeliverabilityRow {
  contactPointId: string;
  at: Date;
  deliverability: Deliverability;
  cause: string;
}
export interface ListingRow {
  contactPointId: string;
  register: string;
  listedAt: Date;
  delistedAt: Date | null;
}
export interface PrintedCodeRow {
  contactPointId: string;
  senderNo: number;
  topicNo: number;
  at: Date;
}

/** When mail to addresses was found to arrive, or not to. */
export function deliverabilityOf(reader: Reader, pointIds: readonly string[], limit: number) {
  return reader.query<DeliverabilityRow & Record<string, unknown>>(DELIVERABILITY, [pointIds, limit]);
}

/** Outside lists addresses were found on. */
export function listingsOf(reader: Reader, pointIds: readonly string[], limit: number) {
  return reader.query<ListingRow & Record<string, unknown>>(LISTINGS, [pointIds, limit]);
}

/** Codes printed for addresses. */
export function printedCodesOf(reader: Reader, pointIds: readonly string[], limit: number) {
  return reader.query<PrintedCodeRow & Record<string, unknown>>(CODES, [pointIds, limit]);
}

import type { Channel, ContactPointKind, ContactStatus, Deliverability } from '../../lib/domain/vocabulary';
import type { Reader, Writer } from '../client';

/** An address as its contact sees it. */
export interface OwnAddress {
  id: string;
  kind: ContactPointKind;
  keyEpoch: number;
  typed: string | null;
  normalised: string | null;
  channels: Channel[];
  isPrimary: boolean;
  signIn: boolean;
  attachedAt: Date;
  /** When this contact showed that they read what is sent there. */
  confirmedAt: Date | null;
  deliverability: Deliverability;
  /** Other contacts who use it now. */
  sharers: number;
}

const OWN = {
  name: 'account_addresses_own',
  text: `
-- The addresses a contact uses now, the primary one of each kind first.
SELECT p.id, p.kind, p.key_epoch AS "keyEpoch", p.typed, p.normalised, u.channels::text[] AS channels, u.is_primary AS "isPrimary",
       u.sign_in AS "signIn", u.attached_at AS "attachedAt", u.confirmed_at AS "confirmedAt", p.deliverability,
       (SELECT count(*)::int FROM contact_contact_point o
         WHERE o.contact_point_id = p.id AND o.contact_id <> u.contact_id AND o.detached_at IS NULL) AS sharers
FROM contact_contact_point u JOIN contact_point p ON p.id = u.contact_point_id
WHERE u.contact_id = $1 AND u.detached_at IS NULL
ORDER BY p.kind, u.is_primary DESC, u.attached_at, p.id`,
};

/** The addresses a contact uses now. */
export function ownAddresses(reader: Reader, contactId: string): Promise<OwnAddress[]> {
  return reader.query<OwnAddress>(OWN, [contactId]);
}

const LOCK_CONTACT = {
  name: 'account_addresses_lock_contact',
  text: `
-- Two changes of one person's addresses go one after the other.
SELECT status FROM contact WHERE id = $1 FOR UPDATE`,
};

/** Locks a contact and answers its state; null when there is none. Comes before any lock of its addresses. */
export async function lockContact(tx: Writer, contactId: string): Promise<ContactStatus | null> {
  const [row] = await tx.query<{ status: ContactStatus }>(LOCK_CONTACT, [contactId]);
  return row?.status ?? null;
}

const DETACH_ONE = {
  name: 'account_addresses_detach',
  text: `
-- Ends the use of one address. What was said there stays.
UPDATE contact_contact_point SET detached_at = $3
WHERE contact_point_id = $1 AND contact_id = $2 AND detached_at IS NULL`,
};

/** Ends a contact's use of one address. */
export async function detachAddress(
  tx: Writer,
  contactPointId: string,
  contactId: string,
  at: Date,
): Promise<void> {
  await tx.query(DETACH_ONE, [contactPointId, contactId, at]);
}

const CHANGE_CHANNELS = {
  name: 'account_addresses_change_channels',
  text: `
-- Another use of the same address from now on; the one before keeps its end, so that the past can be explained.
WITH ended AS (
  UPDATE contact_contact_point SET detached_at = $4
  WHERE contact_point_id = $1 AND contact_id = $2 AND detached_at IS NULL
  RETURNING attached_at, is_primary, sign_in, confirmed_at
)
INSERT INTO contact_contact_point (contact_point_id, contact_id, attached_at, channels, is_primary, sign_in, confirmed_at)
SELECT $1, $2, greatest($4::timestamptz, attached_at + interval '1 millisecond'), $3::text[]::channel_scope[], is_primary, sign_in, confirmed_at
FROM ended`,
};

/** Ends a use and begins one for other channels. */
export async function changeChannels(
  tx: Writer,
  contactPointId: string,
  contactId: string,
  channels: readonly Channel[],
  at: Date,
): Promise<void> {
  await tx.query(CHANGE_CHANNELS, [contactPointId, contactId, channels, at]);
}

const SET_PRIMARY = {
  name: 'account_addresses_set_primary',
  text: `
-- One of a contact's addresses of a kind goes first.
UPDATE contact_contact_point SET is_primary = (contact_point_id = $2)
WHERE contact_id = $1 AND contact_point_id = ANY ($3::uuid[]) AND detached_at IS NULL
  AND is_primary <> (contact_point_id = $2)`,
};

/** Makes one of the given addresses (all of one kind) a contact's primary one. */
export async function setPrimary(
  tx: Writer,
  contactId: string,
  primaryId: string,
  ofKind: readonly string[],
): Promise<void> {
  await tx.query(SET_PRIMARY, [contactId, primaryId, ofKind]);
}

const CONFIRM = {
  name: 'account_addresses_confirm',
  text: `
-- The contact showed that they read what is sent there.
WITH proved AS (
  UPDATE contact_contact_point SET confirmed_at = $3
  WHERE contact_point_id = $1 AND contact_id = $2 AND detached_at IS NULL
  RETURNING contact_point_id
)
UPDATE contact_point p SET verified_at = $3 FROM proved WHERE p.id = proved.contact_point_id`,
};

/** Notes that a contact proved control of an address they use. */
export async function markConfirmed(
  tx: Writer,
  contactId: string,
  contactPointId: string,
  at: Date,
): Promise<void> {
  await tx.query(CONFIRM, [contactPointId, contactId, at]);
}

export interface OwnConsent {
  channel: Channel;
  senderNo: number;
  topicNo: number;
}

const OWN_CONSENTS = {
  name: 'account_addresses_own_consents',
  text: `
-- What this contact said yes to at an address and nobody has answered since: others' yeses there are not theirs.
SELECT m.channel, m.sender_no AS "senderNo", m.topic_no AS "topicNo"
FROM permission m JOIN consent_event e ON e.contact_point_id = m.contact_point_id AND e.seq = m.yes_seq
WHERE m.contact_point_id = $1 AND e.contact_id = $2 AND (m.no_at IS NULL OR m.no_at < m.yes_at)
ORDER BY m.channel, m.sender_no, m.topic_no`,
};

/** The yeses of a contact that stand at an address. Lock it first. */
export function ownConsents(tx: Writer, contactPointId: string, contactId: string): Promise<OwnConsent[]> {
  return tx.query<OwnConsent>(OWN_CONSENTS, [contactPointId, contactId]);
}

import type { Channel, ContactPointKind } from '../../lib/domain/vocabulary';
import type { Reader, Writer } from '../client';

/** An address somebody wants to add, not yet shown to be theirs. */
export interface PendingAddress {
  contactPointId: string;
  kind: ContactPointKind;
  typed: string;
  channels: Channel[];
  askedAt: Date;
  expiresAt: Date;
}

const PUT = {
  name: 'pending_addresses_put',
  text: `
-- The latest wish counts; the same one again begins its time anew.
INSERT INTO pending_address AS p (contact_point_id, contact_id, kind, typed, channels, asked_at, expires_at)
VALUES ($1, $2, $3, $4, $5::text[]::channel_scope[], $6, $7)
ON CONFLICT (contact_point_id, contact_id) DO UPDATE
  SET typed = excluded.typed, channels = excluded.channels, asked_at = excluded.asked_at, expires_at = excluded.expires_at`,
};

/** Keeps what somebody wants to add. */
export async function putPending(tx: Writer, contactId: string, pending: PendingAddress): Promise<void> {
  await tx.query(PUT, [
    pending.contactPointId,
    contactId,
    pending.kind,
    pending.typed,
    pending.channels,
    pending.askedAt,
    pending.expiresAt,
  ]);
}

const COLUMNS = `contact_point_id AS "contactPointId", kind, typed, channels::text[] AS channels, asked_at AS "askedAt", expires_at AS "expiresAt"`;

const OF_CONTACT = {
  name: 'pending_addresses_of_contact',
  text: `
-- What waits for a person's confirmation, the newest first.
SELECT ${COLUMNS} FROM pending_address WHERE contact_id = $1 AND expires_at > $2 ORDER BY asked_at DESC, contact_point_id`,
};

/** The addresses a contact has yet to confirm. */
export function pendingOf(reader: Reader, contactId: string, now: Date): Promise<PendingAddress[]> {
  return reader.query<PendingAddress>(OF_CONTACT, [contactId, now]);
}

const ONE = {
  name: 'pending_addresses_one',
  text: `
-- One address that waits.
SELECT ${COLUMNS} FROM pending_address WHERE contact_point_id = $1 AND contact_id = $2 AND expires_at > $3`,
};

/** One address a contact has yet to confirm; null when there is none. */
export async function pendingAddress(
  reader: Reader,
  contactPointId: string,
  contactId: string,
  now: Date,
): Promise<PendingAddress | null> {
  const [row] = await reader.query<PendingAddress>(ONE, [contactPointId, contactId, now]);
  return row ?? null;
}

const DROP = {
  name: 'pending_addresses_drop',
  text: `
-- Confirmed, or no longer wanted.
DELETE FROM pending_address WHERE contact_point_id = $1 AND contact_id = $2`,
};

/** Forgets an address that waited. */
export async function dropPending(tx: Writer, contactPointId: string, contactId: string): Promise<void> {
  await tx.query(DROP, [contactPointId, contactId]);
}

const PURGE = {
  name: 'pending_addresses_purge',
  text: `
-- Never confirmed: it was perhaps never theirs.
DELETE FROM pending_address WHERE (contact_point_id, contact_id) IN (
  SELECT contact_point_id, contact_id FROM pending_address WHERE expires_at < $1 LIMIT $2)`,
};

/** Deletes up to `limit` addresses whose time to be confirmed ended before an instant. */
export async function deletePendingBefore(tx: Writer, before: Date, limit: number): Promise<void> {
  await tx.query(PURGE, [before, limit]);
}

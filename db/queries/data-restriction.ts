import type { ContactPointKind, ContactStatus, StopKind } from '../../lib/domain/vocabulary';
import type { Writer } from '../client';

export interface HeldContact {
  id: string;
  name: string | null;
  status: ContactStatus;
  externalRef: string | null;
  locale: string | null;
}

const LOCK = {
  name: 'data_restriction_lock_contact',
  text: `
-- One contact, held: its state changes by one hand at a time. Held before any of its addresses, as everywhere.
SELECT id, name, status, external_ref AS "externalRef", locale FROM contact WHERE id = $1 FOR UPDATE`,
};

/** A contact, locked until the transaction ends; null when there is none. */
export async function lockContact(tx: Writer, contactId: string): Promise<HeldContact | null> {
  return (await tx.query<HeldContact>(LOCK, [contactId]))[0] ?? null;
}

const SET_STATUS = {
  name: 'data_restriction_set_status',
  text: `
-- The state of a contact; its history is kept along with it by the caller.
UPDATE contact SET status = $2, updated_at = $3 WHERE id = $1`,
};

/** Sets the state of a contact. */
export async function setContactStatus(
  tx: Writer,
  contactId: string,
  status: ContactStatus,
  now: Date,
): Promise<void> {
  await tx.query(SET_STATUS, [contactId, status, now]);
}

/** One address at which a stop of a contact stands. */
export interface StoppedPoint {
  id: string;
  kind: ContactPointKind;
  keyEpoch: number;
}

const STOPPED = {
  name: 'data_restriction_stopped_points',
  text: `
-- At which addresses, of those a contact uses or ever used, a stop of theirs stands for every channel.
SELECT p.id, p.kind, p.key_epoch AS "keyEpoch"
FROM (SELECT DISTINCT contact_point_id FROM contact_contact_point WHERE contact_id = $1) u
JOIN contact_point_stop s ON s.contact_point_id = u.contact_point_id AND s.contact_id = $1 AND s.stop = $2 AND s.channel = 'all' AND s.standing
JOIN contact_point p ON p.id = u.contact_point_id ORDER BY p.id`,
};

/** Where a stop of a contact stands. */
export function stoppedPoints(tx: Writer, contactId: string, stop: StopKind): Promise<StoppedPoint[]> {
  return tx.query<StoppedPoint>(STOPPED, [contactId, stop]);
}

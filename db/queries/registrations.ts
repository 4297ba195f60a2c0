import type { EvidenceBody, PointRef } from '../../lib/domain/consent-event';
import type { JoinYes } from '../../lib/domain/joining';
import type { Reader, Writer } from '../client';

/** What a registration keeps until it is confirmed. Digests stand in hexadecimal. */
export interface RegistrationBody {
  name: string | null;
  company: string | null;
  country: string | null;
  email: PointRef;
  phone: PointRef | null;
  postal: (PointRef & { fullNameKey: string | null }) | null;
  answers: readonly JoinYes[];
  evidence: EvidenceBody;
  /** Once the email address is confirmed: whose it was found to be, or that it is nobody's in particular. */
  contactId?: string | null;
}

export interface NewRegistration {
  contactPointId: string;
  id: string;
  formSlug: string;
  formVersion: number;
  language: string;
  pointIds: readonly string[];
  requestDigest: Buffer;
  messageId: string;
  body: RegistrationBody;
  now: Date;
  expiresAt: Date;
}

const WAITING = {
  name: 'registrations_waiting',
  text: `
-- The same request, made before and still to be confirmed.
SELECT id, mailed_at AS "mailedAt" FROM registration
WHERE contact_point_id = $1 AND request_digest = $2 AND expires_at > $3 FOR UPDATE`,
};

/** A waiting registration made by the same request; the caller holds the contact point's lock. */
export async function waitingRegistration(
  tx: Writer,
  contactPointId: string,
  requestDigest: Buffer,
  now: Date,
): Promise<{ id: string; mailedAt: Date } | null> {
  const [row] = await tx.query<{ id: string; mailedAt: Date }>(WAITING, [contactPointId, requestDigest, now]);
  return row ?? null;
}

const INSERT = {
  name: 'registrations_insert',
  text: `
-- A registration begins to wait.
INSERT INTO registration (contact_point_id, id, form_slug, form_version, language, point_ids, request_digest, message_id, body,
  requested_at, mailed_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6::uuid[], $7, $8, $9::jsonb, $10, $10, $11)`,
};
const MAKE_WAY = {
  name: 'registrations_make_way',
  text: `
-- What the same request made before and has run out is in nobody's way.
UPDATE registration SET request_digest = NULL WHERE contact_point_id = $1 AND request_digest = $2 AND expires_at <= $3`,
};

/** Keeps a registration until it is confirmed or lapses. */
export async function insertRegistration(tx: Writer, made: NewRegistration): Promise<void> {
  await tx.query(MAKE_WAY, [made.contactPointId, made.requestDigest, made.now]);
  await tx.query(INSERT, [
    made.contactPointId,
    made.id,
    made.formSlug,
    made.formVersion,
    made.language,
    made.pointIds,
    made.requestDigest,
    made.messageId,
    JSON.stringify(made.body),
    made.now,
    made.expiresAt,
  ]);
}

const MAIL_AGAIN = {
  name: 'registrations_mail_again',
  text: `
-- A new mail with the same link goes out.
UPDATE registration SET message_id = $3, mailed_at = $4 WHERE contact_point_id = $1 AND id = $2`,
};

/** Notes which mail carries the link now. */
export async function mailRegistrationAgain(
  tx: Writer,
  registration: { contactPointId: string; id: string },
  messageId: string,
  now: Date,
): Promise<void> {
  await tx.query(MAIL_AGAIN, [registration.contactPointId, registration.id, messageId, now]);
}

/** A registration as it stands. */
export interface StoredRegistration {
  contactPointId: string;
  id: string;
  formSlug: string;
  formVersion: number;
  language: string;
  pointIds: string[];
  body: RegistrationBody | null;
  requestedAt: Date;
  expiresAt: Date;
  confirmedAt: Date | null;
}

const COLUMNS = `contact_point_id AS "contactPointId", id, form_slug AS "formSlug", form_version AS "formVersion", language,
       point_ids AS "pointIds", body, requested_at AS "requestedAt", expires_at AS "expiresAt", confirmed_at AS "confirmedAt"`;

const READ = {
  name: 'registrations_read',
  text: `
-- One registration, by the address and id its link names.
SELECT ${COLUMNS} FROM registration WHERE contact_point_id = $1 AND id = $2`,
};

/** The registration a link names; null when it has lapsed and is gone. */
export async function readRegistration(
  reader: Reader,
  contactPointId: string,
  id: string,
): Promise<StoredRegistration | null> {
  const [row] = await reader.query<StoredRegistration>(READ, [contactPointId, id]);
  return row ?? null;
}

const LOCK = {
  name: 'registrations_lock',
  text: `
-- One registration under lock: of two confirmations at once, one finds it waiting.
SELECT ${COLUMNS} FROM registration WHERE contact_point_id = $1 AND id = $2 FOR UPDATE`,
};

/** The same under lock, until the transaction ends. */
export async function lockRegistration(
  tx: Writer,
  contactPointId: string,
  id: string,
): Promise<StoredRegistration | null> {
  const [row] = await tx.query<StoredRegistration>(LOCK, [contactPointId, id]);
  return row ?? null;
}

const OF_MESSAGE = {
  name: 'registrations_of_message',
  text: `
-- What a mail about to leave is to confirm; nothing when a later mail took its place, or it was confirmed or lapsed.
SELECT ${COLUMNS} FROM registration
WHERE contact_point_id = $1 AND message_id = $2 AND confirmed_at IS NULL AND expires_at > $3`,
};

/** The waiting registration a mail carries the link of. */
export async function registrationOfMessage(
  reader: Reader,
  contactPointId: string,
  messageId: string,
  now: Date,
): Promise<StoredRegistration | null> {
  const [row] = await reader.query<StoredRegistration>(OF_MESSAGE, [contactPointId, messageId, now]);
  return row ?? null;
}

const CONFIRM = {
  name: 'registrations_confirm',
  text: `
-- Confirmed: what was typed goes, but for what still waits for a code.
UPDATE registration SET confirmed_at = coalesce(confirmed_at, $3), body = $4::jsonb, request_digest = NULL
WHERE contact_point_id = $1 AND id = $2`,
};

/** Marks a registration confirmed and keeps only what still waits; null keeps nothing. */
export async function settleRegistration(
  tx: Writer,
  registration: { contactPointId: string; id: string },
  now: Date,
  body: RegistrationBody | null,
): Promise<void> {
  await tx.query(CONFIRM, [
    registration.contactPointId,
    registration.id,
    now,
    body === null ? null : JSON.stringify(body),
  ]);
}

const USERS = {
  name: 'registrations_users',
  text: `
-- Who uses an email address now: whom it signs in, and how many there are.
SELECT count(DISTINCT u.contact_id)::int AS users, min(u.contact_id::text)::uuid AS "onlyId",
       min(u.contact_id::text) FILTER (WHERE u.sign_in)::uuid AS "signInId"
FROM contact_contact_point u WHERE u.contact_point_id = ANY ($1::uuid[]) AND u.detached_at IS NULL`,
};

/** How many contacts use an email address, the one of them if there is but one, and the one it signs in. */
export async function usersOfEmail(
  reader: Reader,
  pointIds: readonly string[],
): Promise<{ users: number; onlyId: string | null; signInId: string | null }> {
  const [row] = await reader.query<{ users: number; onlyId: string | null; signInId: string | null }>(USERS, [
    pointIds,
  ]);
  return row ?? { users: 0, onlyId: null, signInId: null };
}

export interface JoiningContact {
  id: string;
  name: string | null;
  company: string | null;
  country: string | null;
  locale: string;
  now: Date;
}

const NEW_CONTACT = {
  name: 'registrations_new_contact',
  text: `
-- Somebody nobody knew. Who names a company may write for it, or not: that is not known.
INSERT INTO contact (id, name, locale, country, subscriber_type, company, created_at, updated_at)
VALUES ($1, $2, $3, $4, CASE WHEN $5::text IS NULL THEN 'individual' ELSE 'unknown' END::subscriber_type, $5, $6, $6)`,
};

/** Makes a contact of somebody who confirmed a registration. */
export async function insertContact(tx: Writer, made: JoiningContact): Promise<void> {
  const { id, name, company, country, locale, now } = made;
  await tx.query(NEW_CONTACT, [id, name, locale, country, company, now]);
}

const LAPSE = {
  name: 'registrations_lapse',
  text: `
-- Registrations that ran out, with the proofs of requests never confirmed; the contact points they named are returned.
WITH lapsed AS (
  SELECT contact_point_id, id, point_ids, confirmed_at FROM registration WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2
), unproved AS (
  DELETE FROM evidence v USING lapsed l
  WHERE v.contact_point_id = ANY (l.point_ids) AND v.instruction_id = l.id AND l.confirmed_at IS NULL
), gone AS (
  DELETE FROM registration r USING lapsed l WHERE r.contact_point_id = l.contact_point_id AND r.id = l.id
)
SELECT DISTINCT unnest(point_ids) AS id FROM lapsed`,
};

/** Deletes up to `limit` registrations that ran out by an instant; answers the contact points they named. */
export async function deleteLapsed(tx: Writer, at: Date, limit: number): Promise<string[]> {
  return (await tx.query<{ id: string }>(LAPSE, [at, limit])).map(({ id }) => id);
}

const FORGET = {
  name: 'registrations_forget_points',
  text: `
-- An address of which nothing is known but that somebody typed it: no user ever, no word but the request, no other
-- mail. Its keyed id stays, as the ledger names it. Locked in id order, as everywhere.
WITH alone AS (
  SELECT p.id FROM contact_point p
  WHERE p.id = ANY ($1::uuid[]) AND p.normalised IS NOT NULL
    AND NOT EXISTS (SELECT FROM contact_contact_point u WHERE u.contact_point_id = p.id)
    AND NOT EXISTS (SELECT FROM consent_event e WHERE e.contact_point_id = p.id AND e.act <> 'requested')
    AND NOT EXISTS (SELECT FROM message m WHERE m.contact_point_id = p.id AND m.kind <> 'registration_confirm')
    AND NOT EXISTS (SELECT FROM registration r WHERE p.id = ANY (r.point_ids))
  ORDER BY p.id FOR UPDATE
)
UPDATE contact_point p SET typed = NULL, normalised = NULL, postcode = NULL, premises_id = NULL, extension = NULL
FROM alone WHERE p.id = alone.id`,
};

/** Forgets what was typed of addresses that nothing but a lapsed registration named. */
export async function forgetUnconfirmed(tx: Writer, pointIds: readonly string[]): Promise<void> {
  if (pointIds.length > 0) await tx.query(FORGET, [pointIds]);
}

import type { ContactStatus, StaffRole } from '../../lib/domain/vocabulary';
import type { Reader, Writer } from '../client';

export interface ContactSubject {
  id: string;
  name: string | null;
  status: ContactStatus;
}

const CONTACT_OF_EMAIL = {
  name: 'sign_in_contact_of_email',
  text: `
-- The one contact an email address signs in, with the contact point by which it is known.
SELECT k.id, k.name, k.status, u.contact_point_id
FROM contact_contact_point u JOIN contact k ON k.id = u.contact_id
WHERE u.contact_point_id = ANY ($1::uuid[]) AND u.sign_in AND u.detached_at IS NULL
ORDER BY u.attached_at LIMIT 1`,
};

/** The contact whom any of an email address's ids signs in; null when there is none. */
export async function contactOfEmail(
  reader: Reader,
  pointIds: readonly string[],
): Promise<(ContactSubject & { contact_point_id: string }) | null> {
  const rows = await reader.query<ContactSubject & { contact_point_id: string }>(CONTACT_OF_EMAIL, [
    pointIds,
  ]);
  return rows[0] ?? null;
}

const CONTACT = {
  name: 'sign_in_contact',
  text: `
-- Whether a contact may still be signed in.
SELECT id, name, status FROM contact WHERE id = $1`,
};

/** A contact by id. */
export async function contactSubject(reader: Reader, id: string): Promise<ContactSubject | null> {
  return (await reader.query<ContactSubject>(CONTACT, [id]))[0] ?? null;
}

export interface StaffSubject {
  id: string;
  name: string;
  role: StaffRole;
  suspended: boolean;
}

const STAFF_OF_EMAIL = {
  name: 'sign_in_staff_of_email',
  text: `
-- A member of staff by work address, whatever its capitals.
SELECT id, name, role, suspended_at IS NOT NULL AS suspended FROM staff WHERE lower(email) = lower($1)`,
};

/** A member of staff by email address. */
export async function staffOfEmail(reader: Reader, email: string): Promise<StaffSubject | null> {
  return (await reader.query<StaffSubject>(STAFF_OF_EMAIL, [email]))[0] ?? null;
}

const STAFF = {
  name: 'sign_in_staff',
  text: `
-- A member of staff with the role held now: a change of role or a suspension counts at the next request.
SELECT id, name, role, suspended_at IS NOT NULL AS suspended FROM staff WHERE id = $1`,
};

/** A member of staff by id. */
export async function staffSubject(reader: Reader, id: string): Promise<StaffSubject | null> {
  return (await reader.query<StaffSubject>(STAFF, [id]))[0] ?? null;
}

const HIT = {
  name: 'sign_in_hit',
  text: `
-- Counts one use in a window of time, shared by every process.
INSERT INTO rate_counter AS c (bucket, window_start, hits) VALUES ($1, $2, 1)
ON CONFLICT (bucket, window_start) DO UPDATE SET hits = c.hits + 1
RETURNING hits`,
};

/** Raises a shared counter by one and returns what it now stands at. */
export async function hitCounter(tx: Writer, bucket: string, windowStart: Date): Promise<number> {
  return (await tx.query<{ hits: number }>(HIT, [bucket, windowStart]))[0]?.hits ?? 0;
}

const FORGET_TOKENS = {
  name: 'sign_in_forget_tokens',
  text: `
-- Links that have run out are of no use to anybody.
DELETE FROM auth_verification_token WHERE expires < $1`,
};

const ADD_TOKEN = {
  name: 'sign_in_add_token',
  text: `
-- The digest of a link about to be mailed.
INSERT INTO auth_verification_token (identifier, token, expires) VALUES ($1, $2, $3)`,
};

/** Keeps the digest of a sign-in token, and drops those that ran out before `now`. */
export async function addVerificationToken(
  tx: Writer,
  token: { identifier: string; digest: string; expires: Date },
  now: Date,
): Promise<void> {
  await tx.query(FORGET_TOKENS, [now]);
  await tx.query(ADD_TOKEN, [token.identifier, token.digest, token.expires]);
}

const USE_TOKEN = {
  name: 'sign_in_use_token',
  text: `
-- Taken and gone in one statement: of two uses at once, one gets it.
DELETE FROM auth_verification_token WHERE identifier = $1 AND token = $2 RETURNING identifier, token, expires`,
};

/** Takes a token away and returns it; null when it is not there (any more). */
export async function useVerificationToken(
  tx: Writer,
  identifier: string,
  digest: string,
): Promise<{ identifier: string; token: string; expires: Date } | null> {
  const rows = await tx.query<{ identifier: string; token: string; expires: Date }>(USE_TOKEN, [
    identifier,
    digest,
  ]);
  return rows[0] ?? null;
}

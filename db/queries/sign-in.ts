import type { ContactStatus, StaffRole } from '../../lib/domain/vocabulary';
import type { Reader } from '../client';

export interface ContactSubject {
  id: string;
  name: string | null;
  /** The language the person chose, as a BCP 47 tag. */
  locale: string | null;
  status: ContactStatus;
}

const CONTACT_OF_EMAIL = {
  name: 'sign_in_contact_of_email',
  text: `
-- The one contact an email address signs in, with the contact point by which it is known.
SELECT k.id, k.name, k.locale, k.status, u.contact_point_id
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
SELECT id, name, locale, status FROM contact WHERE id = $1`,
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

const STAFF_EMAIL = {
  name: 'sign_in_staff_email',
  text: `
-- Where the link of a member of staff goes; nowhere once access was taken away.
SELECT email FROM staff WHERE id = $1 AND suspended_at IS NULL`,
};

/** The work address of a member of staff who may sign in; null otherwise. */
export async function emailOfStaff(reader: Reader, id: string | null): Promise<string | null> {
  return (await reader.query<{ email: string }>(STAFF_EMAIL, [id]))[0]?.email ?? null;
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

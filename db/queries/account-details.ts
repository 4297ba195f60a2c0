import type { Reader, Writer } from '../client';

/** What a person may say about themself. */
export interface PersonDetails {
  name: string | null;
  locale: string | null;
  country: string | null;
  timezone: string | null;
  company: string | null;
  position: string | null;
}

export interface ContactDetails extends PersonDetails {
  /** Raised at every change of a detail, whoever makes it. */
  version: number;
}

const READ = {
  name: 'account_details_read',
  text: `
-- A person's own details, and which version of them this is.
SELECT name, locale, country, timezone, company, position, version FROM contact WHERE id = $1`,
};

/** The details of a contact; null when there is none. */
export async function contactDetails(reader: Reader, contactId: string): Promise<ContactDetails | null> {
  const [row] = await reader.query<ContactDetails>(READ, [contactId]);
  return row ?? null;
}

const CHANGE = {
  name: 'account_details_change',
  text: `
-- The details of a contact whose row the caller has locked; a trigger raises the version when anything differs.
UPDATE contact SET name = $2, locale = $3, country = $4, timezone = $5, company = $6, position = $7, updated_at = $8
WHERE id = $1`,
};

/** Replaces a contact's details. The caller has locked the contact and compared versions. */
export async function changeDetails(
  tx: Writer,
  contactId: string,
  details: PersonDetails,
  now: Date,
): Promise<void> {
  const { name, locale, country, timezone, company, position } = details;
  await tx.query(CHANGE, [contactId, name, locale, country, timezone, company, position, now]);
}

import type { Reader, Writer } from '../client';

const SHARED = {
  name: 'erasure_shared_points',
  text: `
-- Which of these addresses somebody else uses now.
SELECT DISTINCT contact_point_id AS id FROM contact_contact_point
WHERE contact_point_id = ANY ($1::uuid[]) AND contact_id <> $2 AND detached_at IS NULL`,
};

/** Of the given addresses, those that another contact uses now. */
export async function sharedPoints(
  reader: Reader,
  contactId: string,
  pointIds: readonly string[],
): Promise<Set<string>> {
  const rows = await reader.query<{ id: string }>(SHARED, [pointIds, contactId]);
  return new Set(rows.map(({ id }) => id));
}

const ERASE_CONTACT = {
  name: 'erasure_contact',
  text: `
-- Who it was. What is left is an id that leads nowhere, and for the company's other systems a keyed digest of theirs.
UPDATE contact SET name = NULL, locale = NULL, country = NULL, timezone = NULL, company = NULL, position = NULL,
  subscriber_type = 'unknown', external_ref = $2, status = 'erased', updated_at = $3 WHERE id = $1`,
};

const ERASE_POINTS = {
  name: 'erasure_points',
  text: `
-- The addresses themselves, and the place where they were the last known at it. Ids and chains stay.
WITH gone AS (
  UPDATE contact_point SET typed = NULL, normalised = NULL, postcode = NULL, premises_id = NULL, country = NULL, extension = NULL, verified_at = NULL
  WHERE id = ANY ($1::uuid[]) RETURNING id
)
UPDATE contact_point h SET typed = NULL, normalised = NULL, postcode = NULL, country = NULL
WHERE h.id = ANY ($2::uuid[]) AND h.id <> ALL ($1::uuid[]) AND NOT EXISTS (
  SELECT FROM contact_point p JOIN contact_contact_point u ON u.contact_point_id = p.id AND u.detached_at IS NULL
  WHERE p.id = h.id OR p.premises_id = h.id)`,
};

const PREMISES = {
  name: 'erasure_premises',
  text: `
-- The places that postal addresses are at.
SELECT DISTINCT premises_id AS id FROM contact_point WHERE id = ANY ($1::uuid[]) AND premises_id IS NOT NULL`,
};

const EVIDENCE_POINTS = {
  name: 'erasure_evidence_points',
  text: `
-- Where evidence of a contact's own words lies.
SELECT DISTINCT contact_point_id AS id FROM evidence WHERE contact_id = $1`,
};

const ERASE_EVIDENCE = {
  name: 'erasure_evidence',
  text: `
-- The readable part of what was said: by the contact anywhere, by nobody named at addresses of theirs alone. Salt and
-- body go together, so the digest in the ledger can no longer be tried out.
DELETE FROM evidence WHERE contact_point_id = ANY ($2::uuid[])
  AND (contact_id = $1 OR (contact_id IS NULL AND contact_point_id = ANY ($3::uuid[])))`,
};

const ERASE_DESK = {
  name: 'erasure_desk',
  text: `
-- What staff wrote down of what the contact said.
UPDATE opt_out_request SET words = '', read_back = '', call_reference = NULL
WHERE contact_id = $1 OR (contact_id IS NULL AND contact_point_ids && $2::uuid[] AND contact_point_ids <@ $2::uuid[])`,
};

const ERASE_REQUESTS = {
  name: 'erasure_requests',
  text: `
-- What the contact wrote to us about their data; that they asked, when, and what became of it stays.
WITH asked AS (
  UPDATE data_request SET name = NULL, words = NULL
  WHERE contact_id = $1 OR (contact_id IS NULL AND reply_point_id = ANY ($2::uuid[])) RETURNING id
)
UPDATE data_request_step s SET words = NULL FROM asked WHERE s.request_id = asked.id AND s.words IS NOT NULL`,
};

const WITHHOLD = {
  name: 'erasure_withhold_messages',
  text: `
-- What still waits to be sent to addresses that are forgotten.
UPDATE message SET state = 'withheld', failure = 'erased', settled_at = $2
WHERE contact_point_id = ANY ($1::uuid[]) AND state = 'queued'`,
};

const ERASE_REGISTRATIONS = {
  name: 'erasure_registrations',
  text: `
-- Forms sent in from addresses of theirs alone.
DELETE FROM registration WHERE contact_point_id = ANY ($1::uuid[])`,
};

const ERASE_PENDING = {
  name: 'erasure_pending_addresses',
  text: `
-- Addresses they began to add, with the codes that were to prove them, and what they typed into a form last.
WITH wanted AS (SELECT contact_point_id FROM pending_address WHERE contact_id = $1), drafts AS (
  DELETE FROM form_draft WHERE contact_id = $1
), codes AS (
  DELETE FROM address_code WHERE owner_id = $1 AND contact_point_id IN (SELECT contact_point_id FROM wanted UNION SELECT unnest($2::uuid[]))
)
DELETE FROM pending_address WHERE contact_id = $1 AND contact_point_id IN (SELECT contact_point_id FROM wanted)`,
};

const ERASE_SIGN_IN = {
  name: 'erasure_sign_in',
  text: `
-- Every way in: sessions, links not yet used, and the sign-in user itself.
WITH users AS (DELETE FROM auth_user WHERE contact_id = $1::uuid RETURNING id, email), links AS (
  DELETE FROM auth_verification_token WHERE identifier = 'contact:' || $1::uuid::text
)
DELETE FROM auth_session WHERE user_id IN (SELECT id FROM users)`,
};

/** What of a person is to be forgotten, and where. */
export interface Erasure {
  contactId: string;
  /** Takes the place of the reference by which other systems know the person; null when there was none. */
  externalRef: string | null;
  /** Every address they use or ever used. */
  pointIds: readonly string[];
  /** Those of them that nobody else uses. */
  unsharedIds: readonly string[];
  at: Date;
}

/**
 * Forgets a person's texts. Ledger, projection and ids stay. The contact and all its addresses must be locked, and no
 * longer in use by the contact.
 */
export async function eraseTexts(tx: Writer, erasure: Erasure): Promise<void> {
  const { contactId, externalRef, pointIds, unsharedIds, at } = erasure;
  const said = await tx.query<{ id: string }>(EVIDENCE_POINTS, [contactId]);
  const evidenceAt = [...new Set([...pointIds, ...said.map(({ id }) => id)])];
  await tx.query(ERASE_EVIDENCE, [contactId, evidenceAt, unsharedIds]);
  await tx.query(ERASE_DESK, [contactId, unsharedIds]);
  await tx.query(ERASE_REQUESTS, [contactId, unsharedIds]);
  await tx.query(WITHHOLD, [unsharedIds, at]);
  await tx.query(ERASE_REGISTRATIONS, [unsharedIds]);
  await tx.query(ERASE_PENDING, [contactId, pointIds]);
  await tx.query(ERASE_SIGN_IN, [contactId]);
  const premises = await tx.query<{ id: string }>(PREMISES, [unsharedIds]);
  await tx.query(ERASE_POINTS, [unsharedIds, premises.map(({ id }) => id)]);
  await tx.query(ERASE_CONTACT, [contactId, externalRef, at]);
}

const REPLY_ADDRESS = {
  name: 'erasure_reply_address',
  text: `
-- Where to say that it is done, read before it is.
SELECT coalesce(typed, normalised) AS email FROM contact_point WHERE id = $1 AND kind = 'email'`,
};

/** The email address of a contact point; null when it is none or no longer held. */
export async function emailOfPoint(reader: Reader, pointId: string): Promise<string | null> {
  return (await reader.query<{ email: string | null }>(REPLY_ADDRESS, [pointId]))[0]?.email ?? null;
}

const UNTOLD = {
  name: 'erasure_untold_recipients',
  text: `
-- Third parties that hold data from these addresses and were not told that the person said no.
SELECT DISTINCT s.name FROM disclosure d JOIN sender s ON s.no = d.sender_no
WHERE d.contact_point_id = ANY ($1::uuid[]) AND d.withdrawal_told_at IS NULL ORDER BY s.name`,
};

/** Names of third parties that hold data of these addresses without having been told. */
export async function untoldRecipients(reader: Reader, pointIds: readonly string[]): Promise<string[]> {
  return (await reader.query<{ name: string }>(UNTOLD, [pointIds])).map(({ name }) => name);
}

const ERASED_REFS = {
  name: 'erasure_erased_references',
  text: `
-- Which keyed digests belong to people who were erased.
SELECT external_ref AS digest FROM contact WHERE external_ref = ANY ($1::text[]) AND status = 'erased'`,
};

/** Of the given keyed digests, those of people who were erased. */
export async function erasedDigests(reader: Reader, digests: readonly string[]): Promise<Set<string>> {
  const rows = await reader.query<{ digest: string }>(ERASED_REFS, [digests]);
  return new Set(rows.map(({ digest }) => digest));
}

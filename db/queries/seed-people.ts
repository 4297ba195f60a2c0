import type { ContactStatus } from '../../lib/domain/vocabulary';
import type { Reader, Writer } from '../client';

const KNOWN = {
  name: 'seed_known_contacts',
  text: `
-- Which external references are taken.
SELECT external_ref FROM contact WHERE external_ref = ANY ($1::text[])`,
};

/** Of the given external references, those in use. */
export async function knownRefs(reader: Reader, refs: readonly string[]): Promise<Set<string>> {
  const rows = await reader.query<{ external_ref: string }>(KNOWN, [refs]);
  return new Set(rows.map((row) => row.external_ref));
}

const IDS = {
  name: 'seed_contact_ids',
  text: `
-- Contacts by external reference.
SELECT external_ref, id FROM contact WHERE external_ref = ANY ($1::text[])`,
};

/** Ids of contacts by external reference. */
export async function contactIds(reader: Reader, refs: readonly string[]): Promise<Map<string, string>> {
  const rows = await reader.query<{ external_ref: string; id: string }>(IDS, [refs]);
  return new Map(rows.map((row) => [row.external_ref, row.id]));
}

const STATUS = {
  name: 'seed_status',
  text: `
-- The state of a contact, with the history of it.
WITH changed AS (
  UPDATE contact SET status = n.status::contact_status, updated_at = $3
  FROM unnest($1::uuid[], $2::text[]) AS n (id, status) WHERE contact.id = n.id AND contact.status <> n.status::contact_status
  RETURNING contact.*
)
INSERT INTO contact_fact (contact_id, valid_from, recorded_at, subscriber_type, country, timezone, status, actor)
SELECT id, $3, $3, subscriber_type, country, timezone, status, 'seed demo' FROM changed
ON CONFLICT (contact_id, valid_from, recorded_at) DO NOTHING`,
};

/** Sets the state of contacts from an instant on. */
export async function setStatus(
  tx: Writer,
  contacts: readonly { id: string; status: ContactStatus }[],
  at: Date,
): Promise<void> {
  await tx.query(STATUS, [contacts.map(({ id }) => id), contacts.map(({ status }) => status), at]);
}

const UNDELIVERABLE = {
  name: 'seed_undeliverable',
  text: `
-- Addresses that bounce, with the history of it.
WITH changed AS (
  UPDATE contact_point SET deliverability = 'undeliverable' WHERE id = ANY ($1::uuid[]) AND deliverability <> 'undeliverable' RETURNING id
)
INSERT INTO contact_point_deliverability (contact_point_id, valid_from, recorded_at, deliverability, cause)
SELECT id, $2, $2, 'undeliverable', 'bounced' FROM changed
ON CONFLICT (contact_point_id, valid_from, recorded_at) DO NOTHING`,
};

/** Marks addresses as undeliverable from an instant on. */
export async function setUndeliverable(tx: Writer, ids: readonly string[], at: Date): Promise<void> {
  await tx.query(UNDELIVERABLE, [ids, at]);
}

/** A request taken at the desk, as the list of requests shows it. */
export interface SeedRequest {
  id: string;
  instructionId: string;
  staffId: string;
  contactId: string | null;
  contactPointIds: readonly string[];
  medium: string;
  words: string;
  callReference: string | null;
  readBack: string;
  receivedAt: Date;
  recordedAt: Date;
  dueAt: Date;
  undoneAt: Date | null;
}

const REQUESTS = {
  name: 'seed_requests',
  text: `
-- Requests taken at the desk; each instruction has one.
INSERT INTO opt_out_request (id, instruction_id, staff_id, contact_id, contact_point_ids, medium, words, call_reference, read_back,
  received_at, recorded_at, due_at, outcome, undone_at)
SELECT r.id, r."instructionId", r."staffId", r."contactId", r."contactPointIds", r.medium, r.words, r."callReference", r."readBack",
       r."receivedAt", r."recordedAt", r."dueAt", 'recorded', r."undoneAt"
FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, "instructionId" uuid, "staffId" uuid, "contactId" uuid, "contactPointIds" uuid[],
  medium desk_medium, words text, "callReference" text, "readBack" text, "receivedAt" timestamptz, "recordedAt" timestamptz,
  "dueAt" timestamptz, "undoneAt" timestamptz)
ON CONFLICT (instruction_id) DO NOTHING`,
};

/** Adds requests taken at the desk; one that is there stays as it is. */
export async function addRequests(tx: Writer, requests: readonly SeedRequest[]): Promise<void> {
  if (requests.length > 0) await tx.query(REQUESTS, [JSON.stringify(requests)]);
}

/** A new contact with the addresses it uses; the contact points must exist. */
export interface SeedContact {
  id: string;
  externalRef: string;
  name: string;
  locale: string;
  country: string;
  subscriberType: string;
  company: string | null;
  at: Date;
  uses: readonly { contactPointId: string; channels: readonly string[]; primary: boolean; signIn: boolean }[];
}

const CONTACTS = {
  name: 'seed_contacts',
  text: `
-- New contacts with the history of their facts and the addresses they use.
WITH said AS (
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS c (id uuid, "externalRef" text, name text, locale text, country char(2),
    "subscriberType" subscriber_type, company text, at timestamptz, uses jsonb)
), made AS (
  INSERT INTO contact (id, external_ref, name, locale, country, subscriber_type, company, created_at, updated_at)
  SELECT id, "externalRef", name, locale, country, "subscriberType", company, at, at FROM said
), fact AS (
  INSERT INTO contact_fact (contact_id, valid_from, recorded_at, subscriber_type, country, status, actor)
  SELECT id, at, at, "subscriberType", country, 'active', 'seed demo' FROM said
)
INSERT INTO contact_contact_point (contact_point_id, contact_id, attached_at, channels, is_primary, sign_in, confirmed_at)
SELECT u."contactPointId", said.id, said.at, u.channels, u.primary, u."signIn", CASE WHEN u."signIn" THEN said.at END
FROM said CROSS JOIN LATERAL jsonb_to_recordset(said.uses)
  AS u ("contactPointId" uuid, channels channel_scope[], "primary" boolean, "signIn" boolean)`,
};

/** Adds contacts nobody knows yet. */
export async function addSeedContacts(tx: Writer, contacts: readonly SeedContact[]): Promise<void> {
  if (contacts.length > 0) await tx.query(CONTACTS, [JSON.stringify(contacts)]);
}

const DISCLOSURES = {
  name: 'seed_disclosures',
  text: `
-- What third parties were given; those on record already stay as they are.
INSERT INTO disclosure (contact_point_id, id, sender_no, what, disclosed_at)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::timestamptz[])
ON CONFLICT (contact_point_id, id) DO NOTHING`,
};

export interface SeedDisclosure {
  contactPointId: string;
  id: string;
  senderNo: number;
  what: string;
  disclosedAt: Date;
}

/** Adds disclosures; safe to repeat. */
export async function addDisclosures(tx: Writer, rows: readonly SeedDisclosure[]): Promise<void> {
  await tx.query(DISCLOSURES, [
    rows.map((row) => row.contactPointId),
    rows.map((row) => row.id),
    rows.map((row) => row.senderNo),
    rows.map((row) => row.what),
    rows.map((row) => row.disclosedAt),
  ]);
}

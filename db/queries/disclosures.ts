import type { Reader, Writer } from '../client';

export interface DisclosureRow {
  id: string;
  contactPointId: string;
  senderNo: number;
  /** What was handed over, in words: "email address and name". */
  what: string;
  /** The consent event it rested on. */
  eventId: string | null;
  disclosedAt: Date;
}

const INSERT = {
  name: 'disclosures_insert',
  text: `
-- One handing over of a contact point's data.
INSERT INTO disclosure (contact_point_id, id, sender_no, what, event_id, disclosed_at) VALUES ($1, $2, $3, $4, $5, $6)`,
};

/** Records a disclosure. */
export async function insertDisclosure(tx: Writer, row: DisclosureRow): Promise<void> {
  await tx.query(INSERT, [row.contactPointId, row.id, row.senderNo, row.what, row.eventId, row.disclosedAt]);
}

/** What a third party was given, as the person whose it is may be told. */
export interface GivenRow {
  senderNo: number;
  sender: string;
  privacyUrl: string;
  what: string;
  disclosedAt: Date;
  withdrawalToldAt: Date | null;
}

const GIVEN = {
  name: 'disclosures_given',
  text: `
-- What third parties were given of a contact's addresses, latest first. What rested on the word of somebody else who
-- shares an address is theirs to see.
SELECT d.sender_no AS "senderNo", s.name AS sender, s.privacy_url AS "privacyUrl", d.what, d.disclosed_at AS "disclosedAt",
       d.withdrawal_told_at AS "withdrawalToldAt"
FROM disclosure d JOIN sender s ON s.no = d.sender_no
LEFT JOIN consent_event e ON e.contact_point_id = d.contact_point_id AND e.event_id = d.event_id
WHERE d.contact_point_id = ANY ($1::uuid[]) AND (e.contact_id IS NULL OR e.contact_id = $2::uuid)
ORDER BY d.disclosed_at DESC, d.id DESC`,
};

/** Everything third parties were given of these addresses, as far as it is the contact's own. */
export function disclosuresOf(
  reader: Reader,
  contactPointIds: readonly string[],
  contactId: string | null,
): Promise<GivenRow[]> {
  return reader.query<GivenRow>(GIVEN, [contactPointIds, contactId]);
}

const UNTOLD = {
  name: 'disclosures_untold',
  text: `
-- What third parties hold of this contact point without having been told of a withdrawal, latest first.
SELECT id, contact_point_id AS "contactPointId", sender_no AS "senderNo", what, event_id AS "eventId", disclosed_at AS "disclosedAt"
FROM disclosure WHERE contact_point_id = $1 AND withdrawal_told_at IS NULL ORDER BY disclosed_at DESC, id DESC`,
};

/** Disclosures of a contact point whose third party has not been told, latest first. */
export function untoldDisclosures(reader: Reader, contactPointId: string): Promise<DisclosureRow[]> {
  return reader.query<DisclosureRow>(UNTOLD, [contactPointId]);
}

const TOLD = {
  name: 'disclosures_told',
  text: `
-- The relay took the notice that named these.
UPDATE disclosure SET withdrawal_told_at = $3
WHERE contact_point_id = $1 AND id = ANY ($2::uuid[]) AND withdrawal_told_at IS NULL`,
};

/** Marks disclosures as told. */
export async function markTold(
  tx: Writer,
  contactPointId: string,
  ids: readonly string[],
  at: Date,
): Promise<void> {
  await tx.query(TOLD, [contactPointId, ids, at]);
}

const POINT = {
  name: 'disclosures_point',
  text: `
-- The address a third party was given, and its kind.
SELECT kind, coalesce(typed, normalised) AS address FROM contact_point WHERE id = $1`,
};

/** The address behind a contact point as far as we still hold it. */
export async function disclosedAddress(
  reader: Reader,
  contactPointId: string,
): Promise<{ kind: 'email' | 'phone' | 'postal'; address: string | null } | undefined> {
  const [row] = await reader.query<{ kind: 'email' | 'phone' | 'postal'; address: string | null }>(POINT, [
    contactPointId,
  ]);
  return row;
}

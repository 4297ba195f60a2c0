import type { ContactPointKind } from '../../lib/domain/vocabulary';
import type { Reader } from '../client';

/** The address a link names, and who uses it. */
export interface LinkPoint {
  id: string;
  kind: ContactPointKind;
  typed: string | null;
  normalised: string | null;
  country: string | null;
  premisesId: string | null;
  lastSeq: number;
  /** Contacts using the address now. */
  contacts: number;
  /** The contact, when exactly one uses it. */
  contactId: string | null;
  /** That contact's other addresses. */
  others: { id: string; kind: ContactPointKind; normalised: string | null }[];
}

const POINT = {
  name: 'link_preferences_point',
  text: `
-- The address a link names, how many use it, and the only user's other addresses.
SELECT p.id, p.kind, p.typed, p.normalised, p.country, p.premises_id AS "premisesId", p.last_seq AS "lastSeq",
  coalesce(u.contacts, 0) AS contacts, CASE WHEN u.contacts = 1 THEN u.contact_id END AS "contactId",
  coalesce(CASE WHEN u.contacts = 1 THEN (
    SELECT json_agg(json_build_object('id', o.id, 'kind', o.kind, 'normalised', o.normalised) ORDER BY o.id)
    FROM contact_contact_point w JOIN contact_point o ON o.id = w.contact_point_id
    WHERE w.contact_id = u.contact_id AND w.detached_at IS NULL AND w.contact_point_id <> p.id
  ) END, '[]'::json) AS others
FROM contact_point p
LEFT JOIN LATERAL (
  SELECT count(*)::int AS contacts, min(c.contact_id::text)::uuid AS contact_id
  FROM contact_contact_point c WHERE c.contact_point_id = p.id AND c.detached_at IS NULL
) u ON true
WHERE p.id = $1::uuid`,
};

/** The address a link names, or null when it was never stored. */
export async function readLinkPoint(reader: Reader, id: string): Promise<LinkPoint | null> {
  const [row] = await reader.query<LinkPoint>(POINT, [id]);
  return row ?? null;
}

const MAILABLE = {
  name: 'link_preferences_mailable',
  text: `
-- Which of an email address's ids is known by a person or by something said, and can be written to.
SELECT p.id, CASE WHEN u.contacts = 1 THEN u.contact_id END AS "contactId"
FROM contact_point p
LEFT JOIN LATERAL (
  SELECT count(*)::int AS contacts, min(c.contact_id::text)::uuid AS contact_id
  FROM contact_contact_point c WHERE c.contact_point_id = p.id AND c.detached_at IS NULL
) u ON true
WHERE p.id = ANY ($1::uuid[]) AND p.typed IS NOT NULL AND (p.last_seq > 0 OR u.contacts > 0)
ORDER BY array_position($1::uuid[], p.id) LIMIT 1`,
};

/** Where a link can be mailed for an email address, by its ids (newest key first); null when nothing is known of it. */
export async function mailablePoint(
  reader: Reader,
  ids: readonly string[],
): Promise<{ id: string; contactId: string | null } | null> {
  const [row] = await reader.query<{ id: string; contactId: string | null }>(MAILABLE, [ids]);
  return row ?? null;
}

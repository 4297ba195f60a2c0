import type { ChannelScope, ContactPointKind } from '../../lib/domain/vocabulary';
import type { Reader } from '../client';

export interface LinkedAddress {
  kind: ContactPointKind;
  normalised: string | null;
  /** Contacts using the address now. */
  contacts: number;
  /** When exactly one contact uses it: that contact, and its other addresses. */
  contactId: string | null;
  others: { id: string; kind: ContactPointKind; normalised: string | null }[];
  /** Latest no and latest lifting yes of the asked cell and of every wider scope over it. */
  nos: {
    channel: ChannelScope;
    sender_no: number;
    topic_no: number;
    no_at: Date | null;
    lift_at: Date | null;
  }[];
}

interface Row {
  kind: ContactPointKind;
  normalised: string | null;
  contacts: number;
  contact_id: string | null;
  others: LinkedAddress['others'] | null;
  nos:
    | {
        channel: ChannelScope;
        sender_no: number;
        topic_no: number;
        no_at: string | null;
        lift_at: string | null;
      }[]
    | null;
}

export const LINKED_ADDRESS = {
  name: 'link_page_address',
  text: `
-- All that an unsubscribe page shows, by the contact point its link names: the address, whether one person or
-- several use it, that person's other addresses, and the nos that cover the link's cell.
SELECT p.kind, p.normalised, coalesce(u.contacts, 0) AS contacts, u.contact_id,
  CASE WHEN u.contacts = 1 THEN (
    SELECT json_agg(json_build_object('id', o.id, 'kind', o.kind, 'normalised', o.normalised) ORDER BY o.id)
    FROM contact_contact_point w JOIN contact_point o ON o.id = w.contact_point_id
    WHERE w.contact_id = u.contact_id AND w.detached_at IS NULL AND w.contact_point_id <> p.id
  ) END AS others,
  (SELECT json_agg(json_build_object('channel', m.channel, 'sender_no', m.sender_no, 'topic_no', m.topic_no, 'no_at', m.no_at, 'lift_at', m.lift_at))
   FROM permission m WHERE m.contact_point_id = p.id AND m.channel IN ('all', $2::channel_scope)
     AND m.sender_no IN (0, $3::int) AND m.topic_no IN (0, $4::int) AND (m.no_at IS NOT NULL OR m.lift_at IS NOT NULL)) AS nos
FROM contact_point p
LEFT JOIN LATERAL (
  SELECT count(*)::int AS contacts, min(c.contact_id::text)::uuid AS contact_id
  FROM contact_contact_point c WHERE c.contact_point_id = p.id AND c.detached_at IS NULL
) u ON true
WHERE p.id = $1::uuid`,
};

/** What an unsubscribe page needs, or null for an address never stored. */
export async function readLinkedAddress(
  reader: Reader,
  wanted: { contactPointId: string; channel: ChannelScope; senderNo: number; topicNo: number },
): Promise<LinkedAddress | null> {
  const [row] = await reader.query<Row>(LINKED_ADDRESS, [
    wanted.contactPointId,
    wanted.channel,
    wanted.senderNo,
    wanted.topicNo,
  ]);
  if (row === undefined) return null;
  return {
    kind: row.kind,
    normalised: row.normalised,
    contacts: row.contacts,
    contactId: row.contacts === 1 ? row.contact_id : null,
    others: row.others ?? [],
    nos: (row.nos ?? []).map((no) => ({ ...no, no_at: instantOf(no.no_at), lift_at: instantOf(no.lift_at) })),
  };
}

function instantOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

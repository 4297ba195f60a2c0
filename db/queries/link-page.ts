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
  /** `kind id normalised` of each. */
  others: string[] | null;
  /** `channel sender topic no_ms lift_ms` of each; a dash where nothing was said. */
  words: string[];
}

export const LINKED_ADDRESS = {
  name: 'link_page_address',
  text: `
-- All that an unsubscribe page shows, by the contact point its link names: the address, whether one person or
-- several use it, that person's other addresses, and the words that cover the link's cell. Lists come as plain
-- text arrays: link scanners ask this in bursts, and building JSON costs more than finding the rows.
SELECT p.kind, p.normalised, coalesce(u.contacts, 0) AS contacts, u.contact_id,
  CASE WHEN u.contacts = 1 THEN ARRAY(
    SELECT concat_ws(' ', o.kind::text, o.id::text, o.normalised)
    FROM contact_contact_point w JOIN contact_point o ON o.id = w.contact_point_id
    WHERE w.contact_id = u.contact_id AND w.detached_at IS NULL AND w.contact_point_id <> p.id ORDER BY o.id
  ) END AS others,
  ARRAY(
    SELECT concat_ws(' ', m.channel::text, m.sender_no, m.topic_no,
      coalesce((extract(epoch FROM m.no_at) * 1000)::bigint::text, '-'), coalesce((extract(epoch FROM m.lift_at) * 1000)::bigint::text, '-'))
    FROM permission m WHERE m.contact_point_id = p.id AND m.channel IN ('all', $2::channel_scope)
      AND m.sender_no IN (0, $3::int) AND m.topic_no IN (0, $4::int) AND (m.no_at IS NOT NULL OR m.lift_at IS NOT NULL)
  ) AS words
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
    others: (row.others ?? []).map(otherOf),
    nos: row.words.map(wordOf),
  };
}

function otherOf(text: string): LinkedAddress['others'][number] {
  const [kind = '', id = '', ...rest] = text.split(' ');
  return { id, kind: kind as ContactPointKind, normalised: rest.length === 0 ? null : rest.join(' ') };
}

function wordOf(text: string): LinkedAddress['nos'][number] {
  const [channel = '', sender = '', topic = '', no = '-', lift = '-'] = text.split(' ');
  return {
    channel: channel as ChannelScope,
    sender_no: Number(sender),
    topic_no: Number(topic),
    no_at: instantOf(no),
    lift_at: instantOf(lift),
  };
}

function instantOf(milliseconds: string): Date | null {
  return milliseconds === '-' ? null : new Date(Number(milliseconds));
}

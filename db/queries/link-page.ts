import type { ChannelScope, ContactPointKind } from '../../lib/domain/vocabulary';
import { plainArray } from '../array-literal';
import type { Reader } from '../client';
import { gatherReads } from '../gather-reads';

/** The cell a link names, on one contact point. */
export interface LinkedCell {
  contactPointId: string;
  channel: ChannelScope;
  senderNo: number;
  topicNo: number;
}

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
  /** Position of the question, from 1. */
  n: number;
  kind: ContactPointKind;
  normalised: string | null;
  contacts: number;
  contact_id: string | null;
  /** `kind id normalised` of each, with a record separator between. */
  others: string | null;
  /** `channel sender topic no_ms lift_ms` of each, with a record separator between; a dash where nothing was said. */
  words: string | null;
}

export const LINKED_ADDRESSES = {
  name: 'link_page_addresses',
  text: `
-- All that an unsubscribe page shows, by the contact point its link names: the address, whether one person or
-- several use it, that person's other addresses, and the words that cover the link's cell. Lists come as plain
-- text (a postal address has lines, so a record separator stands between): link scanners ask this in bursts, and building JSON costs more than finding the rows.
SELECT q.n::int AS n, p.kind, p.normalised, u.contacts, u.contact_id,
  CASE WHEN u.contacts = 1 THEN (
    SELECT string_agg(o.kind::text || ' ' || o.id::text || coalesce(' ' || o.normalised, ''), E'\\x1e' ORDER BY o.id)
    FROM contact_contact_point w JOIN contact_point o ON o.id = w.contact_point_id
    WHERE w.contact_id = u.contact_id AND w.detached_at IS NULL AND w.contact_point_id <> p.id
  ) END AS others,
  (
    SELECT string_agg(concat_ws(' ', m.channel::text, m.sender_no, m.topic_no,
      coalesce((extract(epoch FROM m.no_at) * 1000)::bigint::text, '-'), coalesce((extract(epoch FROM m.lift_at) * 1000)::bigint::text, '-')), E'\\x1e')
    FROM permission m WHERE m.contact_point_id = p.id AND m.channel IN ('all', q.channel)
      AND m.sender_no IN (0, q.sender_no) AND m.topic_no IN (0, q.topic_no) AND (m.no_at IS NOT NULL OR m.lift_at IS NOT NULL)
  ) AS words
FROM unnest($1::uuid[], $2::channel_scope[], $3::int[], $4::int[]) WITH ORDINALITY AS q (id, channel, sender_no, topic_no, n)
JOIN contact_point p ON p.id = q.id
LEFT JOIN LATERAL (
  SELECT count(*)::int AS contacts, (array_agg(c.contact_id))[1] AS contact_id
  FROM contact_contact_point c WHERE c.contact_point_id = p.id AND c.detached_at IS NULL
) u ON true`,
};

async function readAll(reader: Reader, wanted: readonly LinkedCell[]): Promise<(LinkedAddress | null)[]> {
  const rows = await reader.query<Row>(LINKED_ADDRESSES, [
    plainArray(wanted, (cell) => cell.contactPointId),
    plainArray(wanted, (cell) => cell.channel),
    plainArray(wanted, (cell) => cell.senderNo),
    plainArray(wanted, (cell) => cell.topicNo),
  ]);
  const found = new Array<LinkedAddress | null>(wanted.length).fill(null);
  for (const row of rows) found[row.n - 1] = addressOf(row);
  return found;
}

/** What an unsubscribe page needs, or null for an address never stored. In a burst, many are asked at once. */
export const readLinkedAddress = gatherReads(readAll);

function addressOf(row: Row): LinkedAddress {
  return {
    kind: row.kind,
    normalised: row.normalised,
    contacts: row.contacts,
    contactId: row.contacts === 1 ? row.contact_id : null,
    others: recordsOf(row.others).map(otherOf),
    nos: recordsOf(row.words).map(wordOf),
  };
}

function recordsOf(text: string | null): string[] {
  return text === null ? [] : text.split('\u001e');
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

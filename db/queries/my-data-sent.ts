import type { Reader } from '../client';

/** One email to an address: what it was about and what became of it, without its text. */
export interface OwnMessageRow {
  contactPointId: string;
  contactId: string | null;
  id: string;
  kind: string;
  senderNo: number;
  topicNo: number;
  subject: string | null;
  state: string;
  at: Date;
  settledAt: Date | null;
  attempts: { at: string; outcome: string }[] | null;
  /** Reason codes of the decision at the moment of sending. */
  reasons: string[] | null;
}

const MESSAGES = {
  name: 'my_data_messages',
  text: `
-- Emails to these addresses, one contact's or nobody's by name; newest first. What went to staff and to third parties
-- about an address is told elsewhere.
SELECT m.contact_point_id AS "contactPointId", m.contact_id AS "contactId", m.id, m.kind::text AS kind, m.sender_no AS "senderNo",
       m.topic_no AS "topicNo", a.subject, m.state::text AS state, m.created_at AS at, m.settled_at AS "settledAt",
       (SELECT json_agg(json_build_object('at', d.at, 'outcome', d.outcome) ORDER BY d.attempt) FROM message_delivery d
         WHERE d.contact_point_id = m.contact_point_id AND d.message_id = m.id) AS attempts,
       ARRAY(SELECT r ->> 'code' FROM jsonb_array_elements(m.decision -> 'reasons') r) AS reasons
FROM message m LEFT JOIN announcement a ON a.id = m.announcement_id
WHERE m.contact_point_id = ANY ($1::uuid[]) AND (m.contact_id = $2 OR m.contact_id IS NULL) AND m.kind NOT IN ('staff_sign_in', 'third_party_notice')
ORDER BY m.created_at DESC, m.id LIMIT $3`,
};

/** Emails to addresses, one contact's or nobody's by name. */
export function messagesFor(
  reader: Reader,
  pointIds: readonly string[],
  contactId: string,
  limit: number,
): Promise<OwnMessageRow[]> {
  return reader.query<OwnMessageRow & Record<string, unknown>>(MESSAGES, [pointIds, contactId, limit]);
}

export interface WaitingRow {
  contactPointId: string;
  senderNo: number;
  topicNo: number;
  subject: string | null;
  at: Date;
  sentWith: string | null;
}

const WAITING = {
  name: 'my_data_waiting',
  text: `
-- Announcements that wait, or waited, to be sent together.
SELECT i.contact_point_id AS "contactPointId", i.sender_no AS "senderNo", i.topic_no AS "topicNo", a.subject, i.queued_at AS at,
       i.message_id AS "sentWith"
FROM digest_item i LEFT JOIN announcement a ON a.id = i.announcement_id
WHERE i.contact_point_id = ANY ($1::uuid[]) ORDER BY i.queued_at DESC, i.announcement_id LIMIT $2`,
};

/** Announcements that wait, or waited, to be sent together. */
export function waitingAt(reader: Reader, pointIds: readonly string[], limit: number) {
  return reader.query<WaitingRow & Record<string, unknown>>(WAITING, [pointIds, limit]);
}

export interface RecipientRow {
  contactPointId: string;
  senderNo: number;
  recipient: string;
  legalName: string;
  privacyUrl: string;
  what: string;
  /** The consent event it rested on. */
  eventId: string | null;
  at: Date;
  withdrawalToldAt: Date | null;
}

const RECIPIENTS = {
  name: 'my_data_recipients',
  text: `
-- Who was given data from these addresses, when, on what ground, and whether they were told of a no since.
SELECT d.contact_point_id AS "contactPointId", d.sender_no AS "senderNo", s.name AS recipient, s.legal_name AS "legalName",
       s.privacy_url AS "privacyUrl", d.what, d.event_id AS "eventId", d.disclosed_at AS at, d.withdrawal_told_at AS "withdrawalToldAt"
FROM disclosure d JOIN sender s ON s.no = d.sender_no
WHERE d.contact_point_id = ANY ($1::uuid[]) ORDER BY d.disclosed_at DESC, d.id LIMIT $2`,
};

/** Third parties that were given data from addresses. */
export function recipientsAt(reader: Reader, pointIds: readonly string[], limit: number) {
  return reader.query<RecipientRow & Record<string, unknown>>(RECIPIENTS, [pointIds, limit]);
}

export interface NoticeSentRow {
  contactPointId: string;
  recipient: string;
  state: string;
  at: Date;
  settledAt: Date | null;
}

const NOTICES = {
  name: 'my_data_notices',
  text: `
-- Notices to third parties that somebody at these addresses has said no.
SELECT m.contact_point_id AS "contactPointId", s.name AS recipient, m.state::text AS state, m.created_at AS at, m.settled_at AS "settledAt"
FROM message m JOIN sender s ON s.no = m.sender_no
WHERE m.contact_point_id = ANY ($1::uuid[]) AND m.kind = 'third_party_notice' ORDER BY m.created_at DESC, m.id LIMIT $2`,
};

/** Notices to third parties about addresses. */
export function noticesSentAt(reader: Reader, pointIds: readonly string[], limit: number) {
  return reader.query<NoticeSentRow & Record<string, unknown>>(NOTICES, [pointIds, limit]);
}

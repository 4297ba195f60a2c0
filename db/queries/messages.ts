import type { Decision } from '../../lib/domain/facts';
import type { Reader, Writer } from '../client';

export const MESSAGE_KINDS = [
  'announcement',
  'sign_in',
  'preference_link',
  'staff_sign_in',
  'third_party_notice',
  'registration_confirm',
  'digest',
  'data_request',
  'confirm_address',
] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** Marketing waits behind everything else, and is never sent again when it may have arrived. */
export function isMarketing(kind: MessageKind): kind is 'announcement' | 'digest' {
  return kind === 'announcement' || kind === 'digest';
}

export interface NewMessage {
  id: string;
  contactPointId: string;
  kind: MessageKind;
  contactId: string | null;
  senderNo: number;
  topicNo: number;
  announcementId: string | null;
}

const INSERT = {
  name: 'messages_insert',
  text: `
-- New messages, waiting. One that exists already (an announcement expanded twice) is left as it is and not returned.
INSERT INTO message (contact_point_id, id, kind, contact_id, sender_no, topic_no, announcement_id)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::message_kind[], $4::uuid[], $5::int[], $6::int[], $7::uuid[])
ON CONFLICT (contact_point_id, id) DO NOTHING
RETURNING contact_point_id, id`,
};

/** Adds messages in state `queued`; returns those that did not exist yet. */
export function insertMessages(
  tx: Writer,
  messages: readonly NewMessage[],
): Promise<{ contact_point_id: string; id: string }[]> {
  return tx.query(INSERT, [
    messages.map((message) => message.contactPointId),
    messages.map((message) => message.id),
    messages.map((message) => message.kind),
    messages.map((message) => message.contactId),
    messages.map((message) => message.senderNo),
    messages.map((message) => message.topicNo),
    messages.map((message) => message.announcementId),
  ]);
}

/** A message taken for one attempt, with where it goes. */
export interface ClaimedMessage {
  id: string;
  contactPointId: string;
  kind: MessageKind;
  contactId: string | null;
  senderNo: number;
  topicNo: number;
  announcementId: string | null;
  /** Which attempt this is, from 1. */
  attempt: number;
  createdAt: Date;
  /** The address as typed, or as normalised; null when we no longer hold it. */
  email: string | null;
  /** The name of the one contact who uses the address; null when several do, or none. */
  name: string | null;
  /** The language (BCP 47) of the contact it is for, or of the one who uses the address; null when it is not known. */
  locale: string | null;
}

const CLAIM = {
  name: 'messages_claim',
  text: `
-- Takes a waiting message for one attempt: of any number of workers one gets it.
WITH taken AS (
  UPDATE message SET state = 'claimed', claimed_at = $3, attempts = attempts + 1
  WHERE contact_point_id = $1 AND id = $2 AND state = 'queued'
  RETURNING *
)
SELECT t.id, t.contact_point_id AS "contactPointId", t.kind, t.contact_id AS "contactId", t.sender_no AS "senderNo",
       t.topic_no AS "topicNo", t.announcement_id AS "announcementId", t.attempts AS attempt, t.created_at AS "createdAt",
       CASE WHEN p.kind = 'email' THEN coalesce(p.typed, p.normalised) END AS email,
       (SELECT CASE WHEN count(*) = 1 THEN min(k.name) END FROM contact_contact_point u JOIN contact k ON k.id = u.contact_id
        WHERE u.contact_point_id = t.contact_point_id AND u.detached_at IS NULL) AS name,
       coalesce((SELECT k.locale FROM contact k WHERE k.id = t.contact_id),
                (SELECT CASE WHEN count(*) = 1 THEN min(k.locale) END FROM contact_contact_point u JOIN contact k ON k.id = u.contact_id
                 WHERE u.contact_point_id = t.contact_point_id AND u.detached_at IS NULL)) AS locale
FROM taken t LEFT JOIN contact_point p ON p.id = t.contact_point_id`,
};

/** Claims one message, or answers undefined when it is not waiting (claimed, settled or gone). */
export async function claimQueued(
  tx: Writer,
  key: { contactPointId: string; messageId: string },
  now: Date,
): Promise<ClaimedMessage | undefined> {
  const [row] = await tx.query<ClaimedMessage>(CLAIM, [key.contactPointId, key.messageId, now]);
  return row;
}

export type SettledState = 'queued' | 'sent' | 'withheld' | 'in_doubt' | 'failed';

export interface Settlement {
  contactPointId: string;
  messageId: string;
  attempt: number;
  state: SettledState;
  decision: Decision | null;
  failure: string | null;
  /** What the relay said, or null when nothing was handed to it. */
  delivery: { outcome: string; replyCode: number | null } | null;
  at: Date;
}

const SETTLE = {
  name: 'messages_settle',
  text: `
-- What became of one attempt. News of an attempt that was given up as doubtful still counts, until another has begun.
WITH settled AS (
  UPDATE message SET state = $4, decision = coalesce($5::jsonb, decision), failure = $6, claimed_at = CASE WHEN $4 = 'queued'::message_state THEN NULL ELSE claimed_at END,
    settled_at = CASE WHEN $4 = 'queued'::message_state THEN NULL ELSE $7::timestamptz END
  WHERE contact_point_id = $1 AND id = $2 AND attempts = $3
    AND (state IN ('claimed', 'in_doubt') OR state = 'queued' AND $4 = 'sent'::message_state)
  RETURNING 1
), noted AS (
  INSERT INTO message_delivery (contact_point_id, message_id, attempt, at, outcome, reply_code)
  SELECT $1, $2, $3, $7, $8, $9 WHERE $8::text IS NOT NULL
  ON CONFLICT (contact_point_id, message_id, attempt) DO UPDATE SET at = excluded.at, outcome = excluded.outcome, reply_code = excluded.reply_code
)
SELECT count(*)::int AS settled FROM settled`,
};

/** Records the outcome of an attempt; false when the message has moved on since. */
export async function settleMessage(tx: Writer, settlement: Settlement): Promise<boolean> {
  const [row] = await tx.query<{ settled: number }>(SETTLE, [
    settlement.contactPointId,
    settlement.messageId,
    settlement.attempt,
    settlement.state,
    settlement.decision === null ? null : JSON.stringify(settlement.decision),
    settlement.failure,
    settlement.at,
    settlement.delivery?.outcome ?? null,
    settlement.delivery?.replyCode ?? null,
  ]);
  return row?.settled === 1;
}

const DOUBTS = {
  name: 'messages_doubts',
  text: `
-- How many earlier attempts of a message ended without our knowing whether it arrived.
SELECT count(*)::int AS doubts FROM message_delivery
WHERE contact_point_id = $1 AND message_id = $2 AND attempt < $3 AND outcome IN ('unknown', 'interrupted')`,
};

/** Counts the doubtful attempts before this one. */
export async function countDoubts(
  reader: Reader,
  key: { contactPointId: string; messageId: string; attempt: number },
): Promise<number> {
  const [row] = await reader.query<{ doubts: number }>(DOUBTS, [
    key.contactPointId,
    key.messageId,
    key.attempt,
  ]);
  return row?.doubts ?? 0;
}

const RECOVER = {
  name: 'messages_recover',
  text: `
-- Messages claimed long ago and never settled: whoever held them is gone. Marketing is not sent again; essential mail
-- is, once. Each such attempt is noted.
WITH lost AS (
  SELECT m.contact_point_id, m.id, m.kind, m.attempts FROM message m
  WHERE m.state = 'claimed' AND m.claimed_at < $1
  ORDER BY m.claimed_at LIMIT $3 FOR UPDATE SKIP LOCKED
), judged AS (
  SELECT l.*, l.kind NOT IN ('announcement', 'digest') AND NOT EXISTS (
    SELECT 1 FROM message_delivery d WHERE d.contact_point_id = l.contact_point_id AND d.message_id = l.id
      AND d.attempt < l.attempts AND d.outcome IN ('unknown', 'interrupted')) AS again
  FROM lost l
), noted AS (
  INSERT INTO message_delivery (contact_point_id, message_id, attempt, at, outcome, reply_code)
  SELECT j.contact_point_id, j.id, j.attempts, $2, 'interrupted', NULL FROM judged j
  ON CONFLICT (contact_point_id, message_id, attempt) DO NOTHING
)
UPDATE message m SET state = CASE WHEN j.again THEN 'queued'::message_state ELSE 'in_doubt'::message_state END,
  claimed_at = CASE WHEN j.again THEN NULL ELSE m.claimed_at END,
  settled_at = CASE WHEN j.again THEN NULL ELSE $2::timestamptz END, failure = 'interrupted'
FROM judged j WHERE m.contact_point_id = j.contact_point_id AND m.id = j.id
RETURNING m.contact_point_id AS "contactPointId", m.id AS "messageId", m.kind, j.again`,
};

/** Settles up to `limit` messages claimed before `claimedBefore`; `again` says which wait for their one repeat. */
export function recoverClaimed(
  tx: Writer,
  claimedBefore: Date,
  now: Date,
  limit: number,
): Promise<{ contactPointId: string; messageId: string; kind: MessageKind; again: boolean }[]> {
  return tx.query(RECOVER, [claimedBefore, now, limit]);
}

export interface SenderDetails {
  name: string;
  legalName: string;
  postalAddress: string;
  privacyUrl: string;
  colour: string | null;
  contactEmail: string | null;
}

const SENDER = {
  name: 'messages_sender',
  text: `
-- On whose behalf an email speaks; number 0 means the first of our own brands.
SELECT name, legal_name AS "legalName", postal_address AS "postalAddress", privacy_url AS "privacyUrl", colour,
       contact_email AS "contactEmail"
FROM sender WHERE CASE WHEN $1 = 0 THEN kind = 'first_party' AND archived_at IS NULL ELSE no = $1 END
ORDER BY no LIMIT 1`,
};

/** A sender as its emails show it, or undefined when there is none. */
export async function readSenderDetails(
  reader: Reader,
  senderNo: number,
): Promise<SenderDetails | undefined> {
  const [row] = await reader.query<SenderDetails>(SENDER, [senderNo]);
  return row;
}

const MARK_BOUNCED = {
  name: 'messages_mark_bounced',
  text: `
-- The receiving system says there is no such mailbox: remembered with its history, for the gates to see.
WITH marked AS (
  UPDATE contact_point SET deliverability = 'undeliverable' WHERE id = $1 AND deliverability <> 'undeliverable' RETURNING id
)
INSERT INTO contact_point_deliverability (contact_point_id, valid_from, recorded_at, deliverability, cause)
SELECT id, $2, $2, 'undeliverable', $3 FROM marked`,
};

/** Marks a contact point undeliverable from now on; `cause` is the enhanced status code (RFC 3463). */
export async function markUndeliverable(
  tx: Writer,
  contactPointId: string,
  at: Date,
  cause: string,
): Promise<void> {
  await tx.query(MARK_BOUNCED, [contactPointId, at, cause]);
}

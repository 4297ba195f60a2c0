import type {
  Act,
  ActorKind,
  Channel,
  ChannelScope,
  ContactPointKind,
  Deliverability,
  Door,
  Frequency,
} from '../../lib/domain/vocabulary';
import type { Reader } from '../client';

export interface HeldPoint {
  id: string;
  kind: ContactPointKind;
  keyEpoch: number;
  typed: string | null;
  normalised: string | null;
  country: string | null;
  premisesId: string | null;
  deliverability: Deliverability;
  channels: ChannelScope[];
  isPrimary: boolean;
  /** Other contacts who use the address now. */
  sharers: number;
}

const POINTS_OF_CONTACT = {
  name: 'preferences_points_of_contact',
  text: `
-- The addresses a contact uses now, what for, and how many others use them too.
SELECT p.id, p.kind, p.key_epoch AS "keyEpoch", p.typed, p.normalised, p.country, p.premises_id AS "premisesId",
       p.deliverability, u.channels::text[] AS channels, u.is_primary AS "isPrimary",
       (SELECT count(*)::int FROM contact_contact_point o
         WHERE o.contact_point_id = p.id AND o.contact_id <> u.contact_id AND o.detached_at IS NULL) AS sharers
FROM contact_contact_point u JOIN contact_point p ON p.id = u.contact_point_id
WHERE u.contact_id = $1 AND u.detached_at IS NULL
ORDER BY p.kind, u.is_primary DESC, u.attached_at, p.id`,
};

/** The addresses a contact uses now. */
export function pointsOfContact(reader: Reader, contactId: string): Promise<HeldPoint[]> {
  return reader.query<HeldPoint>(POINTS_OF_CONTACT, [contactId]);
}

export interface ShownTopic {
  no: number;
  senderNo: number;
  name: string;
  description: string;
  essential: boolean;
  channels: Channel[];
  /** How often one may choose to hear about it; empty: no choice is offered. */
  frequencies: Frequency[];
}

const TOPICS = {
  name: 'preferences_topics',
  text: `
-- What can be chosen today, in the order it is shown.
SELECT t.no, t.sender_no AS "senderNo", t.name, t.description, t.essential, t.channels::text[] AS channels,
       t.frequencies::text[] AS frequencies
FROM topic t JOIN sender s ON s.no = t.sender_no
WHERE t.archived_at IS NULL AND s.archived_at IS NULL
ORDER BY s.kind, s.no, t.position, t.no`,
};

/** Every topic offered today. */
export function shownTopics(reader: Reader): Promise<ShownTopic[]> {
  return reader.query<ShownTopic>(TOPICS);
}

export interface ShownSender {
  no: number;
  name: string;
  kind: 'first_party' | 'third_party';
  privacyUrl: string;
}

const SENDERS = {
  name: 'preferences_senders',
  text: `
-- On whose behalf people may be written to today: our own brands first.
SELECT no, name, kind, privacy_url AS "privacyUrl" FROM sender WHERE archived_at IS NULL ORDER BY kind, no`,
};

/** Every sender of today. */
export function shownSenders(reader: Reader): Promise<ShownSender[]> {
  return reader.query<ShownSender>(SENDERS);
}

export interface NoticeWords {
  id: string;
  words: string;
  language: string;
}

const NOTICES = {
  name: 'preferences_notices',
  text: `
-- The words of each consent notice, in one language where it is published in it, else in English: what a yes rests on.
SELECT DISTINCT ON (slug) id, words, language FROM notice_version
WHERE published_at IS NOT NULL AND basis = 'consent' AND split_part(language, '-', 1) IN ($1, 'en')
ORDER BY slug, split_part(language, '-', 1) = $1 DESC, published_at DESC, version DESC`,
};

/** The words of the newest published version of each consent notice, in a language (two letters) or else English. */
export function noticeWords(reader: Reader, language: string): Promise<NoticeWords[]> {
  return reader.query<NoticeWords>(NOTICES, [language]);
}

export interface HistoryRow {
  contactPointId: string;
  seq: number;
  instructionId: string;
  act: Act;
  channel: ChannelScope;
  senderNo: number;
  topicNo: number;
  door: Door;
  actorKind: ActorKind;
  actorId: string | null;
  contactId: string | null;
  undoesSeq: number | null;
  undone: boolean;
  saidAt: Date;
  recordedAt: Date;
  noticeWords: string | null;
  staffName: string | null;
  /** The request staff took, where the desk was the door. */
  requestId: string | null;
  /** What was written down along with it; null once erased. */
  evidence: Record<string, unknown> | null;
}

const HISTORY = {
  name: 'preferences_history',
  text: `
-- What was said about a few addresses, newest first, with the words shown and who took it down.
SELECT e.contact_point_id AS "contactPointId", e.seq, e.instruction_id AS "instructionId", e.act, e.channel,
       e.sender_no AS "senderNo", e.topic_no AS "topicNo", e.door, e.actor_kind AS "actorKind", e.actor_id AS "actorId",
       e.contact_id AS "contactId", e.undoes_seq AS "undoesSeq", e.said_at AS "saidAt", e.recorded_at AS "recordedAt",
       EXISTS (SELECT FROM consent_event x WHERE x.contact_point_id = e.contact_point_id AND x.undoes_seq = e.seq) AS undone,
       n.words AS "noticeWords", s.name AS "staffName", r.id AS "requestId", v.body AS evidence
FROM consent_event e
LEFT JOIN notice_version n ON n.id = e.notice_version_id
LEFT JOIN staff s ON s.id = e.actor_id AND e.actor_kind = 'staff'
LEFT JOIN opt_out_request r ON r.instruction_id = e.instruction_id AND e.door = 'desk'
LEFT JOIN evidence v ON v.contact_point_id = e.contact_point_id AND v.instruction_id = e.instruction_id
WHERE e.contact_point_id = ANY ($1::uuid[])
ORDER BY e.said_at DESC, e.contact_point_id, e.seq DESC LIMIT $2`,
};

/** The newest events about addresses, at most `limit`. */
export function historyOfPoints(
  reader: Reader,
  pointIds: readonly string[],
  limit: number,
): Promise<HistoryRow[]> {
  return reader.query<HistoryRow>(HISTORY, [pointIds, limit]);
}

const WITH_CONSENT = {
  name: 'preferences_points_with_consent',
  text: `
-- Which of these addresses hold a consent of any kind that has not been taken back for its own cell.
SELECT DISTINCT contact_point_id AS id FROM permission
WHERE contact_point_id = ANY ($1::uuid[]) AND yes_basis = 'consent' AND (no_at IS NULL OR no_at < yes_at)`,
};

/** Of the given addresses, those on which some consent stands. */
export async function pointsWithConsent(reader: Reader, ids: readonly string[]): Promise<Set<string>> {
  const rows = await reader.query<{ id: string }>(WITH_CONSENT, [ids]);
  return new Set(rows.map((row) => row.id));
}

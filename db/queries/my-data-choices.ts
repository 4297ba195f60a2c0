import type {
  Act,
  ActorKind,
  Assurance,
  Basis,
  ChannelScope,
  Door,
  Frequency,
  StopKind,
} from '../../lib/domain/vocabulary';
import type { Reader } from '../client';

const EVIDENCE_POINTS = {
  name: 'my_data_evidence_points',
  text: `
-- Where a contact's own words lie, at addresses they never used too (everybody at a postal address).
SELECT DISTINCT contact_point_id AS id FROM evidence WHERE contact_id = $1`,
};

/** Contact points at which a contact said something. */
export async function pointsSpokenAt(reader: Reader, contactId: string): Promise<string[]> {
  return (await reader.query<{ id: string }>(EVIDENCE_POINTS, [contactId])).map(({ id }) => id);
}

/** One event of the ledger with all that is readable of it. */
export interface OwnEventRow {
  contactPointId: string;
  contactId: string | null;
  eventId: string;
  instructionId: string;
  act: Act;
  channel: ChannelScope;
  senderNo: number;
  topicNo: number;
  basis: Basis | null;
  stop: StopKind | null;
  door: Door;
  actorKind: ActorKind;
  assurance: Assurance;
  lifting: boolean;
  at: Date;
  recordedAt: Date;
  effectiveUntil: Date | null;
  undone: boolean;
  /** SHA-256 of the event in its chain, in hexadecimal. */
  hash: string;
  noticeId: string | null;
  noticeSlug: string | null;
  noticeVersion: number | null;
  noticeLanguage: string | null;
  noticeWords: string | null;
  evidence: Record<string, unknown> | null;
}

const EVENTS = {
  name: 'my_data_events',
  text: `
-- What was said at these addresses by one contact, or by nobody named; newest first, with the words shown and what was
-- written down along with it.
SELECT e.contact_point_id AS "contactPointId", e.contact_id AS "contactId", e.event_id AS "eventId", e.instruction_id AS "instructionId",
       e.act, e.channel, e.sender_no AS "senderNo", e.topic_no AS "topicNo", e.basis, e.stop, e.door, e.actor_kind AS "actorKind",
       e.assurance, e.lifting, e.said_at AS at, e.recorded_at AS "recordedAt", e.effective_until AS "effectiveUntil",
       EXISTS (SELECT FROM consent_event x WHERE x.contact_point_id = e.contact_point_id AND x.undoes_seq = e.seq) AS undone,
       encode(e.hash, 'hex') AS hash, n.id AS "noticeId", n.slug AS "noticeSlug", n.version AS "noticeVersion",
       n.language AS "noticeLanguage", n.words AS "noticeWords", v.body AS evidence
FROM consent_event e
LEFT JOIN notice_version n ON n.id = e.notice_version_id
LEFT JOIN evidence v ON v.contact_point_id = e.contact_point_id AND v.instruction_id = e.instruction_id
WHERE e.contact_point_id = ANY ($1::uuid[]) AND (e.contact_id = $2 OR e.contact_id IS NULL)
ORDER BY e.said_at DESC, e.contact_point_id, e.seq DESC LIMIT $3`,
};

/** Events at addresses that are one contact's or nobody's, newest first. */
export function eventsFor(
  reader: Reader,
  pointIds: readonly string[],
  contactId: string,
  limit: number,
): Promise<OwnEventRow[]> {
  return reader.query<OwnEventRow & Record<string, unknown>>(EVENTS, [pointIds, contactId, limit]);
}

export interface OwnStopRow {
  contactPointId: string;
  stop: StopKind;
  channel: ChannelScope;
  fromAt: Date;
  untilAt: Date | null;
  standing: boolean;
}

const STOPS = {
  name: 'my_data_stops',
  text: `
-- Pauses and restrictions of a contact.
SELECT contact_point_id AS "contactPointId", stop, channel, from_at AS "fromAt", until_at AS "untilAt", standing
FROM contact_point_stop WHERE contact_point_id = ANY ($1::uuid[]) AND contact_id = $2 ORDER BY from_at, contact_point_id LIMIT $3`,
};

/** Pauses and restrictions of a contact. */
export function stopsFor(reader: Reader, pointIds: readonly string[], contactId: string, limit: number) {
  return reader.query<OwnStopRow & Record<string, unknown>>(STOPS, [pointIds, contactId, limit]);
}

export interface RepeatRow {
  contactPointId: string;
  senderNo: number;
  topicNo: number;
  channel: ChannelScope;
  at: Date;
}

const REPEATS = {
  name: 'my_data_repeats',
  text: `
-- When a standing no was last said once more; it added no event.
SELECT contact_point_id AS "contactPointId", sender_no AS "senderNo", topic_no AS "topicNo", channel, said_at AS at
FROM absorbed_repeat WHERE contact_point_id = ANY ($1::uuid[]) ORDER BY said_at, contact_point_id LIMIT $2`,
};

/** Repeats of standing nos at addresses. */
export function repeatsAt(reader: Reader, pointIds: readonly string[], limit: number) {
  return reader.query<RepeatRow & Record<string, unknown>>(REPEATS, [pointIds, limit]);
}

export interface FrequencyRow {
  contactPointId: string;
  contactId: string | null;
  channel: ChannelScope;
  senderNo: number;
  topicNo: number;
  frequency: Frequency;
  door: Door;
  actorKind: ActorKind;
  at: Date;
  recordedAt: Date;
}

const FREQUENCIES = {
  name: 'my_data_frequencies',
  text: `
-- How often somebody wanted to hear, every choice they made.
SELECT contact_point_id AS "contactPointId", contact_id AS "contactId", channel, sender_no AS "senderNo", topic_no AS "topicNo",
       frequency, door, actor_kind AS "actorKind", valid_from AS at, recorded_at AS "recordedAt"
FROM frequency_choice WHERE contact_point_id = ANY ($1::uuid[]) AND (contact_id = $2 OR contact_id IS NULL)
ORDER BY valid_from, contact_point_id LIMIT $3`,
};

/** Choices of how often, one contact's or nobody's. */
export function frequenciesFor(
  reader: Reader,
  pointIds: readonly string[],
  contactId: string,
  limit: number,
): Promise<FrequencyRow[]> {
  return reader.query<FrequencyRow & Record<string, unknown>>(FREQUENCIES, [pointIds, contactId, limit]);
}

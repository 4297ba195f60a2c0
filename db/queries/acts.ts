import type {
  Act,
  ActorKind,
  Basis,
  ChannelScope,
  ContactPointKind,
  Door,
  Frequency,
  StopKind,
} from '../../lib/domain/vocabulary';
import type { Reader } from '../client';

/** Whose acts may be told, and of which addresses. */
export interface ActScope {
  /** Addresses in use: what was said at them by nobody known, or by this contact. */
  inUse: readonly string[];
  /** Addresses once used: only what this contact said. */
  formerly: readonly string[];
  contactId: string | null;
  /** Also the refusals of others at the addresses in use: they bind this contact, too. */
  othersRefusals: boolean;
  /** Also what befell the contact (restriction), not only what was said. */
  states: boolean;
}

/** The events that a scope lets see. $1 to $5 are the scope. */
const VISIBLE = `
  (e.contact_point_id = ANY ($1::uuid[]) AND (e.contact_id IS NULL OR e.contact_id = $3::uuid
     OR ($4 AND e.act IN ('refused', 'withdrawn', 'objected', 'revoked')))
   OR e.contact_point_id = ANY ($2::uuid[]) AND e.contact_id = $3::uuid)
  AND (e.stop IS NULL OR e.stop = 'pause' OR ($5 AND e.contact_id = $3::uuid))`;
const VISIBLE_CHOICE = `
  (f.contact_point_id = ANY ($1::uuid[]) AND (f.contact_id IS NULL OR f.contact_id = $3::uuid)
   OR f.contact_point_id = ANY ($2::uuid[]) AND f.contact_id = $3::uuid)`;

const PAGE = {
  name: 'acts_page',
  text: `
-- The newest breaths in which something was said, with when; after a place in that order when one is given.
SELECT instruction_id AS "instructionId", max(said_at) AS "saidAt" FROM (
  SELECT e.instruction_id, e.said_at FROM consent_event e
  WHERE e.contact_point_id = ANY ($1::uuid[] || $2::uuid[]) AND ${VISIBLE}
  UNION ALL
  SELECT f.instruction_id, f.valid_from FROM frequency_choice f
  WHERE f.contact_point_id = ANY ($1::uuid[] || $2::uuid[]) AND ${VISIBLE_CHOICE}
) said GROUP BY instruction_id
HAVING $6::timestamptz IS NULL OR (max(said_at), instruction_id) < ($6, $7::uuid)
ORDER BY 2 DESC, 1 DESC LIMIT $8`,
};

/** A place in the order of acts: the next page begins after it. */
export interface ActPlace {
  instructionId: string;
  saidAt: Date;
}

/** The places of at most `limit` acts, newest first. */
export function pageOfActs(
  reader: Reader,
  scope: ActScope,
  after: ActPlace | null,
  limit: number,
): Promise<ActPlace[]> {
  return reader.query<ActPlace>(PAGE, [
    ...scopeValues(scope),
    after?.saidAt ?? null,
    after?.instructionId ?? null,
    limit,
  ]);
}

/** One event of an act, with the words it rested on. */
export interface ActRow {
  contactPointId: string;
  instructionId: string;
  eventId: string;
  act: Act;
  channel: ChannelScope;
  senderNo: number;
  topicNo: number;
  basis: Basis | null;
  stop: StopKind | null;
  door: Door;
  actorKind: ActorKind;
  contactId: string | null;
  saidAt: Date;
  recordedAt: Date;
  effectiveUntil: Date | null;
  hash: Buffer;
  undone: boolean;
  noticeId: string | null;
  noticeSlug: string | null;
  noticeVersion: number | null;
  noticeLanguage: string | null;
  noticeWords: string | null;
  /** By which medium staff took it. */
  medium: string | null;
}

const EVENTS = {
  name: 'acts_events',
  text: `
-- The events of a few acts, with the words shown then. Neither who took them down nor from where is told on.
SELECT e.contact_point_id AS "contactPointId", e.instruction_id AS "instructionId", e.event_id AS "eventId", e.act, e.channel,
       e.sender_no AS "senderNo", e.topic_no AS "topicNo", e.basis, e.stop, e.door, e.actor_kind AS "actorKind",
       e.contact_id AS "contactId", e.said_at AS "saidAt", e.recorded_at AS "recordedAt", e.effective_until AS "effectiveUntil",
       e.hash, EXISTS (SELECT FROM consent_event x WHERE x.contact_point_id = e.contact_point_id AND x.undoes_seq = e.seq) AS undone,
       n.id AS "noticeId", n.slug AS "noticeSlug", n.version AS "noticeVersion", n.language AS "noticeLanguage",
       n.words AS "noticeWords", v.body ->> 'medium' AS medium
FROM consent_event e
LEFT JOIN notice_version n ON n.id = e.notice_version_id
LEFT JOIN evidence v ON v.contact_point_id = e.contact_point_id AND v.instruction_id = e.instruction_id
WHERE e.contact_point_id = ANY ($1::uuid[] || $2::uuid[]) AND e.instruction_id = ANY ($6::uuid[]) AND ${VISIBLE}
ORDER BY e.contact_point_id, e.seq`,
};

/** The events of acts, by the acts' instruction ids, as far as the scope lets see. */
export function eventsOfActs(reader: Reader, scope: ActScope, ids: readonly string[]): Promise<ActRow[]> {
  return reader.query<ActRow>(EVENTS, [...scopeValues(scope), ids]);
}

/** One choice of how often, as part of an act. */
export interface ActChoiceRow {
  contactPointId: string;
  instructionId: string;
  id: string;
  channel: ChannelScope;
  senderNo: number;
  topicNo: number;
  frequency: Frequency;
  door: Door;
  actorKind: ActorKind;
  contactId: string | null;
  saidAt: Date;
  recordedAt: Date;
}

const CHOICES = {
  name: 'acts_choices',
  text: `
-- What was chosen about how often in a few acts.
SELECT f.contact_point_id AS "contactPointId", f.instruction_id AS "instructionId", f.id, f.channel, f.sender_no AS "senderNo",
       f.topic_no AS "topicNo", f.frequency, f.door, f.actor_kind AS "actorKind", f.contact_id AS "contactId",
       f.valid_from AS "saidAt", f.recorded_at AS "recordedAt"
FROM frequency_choice f
WHERE f.contact_point_id = ANY ($1::uuid[] || $2::uuid[]) AND f.instruction_id = ANY ($4::uuid[]) AND ${VISIBLE_CHOICE}
ORDER BY f.id`,
};

/** The choices of how often of acts, as far as the scope lets see. */
export function choicesOfActs(
  reader: Reader,
  scope: ActScope,
  ids: readonly string[],
): Promise<ActChoiceRow[]> {
  return reader.query<ActChoiceRow>(CHOICES, [scope.inUse, scope.formerly, scope.contactId, ids]);
}

function scopeValues(scope: ActScope): unknown[] {
  return [scope.inUse, scope.formerly, scope.contactId, scope.othersRefusals, scope.states];
}

/** An address a contact uses or used. */
export interface OwnPoint {
  id: string;
  kind: ContactPointKind;
  address: string | null;
  country: string | null;
  inUse: boolean;
}

const OWN_POINTS = {
  name: 'acts_own_points',
  text: `
-- Every address a contact uses, or ever used.
SELECT p.id, p.kind, coalesce(p.typed, p.normalised) AS address, p.country, bool_or(u.detached_at IS NULL) AS "inUse"
FROM contact_contact_point u JOIN contact_point p ON p.id = u.contact_point_id
WHERE u.contact_id = $1 GROUP BY p.id`,
};

/** Every address of a contact, former ones included. */
export function ownPoints(reader: Reader, contactId: string): Promise<OwnPoint[]> {
  return reader.query<OwnPoint>(OWN_POINTS, [contactId]);
}

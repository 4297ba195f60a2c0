import type {
  Act,
  Channel,
  ChannelScope,
  ContactPointKind,
  DeskMedium,
  Door,
} from '../../lib/domain/vocabulary';
import type { Reader, Writer } from '../client';

const FORGET_SEARCHES = {
  name: 'desk_forget_searches',
  text: `
-- What was typed is kept no longer than a call may last.
DELETE FROM stored_search WHERE created_at < $1`,
};

const ADD_SEARCH = {
  name: 'desk_add_search',
  text: `
-- What was typed, under a random id, so that no address stands in a URL.
INSERT INTO stored_search (id, staff_id, query, created_at) VALUES ($1, $2, $3, $4)`,
};

/** Keeps what was typed; drops searches from before `forgetBefore`. */
export async function addSearch(
  tx: Writer,
  search: { id: string; staffId: string; query: string; at: Date },
  forgetBefore: Date,
): Promise<void> {
  await tx.query(FORGET_SEARCHES, [forgetBefore]);
  await tx.query(ADD_SEARCH, [search.id, search.staffId, search.query, search.at]);
}

const SEARCH = {
  name: 'desk_search',
  text: `
-- What the same member of staff typed.
SELECT query FROM stored_search WHERE id = $1 AND staff_id = $2`,
};

/** A stored search of one's own; null when it is gone. */
export async function storedSearch(reader: Reader, id: string, staffId: string): Promise<string | null> {
  return (await reader.query<{ query: string }>(SEARCH, [id, staffId]))[0]?.query ?? null;
}

export interface AccessRow {
  id: string;
  staffId: string;
  at: Date;
  what: string;
  contactId: string | null;
  contactPointId: string | null;
  /** Ids, kinds and counts only. */
  detail: Record<string, string | number | string[]>;
}

const ADD_ACCESS = {
  name: 'desk_add_access',
  text: `
-- Who looked at whom, when. Nobody can change it.
INSERT INTO access_log (id, staff_id, at, what, contact_id, contact_point_id, detail) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
};

/** Writes down one look. */
export async function addAccess(tx: Writer, row: AccessRow): Promise<void> {
  await tx.query(ADD_ACCESS, [
    row.id,
    row.staffId,
    row.at,
    row.what,
    row.contactId,
    row.contactPointId,
    JSON.stringify(row.detail),
  ]);
}

export interface RequestRow {
  id: string;
  instructionId: string;
  staffId: string;
  contactId: string | null;
  contactPointIds: string[];
  medium: DeskMedium;
  words: string;
  callReference: string | null;
  readBack: string;
  receivedAt: Date;
  recordedAt: Date;
  dueAt: Date;
  outcome: string;
  undoneAt: Date | null;
}

const ADD_REQUEST = {
  name: 'desk_add_request',
  text: `
-- The form's token is the instruction's id: sent twice, the second waits for the first and adds nothing.
INSERT INTO opt_out_request (id, instruction_id, staff_id, contact_id, contact_point_ids, medium, words, call_reference,
  read_back, received_at, recorded_at, due_at, outcome)
VALUES ($1, $2, $3, $4, $5::uuid[], $6, $7, $8, $9, $10, $11, $12, $13)
ON CONFLICT (instruction_id) DO NOTHING RETURNING id`,
};

/** Adds a request taken; false when the same form was sent before. */
export async function addRequest(tx: Writer, row: Omit<RequestRow, 'undoneAt'>): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(ADD_REQUEST, [
    row.id,
    row.instructionId,
    row.staffId,
    row.contactId,
    row.contactPointIds,
    row.medium,
    row.words,
    row.callReference,
    row.readBack,
    row.receivedAt,
    row.recordedAt,
    row.dueAt,
    row.outcome,
  ]);
  return rows.length === 1;
}

const REQUEST_COLUMNS = `r.id, r.instruction_id AS "instructionId", r.staff_id AS "staffId", r.contact_id AS "contactId",
       r.contact_point_ids AS "contactPointIds", r.medium, r.words, r.call_reference AS "callReference", r.read_back AS "readBack",
       r.received_at AS "receivedAt", r.recorded_at AS "recordedAt", r.due_at AS "dueAt", r.outcome, r.undone_at AS "undoneAt"`;

const REQUEST_OF_INSTRUCTION = {
  name: 'desk_request_of_instruction',
  text: `
-- The request a form made the first time it was sent.
SELECT id FROM opt_out_request WHERE instruction_id = $1`,
};

/** The id of the request an instruction belongs to. */
export async function requestOfInstruction(reader: Reader, instructionId: string): Promise<string | null> {
  return (await reader.query<{ id: string }>(REQUEST_OF_INSTRUCTION, [instructionId]))[0]?.id ?? null;
}

export type RequestWithNames = RequestRow & { staffName: string; contactName: string | null };

const REQUEST = {
  name: 'desk_request',
  text: `
-- One request with the names of who took it and whom it is about.
SELECT ${REQUEST_COLUMNS}, s.name AS "staffName", k.name AS "contactName"
FROM opt_out_request r JOIN staff s ON s.id = r.staff_id LEFT JOIN contact k ON k.id = r.contact_id WHERE r.id = $1`,
};

/** One request; null when there is none. */
export async function requestById(reader: Reader, id: string): Promise<RequestWithNames | null> {
  return (await reader.query<RequestWithNames>(REQUEST, [id]))[0] ?? null;
}

export const REQUEST_SORTS = ['recorded', 'received', 'due'] as const;
export type RequestSort = (typeof REQUEST_SORTS)[number];

export interface RequestFilter {
  staffId: string | null;
  medium: DeskMedium | null;
  /** True: undone ones only; false: the others; null: all. */
  undone: boolean | null;
  /** Due from one instant until before another. */
  due: { from: Date; before: Date } | null;
}

export type ListedRequest = RequestWithNames & {
  points: { kind: ContactPointKind; normalised: string | null }[] | null;
};

const listStatement = (sort: RequestSort, descending: boolean) => ({
  name: `desk_requests_${sort}_${descending ? 'down' : 'up'}`,
  text: `
-- Requests taken, a page at a time, with their addresses for masking.
SELECT ${REQUEST_COLUMNS}, s.name AS "staffName", k.name AS "contactName",
       (SELECT json_agg(json_build_object('kind', p.kind, 'normalised', p.normalised)) FROM contact_point p WHERE p.id = ANY (r.contact_point_ids)) AS points
FROM opt_out_request r JOIN staff s ON s.id = r.staff_id LEFT JOIN contact k ON k.id = r.contact_id
WHERE ($1::uuid IS NULL OR r.staff_id = $1) AND ($2::desk_medium IS NULL OR r.medium = $2)
  AND ($3::boolean IS NULL OR (r.undone_at IS NOT NULL) = $3) AND ($4::timestamptz IS NULL OR (r.due_at >= $4 AND r.due_at < $5))
ORDER BY r.${sort}_at ${descending ? 'DESC' : 'ASC'}, r.id LIMIT $6 OFFSET $7`,
});

const LISTS = new Map(
  REQUEST_SORTS.flatMap((sort) =>
    [true, false].map((descending) => [`${sort}/${descending}`, listStatement(sort, descending)] as const),
  ),
);

/** A page of requests in the order asked for. */
export async function listRequestRows(
  reader: Reader,
  asked: { filter: RequestFilter; sort: RequestSort; descending: boolean; limit: number; offset: number },
): Promise<ListedRequest[]> {
  const { filter, sort, descending, limit, offset } = asked;
  const statement = LISTS.get(`${sort}/${descending}`);
  if (statement === undefined) throw new Error('no such order');
  return reader.query<ListedRequest>(statement, [
    filter.staffId,
    filter.medium,
    filter.undone,
    filter.due?.from ?? null,
    filter.due?.before ?? null,
    limit,
    offset,
  ]);
}

const MARK_UNDONE = {
  name: 'desk_mark_undone',
  text: `
-- The request was a slip; what was asked stays readable.
UPDATE opt_out_request SET undone_at = $2 WHERE id = $1 AND undone_at IS NULL`,
};

/** Notes that a request was undone. */
export async function markUndone(tx: Writer, id: string, at: Date): Promise<void> {
  await tx.query(MARK_UNDONE, [id, at]);
}

export interface RecordedNo {
  contactPointId: string;
  kind: ContactPointKind;
  keyEpoch: number;
  seq: number;
  act: Act;
  channel: ChannelScope;
  senderNo: number;
  topicNo: number;
  door: Door;
  actorId: string | null;
  contactId: string | null;
  recordedAt: Date;
}

const EVENTS_OF_INSTRUCTION = {
  name: 'desk_events_of_instruction',
  text: `
-- What one instruction wrote on a few addresses.
SELECT e.contact_point_id AS "contactPointId", p.kind, p.key_epoch AS "keyEpoch", e.seq, e.act, e.channel, e.sender_no AS "senderNo",
       e.topic_no AS "topicNo", e.door, e.actor_id AS "actorId", e.contact_id AS "contactId", e.recorded_at AS "recordedAt"
FROM consent_event e JOIN contact_point p ON p.id = e.contact_point_id
WHERE e.contact_point_id = ANY ($1::uuid[]) AND e.instruction_id = $2 ORDER BY e.contact_point_id, e.seq`,
};

/** The events of one instruction. */
export function eventsOfInstruction(
  reader: Reader,
  pointIds: readonly string[],
  instructionId: string,
): Promise<RecordedNo[]> {
  return reader.query<RecordedNo>(EVENTS_OF_INSTRUCTION, [pointIds, instructionId]);
}

/** A yes said later than a no of a request; whether it holds is for the gate to say. */
export interface LaterYes {
  contactPointId: string;
  channel: Channel;
  senderNo: number;
  topicNo: number;
  at: Date;
}

const LATER_YESES = {
  name: 'desk_later_yeses',
  text: `
-- Lifting yeses said after the nos of an instruction and in their scope.
SELECT DISTINCT m.contact_point_id AS "contactPointId", m.channel, m.sender_no AS "senderNo", m.topic_no AS "topicNo", m.lift_at AS at
FROM consent_event e
JOIN permission m ON m.contact_point_id = e.contact_point_id AND e.channel IN ('all', m.channel)
  AND e.sender_no IN (0, m.sender_no) AND e.topic_no IN (0, m.topic_no) AND m.lift_at > e.said_at
WHERE e.contact_point_id = ANY ($1::uuid[]) AND e.instruction_id = $2
  AND e.act IN ('refused', 'withdrawn', 'objected', 'revoked')
ORDER BY at DESC, m.contact_point_id, m.channel, m.sender_no, m.topic_no`,
};

/** The lifting yeses said after the nos one instruction wrote and within their scope, newest first. */
export function laterYeses(
  reader: Reader,
  pointIds: readonly string[],
  instructionId: string,
): Promise<LaterYes[]> {
  return reader.query<LaterYes>(LATER_YESES, [pointIds, instructionId]);
}

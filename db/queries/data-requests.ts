import type {
  ActorKind,
  DataRequestKind,
  DataRequestState,
  DataRequestStepKind,
  DataRequestWay,
} from '../../lib/domain/vocabulary';
import type { Reader, Writer } from '../client';

/** What a person asked about their own data. */
export interface DataRequestRow {
  id: string;
  reference: string;
  kind: DataRequestKind;
  way: DataRequestWay;
  contactId: string | null;
  replyPointId: string | null;
  name: string | null;
  words: string | null;
  /** What the person is answered in, as far as it is ours to choose. */
  language: string;
  receivedAt: Date;
  acknowledgeBy: Date | null;
  acknowledgedAt: Date | null;
  dueAt: Date;
  extendedAt: Date | null;
  state: DataRequestState;
  closedAt: Date | null;
  /** How many steps it has. */
  steps: number;
}

const COLUMNS = `r.id, r.reference, r.kind, r.way, r.contact_id AS "contactId", r.reply_point_id AS "replyPointId", r.name, r.words,
       r.language, r.received_at AS "receivedAt", r.acknowledge_by AS "acknowledgeBy", r.acknowledged_at AS "acknowledgedAt", r.due_at AS "dueAt",
       r.extended_at AS "extendedAt", r.state, r.closed_at AS "closedAt", r.steps`;

const ADD = {
  name: 'data_requests_add',
  text: `
-- Its id is drawn from the form: sent twice, the second waits for the first and adds nothing.
INSERT INTO data_request (id, reference, kind, way, contact_id, reply_point_id, name, words, language, received_at, acknowledge_by, due_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
ON CONFLICT (id) DO NOTHING RETURNING id`,
};

export type NewDataRequest = Omit<
  DataRequestRow,
  'acknowledgedAt' | 'extendedAt' | 'state' | 'closedAt' | 'steps'
>;

/** Adds a request; false when the same form was sent before. */
export async function insertDataRequest(tx: Writer, row: NewDataRequest): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(ADD, [
    row.id,
    row.reference,
    row.kind,
    row.way,
    row.contactId,
    row.replyPointId,
    row.name,
    row.words,
    row.language,
    row.receivedAt,
    row.acknowledgeBy,
    row.dueAt,
  ]);
  return rows.length === 1;
}

const BY_ID = {
  name: 'data_requests_by_id',
  text: `
-- One request.
SELECT ${COLUMNS} FROM data_request r WHERE r.id = $1`,
};

/** One request; null when there is none. */
export async function dataRequestById(reader: Reader, id: string): Promise<DataRequestRow | null> {
  return (await reader.query<DataRequestRow>(BY_ID, [id]))[0] ?? null;
}

const LOCK = {
  name: 'data_requests_lock',
  text: `
-- One request, held: of two answers at once the second sees what the first did.
SELECT ${COLUMNS} FROM data_request r WHERE r.id = $1 FOR UPDATE`,
};

/** One request, locked until the transaction ends. */
export async function lockDataRequest(tx: Writer, id: string): Promise<DataRequestRow | null> {
  return (await tx.query<DataRequestRow>(LOCK, [id]))[0] ?? null;
}

const OPEN_OF_CONTACT = {
  name: 'data_requests_open_of_contact',
  text: `
-- What a person asked and nobody has closed yet, the oldest first.
SELECT ${COLUMNS} FROM data_request r WHERE r.contact_id = $1 AND r.state = 'open' ORDER BY r.received_at, r.id`,
};

/** The open requests of a contact. */
export function openRequestsOf(reader: Reader, contactId: string): Promise<DataRequestRow[]> {
  return reader.query<DataRequestRow>(OPEN_OF_CONTACT, [contactId]);
}

const OF_CONTACT = {
  name: 'data_requests_of_contact',
  text: `
-- What a person asked while signed in, and complaints that came from an address only they have ever used; newest first.
SELECT ${COLUMNS} FROM data_request r
WHERE r.contact_id = $1 OR (r.contact_id IS NULL AND r.reply_point_id = ANY ($2::uuid[]))
ORDER BY r.received_at DESC, r.id LIMIT $3`,
};

/** The requests of a contact; `ownPointIds` are addresses nobody else has used. */
export function requestsOf(
  reader: Reader,
  contactId: string,
  ownPointIds: readonly string[],
  limit: number,
): Promise<DataRequestRow[]> {
  return reader.query<DataRequestRow>(OF_CONTACT, [contactId, ownPointIds, limit]);
}

/** One thing that happened to a request. */
export interface DataRequestStepRow {
  requestId: string;
  no: number;
  step: DataRequestStepKind;
  at: Date;
  actorKind: ActorKind;
  actorId: string | null;
  dueAt: Date | null;
  words: string | null;
}

const ADD_STEP = {
  name: 'data_requests_add_step',
  text: `
-- The next thing that happened to a request, and what it makes of the request itself. Callers hold the request.
WITH stepped AS (
  UPDATE data_request SET steps = steps + 1, state = $4, due_at = $5, acknowledged_at = $6, extended_at = $7,
    closed_at = CASE WHEN $4 = 'open'::data_request_state THEN NULL ELSE $3::timestamptz END
  WHERE id = $1 RETURNING id, steps
)
INSERT INTO data_request_step (request_id, no, step, at, actor_kind, actor_id, due_at, words)
SELECT s.id, s.steps, $2, $3, $8, $9, $10, $11 FROM stepped s RETURNING no`,
};

/** What a step leaves of its request. */
export interface RequestAfterStep {
  state: DataRequestState;
  dueAt: Date;
  acknowledgedAt: Date | null;
  extendedAt: Date | null;
}

/** Adds a step and returns its number. */
export async function insertStep(
  tx: Writer,
  step: Omit<DataRequestStepRow, 'no'>,
  after: RequestAfterStep,
): Promise<number> {
  const [row] = await tx.query<{ no: number }>(ADD_STEP, [
    step.requestId,
    step.step,
    step.at,
    after.state,
    after.dueAt,
    after.acknowledgedAt,
    after.extendedAt,
    step.actorKind,
    step.actorId,
    step.dueAt,
    step.words,
  ]);
  if (row === undefined) throw new Error('a step was added to no request');
  return row.no;
}

/** A step as read: by whom of the staff, and what became of the email that told it. */
export type ReadStep = DataRequestStepRow & { staffName: string | null; mail: string | null };

const STEPS = {
  name: 'data_requests_steps',
  text: `
-- What happened to a few requests, in order, with the state of the mail that told each.
SELECT s.request_id AS "requestId", s.no, s.step, s.at, s.actor_kind AS "actorKind", s.actor_id AS "actorId", s.due_at AS "dueAt", s.words,
       f.name AS "staffName", m.state::text AS mail
FROM data_request_step s
LEFT JOIN staff f ON f.id = s.actor_id AND s.actor_kind = 'staff'
LEFT JOIN data_request_mail l ON l.request_id = s.request_id AND l.step_no = s.no
LEFT JOIN message m ON m.contact_point_id = l.contact_point_id AND m.id = l.message_id
WHERE s.request_id = ANY ($1::uuid[]) ORDER BY s.request_id, s.no`,
};

/** The steps of requests, in order. */
export function stepsOf(reader: Reader, requestIds: readonly string[]): Promise<ReadStep[]> {
  return reader.query<ReadStep>(STEPS, [requestIds]);
}

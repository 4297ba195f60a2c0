import type { EventForUndo } from '../../lib/domain/append';
import type { PointRef } from '../../lib/domain/consent-event';
import type { ChainedEvent } from '../../lib/domain/ledger';
import type { Cell, Stop } from '../../lib/domain/permission';
import type { Door } from '../../lib/domain/vocabulary';
import { byteaArray, instantArray, plainArray } from '../array-literal';
import type { Reader, Writer } from '../client';

export interface Head {
  id: string;
  last_seq: number;
  last_hash: Buffer | null;
}

const LOCK_HEADS = {
  name: 'record_lock_heads',
  text: `
-- Locks contact points in the order given (callers sort by id) by touching their head rows; makes the missing
-- ones in the same order, so that two batches can never wait for each other in a circle.
INSERT INTO contact_point AS p (id, kind, key_epoch, normaliser, typed, normalised, postcode, premises_id, country, extension)
SELECT n.id, n.kind, n.key_epoch, 1, n.typed, n.normalised, n.postcode, n.premises_id, n.country, n.extension
FROM unnest($1::uuid[], $2::contact_point_kind[], $3::smallint[], $4::text[], $5::text[], $6::text[], $7::uuid[], $8::text[], $9::text[])
  WITH ORDINALITY AS n (id, kind, key_epoch, typed, normalised, postcode, premises_id, country, extension, position)
ORDER BY n.position
ON CONFLICT (id) DO UPDATE SET last_seq = p.last_seq
RETURNING id, last_seq, last_hash`,
};

/** Locks and returns the heads of contact points, making those never seen. `points` must be distinct and sorted by id. */
export async function lockHeads(tx: Writer, points: readonly PointRef[]): Promise<Map<string, Head>> {
  const rows = await tx.query<Head>(LOCK_HEADS, [
    plainArray(points, (point) => point.id),
    plainArray(points, (point) => point.kind),
    plainArray(points, (point) => point.keyEpoch),
    points.map((point) => point.typed),
    points.map((point) => point.normalised),
    points.map((point) => point.postcode),
    plainArray(points, (point) => point.premisesId),
    points.map((point) => point.country),
    points.map((point) => point.extension),
  ]);
  return new Map(rows.map((row) => [row.id, row]));
}

export interface PermissionRow {
  contact_point_id: string;
  channel: Cell['channel'];
  sender_no: number;
  topic_no: number;
  no_at: Date | null;
  no_seq: number | null;
  yes_at: Date | null;
  yes_seq: number | null;
  yes_until: Date | null;
  yes_basis: Cell['yesBasis'];
  lift_at: Date | null;
  lift_seq: number | null;
}

export const PERMISSIONS = {
  name: 'record_permissions',
  text: `
-- The projection of locked contact points.
SELECT contact_point_id, channel, sender_no, topic_no, no_at, no_seq, yes_at, yes_seq, yes_until, yes_basis, lift_at, lift_seq
FROM permission WHERE contact_point_id = ANY ($1::uuid[])`,
};

/** Reads all permissions of contact points. */
export function readPermissions(tx: Reader, ids: readonly string[]): Promise<PermissionRow[]> {
  return tx.query<PermissionRow>(PERMISSIONS, [plainArray(ids, (id) => id)]);
}

const DOORS = {
  name: 'record_doors',
  text: `
-- By which doors a few events came in: a repeat of a no through the same door adds nothing.
SELECT e.contact_point_id AS "contactPointId", e.seq, e.door
FROM unnest($1::uuid[], $2::int[]) AS q (contact_point_id, seq)
JOIN consent_event e ON e.contact_point_id = q.contact_point_id AND e.seq = q.seq`,
};

/** Reads the doors of events, named by contact point and sequence number. */
export function readDoors(
  tx: Reader,
  events: readonly { contactPointId: string; seq: number }[],
): Promise<{ contactPointId: string; seq: number; door: Door }[]> {
  return tx.query(DOORS, [
    plainArray(events, (event) => event.contactPointId),
    plainArray(events, (event) => event.seq),
  ]);
}

interface StopRow {
  contact_point_id: string;
  contact_id: string;
  stop: Stop['stop'];
  channel: Stop['channel'];
  seq: number;
  from_at: Date;
  until_at: Date | null;
  standing: boolean;
}

const STOPS = {
  name: 'record_stops',
  text: `
-- Pauses and contact-level stops of locked contact points, ended ones included.
SELECT contact_point_id, contact_id, stop, channel, seq, from_at, until_at, standing
FROM contact_point_stop WHERE contact_point_id = ANY ($1::uuid[])`,
};

/** Reads all stops of contact points. */
export async function readStops(
  tx: Reader,
  ids: readonly string[],
): Promise<(Stop & { contactPointId: string })[]> {
  const rows = await tx.query<StopRow>(STOPS, [ids]);
  return rows.map((row) => ({
    contactPointId: row.contact_point_id,
    contactId: row.contact_id,
    stop: row.stop,
    channel: row.channel,
    seq: row.seq,
    fromAt: row.from_at,
    untilAt: row.until_at,
    standing: row.standing,
  }));
}

const LEDGER_OF_POINTS = {
  name: 'record_ledger_of_points',
  text: `
-- Whole ledgers of a few contact points, to fold again when an event is undone.
SELECT contact_point_id AS "contactPointId", seq, act, channel, sender_no AS "senderNo", topic_no AS "topicNo", basis, stop, door,
       contact_id AS "contactId", lifting, undoes_seq AS "undoesSeq", said_at AS "saidAt", effective_until AS "effectiveUntil"
FROM consent_event WHERE contact_point_id = ANY ($1::uuid[]) ORDER BY contact_point_id, seq`,
};

/** Reads every event of contact points in order, as far as the projection needs them. */
export function readLedgers(tx: Reader, ids: readonly string[]): Promise<EventForUndo[]> {
  return tx.query<EventForUndo>(LEDGER_OF_POINTS, [ids]);
}

export interface EvidenceRow {
  contactPointId: string;
  instructionId: string;
  salt: Buffer;
  body: string;
  contactId: string | null;
}

export interface Append {
  events: readonly ChainedEvent[];
  evidence: readonly EvidenceRow[];
  cells: readonly (Cell & { contactPointId: string })[];
  heads: readonly { id: string; seq: number; hash: Buffer }[];
}

const APPEND = {
  name: 'record_append',
  text: `
-- Events, their evidence, the projection and the chain heads in one statement, over any number of instructions.
WITH event AS (
  INSERT INTO consent_event (contact_point_id, seq, event_id, instruction_id, act, channel, sender_no, topic_no, basis, stop,
    door, actor_kind, actor_id, contact_id, assurance, lifting, notice_version_id, undoes_seq, full_name_key, said_at,
    recorded_at, effective_until, evidence_digest, prev_hash, hash)
  SELECT * FROM unnest($1::uuid[], $2::int[], $3::uuid[], $4::uuid[], $5::act[], $6::channel_scope[], $7::int[], $8::int[],
    $9::basis[], $10::stop_kind[], $11::door[], $12::actor_kind[], $13::uuid[], $14::uuid[], $15::assurance[], $16::boolean[],
    $17::uuid[], $18::int[], $19::bytea[], $20::timestamptz[], $21::timestamptz[], $22::timestamptz[], $23::bytea[], $24::bytea[], $25::bytea[])
), proof AS (
  INSERT INTO evidence (contact_point_id, instruction_id, salt, body, contact_id)
  SELECT * FROM unnest($26::uuid[], $27::uuid[], $28::bytea[], $29::jsonb[], $30::uuid[])
  ON CONFLICT (contact_point_id, instruction_id) DO NOTHING
), cell AS (
  INSERT INTO permission (contact_point_id, channel, sender_no, topic_no, no_at, no_seq, yes_at, yes_seq, yes_until, yes_basis, lift_at, lift_seq)
  SELECT * FROM unnest($31::uuid[], $32::channel_scope[], $33::int[], $34::int[], $35::timestamptz[], $36::int[], $37::timestamptz[],
    $38::int[], $39::timestamptz[], $40::basis[], $41::timestamptz[], $42::int[])
  ON CONFLICT (contact_point_id, channel, sender_no, topic_no) DO UPDATE SET
    no_at = excluded.no_at, no_seq = excluded.no_seq, yes_at = excluded.yes_at, yes_seq = excluded.yes_seq,
    yes_until = excluded.yes_until, yes_basis = excluded.yes_basis, lift_at = excluded.lift_at, lift_seq = excluded.lift_seq
)
UPDATE contact_point p SET last_seq = h.seq, last_hash = h.hash
FROM unnest($43::uuid[], $44::int[], $45::bytea[]) AS h (id, seq, hash)
WHERE p.id = h.id`,
};

/** Appends chained events with evidence, projection and heads. The heads must be locked by {@link lockHeads}. */
export async function appendEvents(tx: Writer, append: Append): Promise<void> {
  const { events, evidence, cells, heads } = append;
  await tx.query(APPEND, [
    plainArray(events, (event) => event.contactPointId),
    plainArray(events, (event) => event.seq),
    plainArray(events, (event) => event.eventId),
    plainArray(events, (event) => event.instructionId),
    plainArray(events, (event) => event.act),
    plainArray(events, (event) => event.channel),
    plainArray(events, (event) => event.senderNo),
    plainArray(events, (event) => event.topicNo),
    plainArray(events, (event) => event.basis),
    plainArray(events, (event) => event.stop),
    plainArray(events, (event) => event.door),
    plainArray(events, (event) => event.actorKind),
    plainArray(events, (event) => event.actorId),
    plainArray(events, (event) => event.contactId),
    plainArray(events, (event) => event.assurance),
    plainArray(events, (event) => event.lifting),
    plainArray(events, (event) => event.noticeVersionId),
    plainArray(events, (event) => event.undoesSeq),
    byteaArray(events, (event) => event.fullNameKey),
    instantArray(events, (event) => event.saidAt),
    instantArray(events, (event) => event.recordedAt),
    instantArray(events, (event) => event.effectiveUntil),
    byteaArray(events, (event) => event.evidenceDigest),
    byteaArray(events, (event) => event.prevHash),
    byteaArray(events, (event) => event.hash),
    plainArray(evidence, (row) => row.contactPointId),
    plainArray(evidence, (row) => row.instructionId),
    byteaArray(evidence, (row) => row.salt),
    evidence.map((row) => row.body),
    plainArray(evidence, (row) => row.contactId),
    plainArray(cells, (cell) => cell.contactPointId),
    plainArray(cells, (cell) => cell.channel),
    plainArray(cells, (cell) => cell.senderNo),
    plainArray(cells, (cell) => cell.topicNo),
    instantArray(cells, (cell) => cell.noAt),
    plainArray(cells, (cell) => cell.noSeq),
    instantArray(cells, (cell) => cell.yesAt),
    plainArray(cells, (cell) => cell.yesSeq),
    instantArray(cells, (cell) => cell.yesUntil),
    plainArray(cells, (cell) => cell.yesBasis),
    instantArray(cells, (cell) => cell.liftAt),
    plainArray(cells, (cell) => cell.liftSeq),
    plainArray(heads, (head) => head.id),
    plainArray(heads, (head) => head.seq),
    byteaArray(heads, (head) => head.hash),
  ]);
}

const WRITE_STOPS = {
  name: 'record_write_stops',
  text: `
-- The latest word on each stop.
INSERT INTO contact_point_stop (contact_point_id, contact_id, stop, channel, seq, from_at, until_at, standing)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::stop_kind[], $4::channel_scope[], $5::int[], $6::timestamptz[], $7::timestamptz[], $8::boolean[])
ON CONFLICT (contact_point_id, contact_id, stop, channel) DO UPDATE SET
  seq = excluded.seq, from_at = excluded.from_at, until_at = excluded.until_at, standing = excluded.standing`,
};

/** Writes the changed stops. */
export async function writeStops(
  tx: Writer,
  stops: readonly (Stop & { contactPointId: string })[],
): Promise<void> {
  await tx.query(WRITE_STOPS, [
    stops.map((stop) => stop.contactPointId),
    stops.map((stop) => stop.contactId),
    stops.map((stop) => stop.stop),
    stops.map((stop) => stop.channel),
    stops.map((stop) => stop.seq),
    stops.map((stop) => stop.fromAt),
    stops.map((stop) => stop.untilAt),
    stops.map((stop) => stop.standing),
  ]);
}

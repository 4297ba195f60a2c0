import type { ChainedEvent } from '../../lib/domain/ledger';
import type { Cell, Stop } from '../../lib/domain/permission';
import type { ContactPointKind } from '../../lib/domain/vocabulary';
import type { Reader, Writer } from '../client';

/** Where reading of the ledger stands: the last event seen. */
export interface LedgerPosition {
  id: string;
  seq: number;
}

/** Before every contact point. */
export const LEDGER_START: LedgerPosition = { id: '00000000-0000-0000-0000-000000000000', seq: -1 };

/** An event as stored, with its evidence where that still exists. */
export interface StoredEvent extends ChainedEvent {
  evidenceSalt: Buffer | null;
  evidenceBody: unknown;
}

const EVENTS = {
  name: 'verify_events',
  text: `
-- The next events of the ledger in key order, with their evidence.
SELECT e.contact_point_id AS "contactPointId", e.seq, e.event_id AS "eventId", e.instruction_id AS "instructionId", e.act, e.channel,
       e.sender_no AS "senderNo", e.topic_no AS "topicNo", e.basis, e.stop, e.door, e.actor_kind AS "actorKind", e.actor_id AS "actorId",
       e.contact_id AS "contactId", e.assurance, e.lifting, e.notice_version_id AS "noticeVersionId", e.undoes_seq AS "undoesSeq",
       e.full_name_key AS "fullNameKey", e.said_at AS "saidAt", e.recorded_at AS "recordedAt", e.effective_until AS "effectiveUntil",
       e.evidence_digest AS "evidenceDigest", e.prev_hash AS "prevHash", e.hash, p.salt AS "evidenceSalt", p.body AS "evidenceBody"
FROM (
  SELECT * FROM consent_event WHERE (contact_point_id, seq) > ($1::uuid, $2::int)
  ORDER BY contact_point_id, seq LIMIT $3
) e
LEFT JOIN evidence p ON p.contact_point_id = e.contact_point_id AND p.instruction_id = e.instruction_id
ORDER BY e.contact_point_id, e.seq`,
};

/** The next `limit` events after a position, in key order. */
export function nextEvents(reader: Reader, after: LedgerPosition, limit: number): Promise<StoredEvent[]> {
  return reader.query<StoredEvent>(EVENTS, [after.id, after.seq, limit]);
}

export interface StoredHead {
  id: string;
  kind: ContactPointKind;
  keyEpoch: number;
  lastSeq: number;
  lastHash: Buffer | null;
}

const HEADS = {
  name: 'verify_heads',
  text: `
-- The next heads of chains in key order, those of silent contact points too.
SELECT id, kind, key_epoch AS "keyEpoch", last_seq AS "lastSeq", last_hash AS "lastHash" FROM contact_point
WHERE id > $1::uuid OR ($2 AND id = $1::uuid) ORDER BY id LIMIT $3`,
};

/** The next `limit` heads after an id (`inclusive`: from it on), in id order. */
export function nextHeads(
  reader: Reader,
  after: string,
  inclusive: boolean,
  limit: number,
): Promise<StoredHead[]> {
  return reader.query<StoredHead>(HEADS, [after, inclusive, limit]);
}

const EXPECTED = {
  name: 'verify_expected',
  text: `
-- About how many events there are, for a progress bar.
SELECT greatest(reltuples, 0)::bigint::text AS events FROM pg_class WHERE oid = 'public.consent_event'::regclass`,
};

/** The planner's estimate of the ledger's length; 0 when it has none. */
export async function expectedEvents(reader: Reader): Promise<number> {
  const [row] = await reader.query<{ events: string }>(EXPECTED);
  return Number(row?.events ?? 0);
}

export interface GuardState {
  /** Triggers of the ledger that exist and fire for everybody. */
  triggers: string[];
  /** Roles among those the application works as, with a right on the ledger they must not have. */
  rights: { role: string; right: string }[];
}

const TRIGGERS = {
  name: 'verify_triggers',
  text: `
-- The ledger's own triggers that are switched on and call the function that refuses.
SELECT t.tgname AS name FROM pg_trigger t JOIN pg_proc f ON f.oid = t.tgfoid
WHERE t.tgrelid = 'public.consent_event'::regclass AND t.tgenabled IN ('O', 'A') AND f.proname = 'refuse_change'`,
};

const RIGHTS = {
  name: 'verify_rights',
  text: `
-- What the application's roles may do to the ledger beyond reading and adding.
SELECT DISTINCT r.role, w.right
FROM (SELECT current_user::text AS role UNION SELECT 'sayso_app') r
CROSS JOIN unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) AS w ("right")
WHERE has_table_privilege(r.role, 'public.consent_event', w.right)
ORDER BY 1, 2`,
};

/** Whether what protects the ledger inside the database is still in place. */
export async function readGuards(reader: Reader): Promise<GuardState> {
  const triggers = await reader.query<{ name: string }>(TRIGGERS);
  const rights = await reader.query<{ role: string; right: string }>(RIGHTS);
  return { triggers: triggers.map(({ name }) => name), rights };
}

const CELLS = {
  name: 'verify_cells',
  text: `
-- The projection of a stretch of contact points.
SELECT contact_point_id AS "contactPointId", channel, sender_no AS "senderNo", topic_no AS "topicNo", no_at AS "noAt", no_seq AS "noSeq",
       yes_at AS "yesAt", yes_seq AS "yesSeq", yes_until AS "yesUntil", yes_basis AS "yesBasis", lift_at AS "liftAt", lift_seq AS "liftSeq"
FROM permission WHERE contact_point_id > $1::uuid AND contact_point_id <= $2::uuid`,
};

/** Permission rows of the contact points after `from` up to and with `to`. */
export function cellsBetween(
  reader: Reader,
  from: string,
  to: string,
): Promise<(Cell & { contactPointId: string })[]> {
  return reader.query<Cell & { contactPointId: string }>(CELLS, [from, to]);
}

const STOPS = {
  name: 'verify_stops',
  text: `
-- The stops of a stretch of contact points.
SELECT contact_point_id AS "contactPointId", contact_id AS "contactId", stop, channel, seq, from_at AS "fromAt", until_at AS "untilAt", standing
FROM contact_point_stop WHERE contact_point_id > $1::uuid AND contact_point_id <= $2::uuid`,
};

/** Stop rows of the contact points after `from` up to and with `to`. */
export function stopsBetween(
  reader: Reader,
  from: string,
  to: string,
): Promise<(Stop & { contactPointId: string })[]> {
  return reader.query<Stop & { contactPointId: string }>(STOPS, [from, to]);
}

const CLEAR_CELLS = {
  name: 'rebuild_clear_cells',
  text: `
-- Throws away the projection of a stretch of contact points, to be written anew.
DELETE FROM permission WHERE contact_point_id > $1::uuid AND contact_point_id <= $2::uuid`,
};
const CLEAR_STOPS = {
  name: 'rebuild_clear_stops',
  text: `
-- Throws away the stops of a stretch of contact points, to be written anew.
DELETE FROM contact_point_stop WHERE contact_point_id > $1::uuid AND contact_point_id <= $2::uuid`,
};
const WRITE_CELLS = {
  name: 'rebuild_write_cells',
  text: `
-- Writes the projection of a stretch of contact points as the ledger has it.
INSERT INTO permission (contact_point_id, channel, sender_no, topic_no, no_at, no_seq, yes_at, yes_seq, yes_until, yes_basis, lift_at, lift_seq)
SELECT * FROM unnest($1::uuid[], $2::channel_scope[], $3::int[], $4::int[], $5::timestamptz[], $6::int[], $7::timestamptz[],
  $8::int[], $9::timestamptz[], $10::basis[], $11::timestamptz[], $12::int[])`,
};

/** Replaces permissions of the contact points after `from` up to and with `to`; their heads must be locked. */
export async function replaceCells(
  tx: Writer,
  from: string,
  to: string,
  cells: readonly (Cell & { contactPointId: string })[],
): Promise<void> {
  await tx.query(CLEAR_CELLS, [from, to]);
  await tx.query(CLEAR_STOPS, [from, to]);
  if (cells.length === 0) return;
  await tx.query(WRITE_CELLS, [
    cells.map((cell) => cell.contactPointId),
    cells.map((cell) => cell.channel),
    cells.map((cell) => cell.senderNo),
    cells.map((cell) => cell.topicNo),
    cells.map((cell) => cell.noAt),
    cells.map((cell) => cell.noSeq),
    cells.map((cell) => cell.yesAt),
    cells.map((cell) => cell.yesSeq),
    cells.map((cell) => cell.yesUntil),
    cells.map((cell) => cell.yesBasis),
    cells.map((cell) => cell.liftAt),
    cells.map((cell) => cell.liftSeq),
  ]);
}

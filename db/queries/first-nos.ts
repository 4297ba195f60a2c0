import type { ChainedEvent } from '../../lib/domain/ledger';
import type { ChannelScope } from '../../lib/domain/vocabulary';
import { byteaArray, instantArray, plainArray } from '../array-literal';
import type { Reader, Writer } from '../client';

/** One cell of one contact point, as asked. */
export interface CellOfPoint {
  contactPointId: string;
  channel: ChannelScope;
  senderNo: number;
  topicNo: number;
}

/** A contact point's chain head and what was said in one cell, read without a lock. */
export interface HeadAndCell {
  /** Position of the question, from 1. */
  n: number;
  last_seq: number;
  last_hash: Buffer | null;
  said_no: boolean;
  yes_at: Date | null;
}

export const HEADS_AND_CELLS = {
  name: 'first_nos_heads_and_cells',
  text: `
-- Where each contact point's chain stands and whether the asked cell holds words already. Takes no lock.
SELECT q.n::int AS n, p.last_seq, p.last_hash, m.no_at IS NOT NULL AS said_no, m.yes_at
FROM unnest($1::uuid[], $2::channel_scope[], $3::int[], $4::int[]) WITH ORDINALITY AS q (id, channel, sender_no, topic_no, n)
JOIN contact_point p ON p.id = q.id
LEFT JOIN permission m ON m.contact_point_id = q.id AND m.channel = q.channel
  AND m.sender_no = q.sender_no AND m.topic_no = q.topic_no`,
};

/** Reads heads and cells; contact points never stored have no row. */
export function readHeadsAndCells(reader: Reader, asked: readonly CellOfPoint[]): Promise<HeadAndCell[]> {
  return reader.query<HeadAndCell>(HEADS_AND_CELLS, [
    plainArray(asked, (cell) => cell.contactPointId),
    plainArray(asked, (cell) => cell.channel),
    plainArray(asked, (cell) => cell.senderNo),
    plainArray(asked, (cell) => cell.topicNo),
  ]);
}

const APPEND_FIRST_NOS = {
  name: 'first_nos_append',
  text: `
-- The first no of a person in a cell, with its evidence, the cell and the chain head, over many contact points, each
-- once. Nothing was locked: an event that came in between has taken the sequence number, and all of this fails.
WITH said AS MATERIALIZED (
  SELECT * FROM unnest($1::uuid[], $2::int[], $3::uuid[], $4::uuid[], $5::act[], $6::channel_scope[], $7::int[], $8::int[],
    $9::door[], $10::assurance[], $11::timestamptz[], $12::bytea[], $13::bytea[], $14::bytea[], $15::bytea[], $16::jsonb[])
    AS s (id, seq, event_id, instruction_id, act, channel, sender_no, topic_no, door, assurance, said_at, digest, prev_hash,
      hash, salt, body)
), event AS (
  INSERT INTO consent_event (contact_point_id, seq, event_id, instruction_id, act, channel, sender_no, topic_no, door,
    actor_kind, assurance, lifting, said_at, recorded_at, evidence_digest, prev_hash, hash)
  SELECT id, seq, event_id, instruction_id, act, channel, sender_no, topic_no, door, 'person', assurance, false, said_at,
    $17::timestamptz, digest, prev_hash, hash FROM said
), proof AS (
  INSERT INTO evidence (contact_point_id, instruction_id, salt, body) SELECT id, instruction_id, salt, body FROM said
), cell AS (
  INSERT INTO permission (contact_point_id, channel, sender_no, topic_no, no_at, no_seq)
  SELECT id, channel, sender_no, topic_no, said_at, seq FROM said
  ON CONFLICT (contact_point_id, channel, sender_no, topic_no) DO UPDATE SET no_at = excluded.no_at, no_seq = excluded.no_seq
)
UPDATE contact_point p SET last_seq = s.seq, last_hash = s.hash FROM said s WHERE p.id = s.id`,
};

/** An event of {@link appendFirstNos} with the evidence behind it. */
export interface ProvenEvent {
  event: ChainedEvent;
  salt: Buffer;
  body: string;
}

/**
 * Appends the first nos of distinct contact points, sorted by id, said by persons, all recorded at one instant. Fails
 * with a unique violation when another event of one of them came in since its head was read.
 */
export async function appendFirstNos(
  tx: Writer,
  rows: readonly ProvenEvent[],
  recordedAt: Date,
): Promise<void> {
  await tx.query(APPEND_FIRST_NOS, [
    plainArray(rows, ({ event }) => event.contactPointId),
    plainArray(rows, ({ event }) => event.seq),
    plainArray(rows, ({ event }) => event.eventId),
    plainArray(rows, ({ event }) => event.instructionId),
    plainArray(rows, ({ event }) => event.act),
    plainArray(rows, ({ event }) => event.channel),
    plainArray(rows, ({ event }) => event.senderNo),
    plainArray(rows, ({ event }) => event.topicNo),
    plainArray(rows, ({ event }) => event.door),
    plainArray(rows, ({ event }) => event.assurance),
    instantArray(rows, ({ event }) => event.saidAt),
    byteaArray(rows, ({ event }) => event.evidenceDigest),
    byteaArray(rows, ({ event }) => event.prevHash),
    byteaArray(rows, ({ event }) => event.hash),
    byteaArray(rows, ({ salt }) => salt),
    rows.map(({ body }) => body),
    recordedAt,
  ]);
}

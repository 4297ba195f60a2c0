import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { TestDatabase } from '../../../db/testing/database';
import { type EventForProjection, projectLedger } from '../../domain/permission';

/** One contact point's rows looked at from outside: by SQL, and with a canonical form of this file's own. */

type Row = Record<string, unknown>;

/** Where the live projection differs from the ledger folded anew; an empty permission row equals none. */
export async function projectionFaults(test: TestDatabase, id: string): Promise<string[]> {
  const events = await test.asOwner<EventForProjection>(
    `SELECT contact_point_id AS "contactPointId", seq, act, channel, sender_no AS "senderNo", topic_no AS "topicNo", basis, stop,
            contact_id AS "contactId", lifting, undoes_seq AS "undoesSeq", said_at AS "saidAt", effective_until AS "effectiveUntil"
     FROM consent_event WHERE contact_point_id = $1 ORDER BY seq`,
    [id],
  );
  const state = projectLedger(events);
  const cells = await test.asOwner<Row>(
    `SELECT channel, sender_no AS "senderNo", topic_no AS "topicNo", no_at AS "noAt", no_seq AS "noSeq", yes_at AS "yesAt", yes_seq AS "yesSeq",
            yes_until AS "yesUntil", yes_basis AS "yesBasis", lift_at AS "liftAt", lift_seq AS "liftSeq"
     FROM permission WHERE contact_point_id = $1 AND (no_seq IS NOT NULL OR yes_seq IS NOT NULL OR lift_seq IS NOT NULL)`,
    [id],
  );
  const stops = await test.asOwner<Row>(
    `SELECT contact_id AS "contactId", stop, channel, seq, from_at AS "fromAt", until_at AS "untilAt", standing
     FROM contact_point_stop WHERE contact_point_id = $1`,
    [id],
  );
  return [...difference(cells, [...state.cells.values()]), ...difference(stops, [...state.stops.values()])];
}

function difference(found: readonly object[], expected: readonly object[]): string[] {
  const [have, want] = [new Set(found.map(inWords)), new Set(expected.map(inWords))];
  return [
    ...[...have].filter((row) => !want.has(row)).map((row) => `stored: ${row}`),
    ...[...want].filter((row) => !have.has(row)).map((row) => `derived: ${row}`),
  ];
}

function inWords(row: object): string {
  return canonicalize(JSON.parse(JSON.stringify(row))) ?? '';
}

/** Gaps, wrong links, wrong hashes, a wrong head, and evidence that an event does not commit to. */
export async function chainFaults(test: TestDatabase, id: string): Promise<string[]> {
  const events = await test.asOwner<Row>(
    'SELECT * FROM consent_event WHERE contact_point_id = $1 ORDER BY seq',
    [id],
  );
  const proofs = await test.asOwner<{ instruction_id: string; salt: Buffer; body: unknown }>(
    'SELECT instruction_id, salt, body FROM evidence WHERE contact_point_id = $1',
    [id],
  );
  const [head] = await test.asOwner<{ last_seq: number; last_hash: Buffer | null }>(
    'SELECT last_seq, last_hash FROM contact_point WHERE id = $1',
    [id],
  );
  const faults: string[] = [];
  let previous: Buffer | null = null;
  for (const [index, row] of events.entries()) {
    const { hash, ...rest } = row;
    if (row.seq !== index + 1) faults.push(`${row.seq}: gap`);
    if (hex(row.prev_hash) !== hex(previous)) faults.push(`${row.seq}: wrong link`);
    const said = canonicalize({
      ...Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, plain(value)])),
      format: 1,
    });
    if (sha256(said ?? '') !== hex(hash)) faults.push(`${row.seq}: wrong hash`);
    const proof = proofs.find((one) => one.instruction_id === row.instruction_id);
    if (
      proof === undefined ||
      sha256(proof.salt, canonicalize(proof.body) ?? '') !== hex(row.evidence_digest)
    )
      faults.push(`${row.seq}: evidence it does not commit to`);
    previous = hash as Buffer;
  }
  const last = events.length === 0 ? [0, null] : [events.length, hex(previous)];
  if (head !== undefined && (head.last_seq !== last[0] || hex(head.last_hash) !== last[1]))
    faults.push('wrong head');
  return faults;
}

function plain(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  return Buffer.isBuffer(value) ? hex(value) : value;
}

function hex(value: unknown): string | null {
  return Buffer.isBuffer(value) ? value.toString('hex') : null;
}

function sha256(...parts: (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

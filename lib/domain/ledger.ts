import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { ConsentEvent, EvidenceBody } from './consent-event';

/** Version of the hashed form; a change of it is a new number, old events keep theirs. */
export const LEDGER_FORMAT = 1;

/** An event with its links in the chain of its contact point. */
export interface ChainedEvent extends ConsentEvent {
  prevHash: Buffer | null;
  hash: Buffer;
}

/**
 * Canonical JSON (RFC 8785) of an event with the hash before it. Keys stand in canonical order and every value is
 * a string, a whole number, a boolean or null, for which JSON.stringify is the canonical form.
 */
export function canonicalEvent(event: ConsentEvent, prevHash: Buffer | null): string {
  return JSON.stringify({
    act: event.act,
    actor_id: event.actorId,
    actor_kind: event.actorKind,
    assurance: event.assurance,
    basis: event.basis,
    channel: event.channel,
    contact_id: event.contactId,
    contact_point_id: event.contactPointId,
    door: event.door,
    effective_until: event.effectiveUntil === null ? null : event.effectiveUntil.toISOString(),
    event_id: event.eventId,
    evidence_digest: hex(event.evidenceDigest),
    format: LEDGER_FORMAT,
    full_name_key: hex(event.fullNameKey),
    instruction_id: event.instructionId,
    lifting: event.lifting,
    notice_version_id: event.noticeVersionId,
    prev_hash: hex(prevHash),
    recorded_at: event.recordedAt.toISOString(),
    said_at: event.saidAt.toISOString(),
    sender_no: event.senderNo,
    seq: event.seq,
    stop: event.stop,
    topic_no: event.topicNo,
    undoes_seq: event.undoesSeq,
  });
}

/** The event's hash: SHA-256 of its canonical JSON, which includes the previous hash and the sequence number. */
export function eventHash(event: ConsentEvent, prevHash: Buffer | null): Buffer {
  return createHash('sha256').update(canonicalEvent(event, prevHash), 'utf8').digest();
}

/** Chains one event after `prevHash` (null for the first of a contact point). */
export function chainEvent(event: ConsentEvent, prevHash: Buffer | null): ChainedEvent {
  return { ...event, prevHash, hash: eventHash(event, prevHash) };
}

/** Commits to the readable evidence without revealing it: SHA-256 over the salt and the canonical JSON of the body. */
export function evidenceDigest(body: EvidenceBody, salt: Buffer): Buffer {
  const canonical = canonicalize(body);
  if (canonical === undefined) throw new Error('evidence has no canonical form');
  return createHash('sha256').update(salt).update(canonical, 'utf8').digest();
}

function hex(bytes: Buffer | null): string | null {
  return bytes === null ? null : bytes.toString('hex');
}

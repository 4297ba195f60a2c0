import { createHash, hash } from 'node:crypto';
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
 * Canonical JSON (RFC 8785) of an event with the hash before it. Keys stand in canonical order; every value is an id, a
 * word of a closed set, hexadecimal digits, an instant, a whole number, a boolean or null, none of which has a
 * character that JSON escapes. Written out by hand: it is made for every event, and a serialiser costs ten times this.
 */
export function canonicalEvent(event: ConsentEvent, prevHash: Buffer | null): string {
  return (
    `{"act":"${event.act}","actor_id":${quoted(event.actorId)},"actor_kind":"${event.actorKind}",` +
    `"assurance":"${event.assurance}","basis":${quoted(event.basis)},"channel":"${event.channel}",` +
    `"contact_id":${quoted(event.contactId)},"contact_point_id":"${event.contactPointId}","door":"${event.door}",` +
    `"effective_until":${instant(event.effectiveUntil)},"event_id":"${event.eventId}",` +
    `"evidence_digest":${hex(event.evidenceDigest)},"format":${LEDGER_FORMAT},` +
    `"full_name_key":${hex(event.fullNameKey)},"instruction_id":"${event.instructionId}",` +
    `"lifting":${event.lifting},"notice_version_id":${quoted(event.noticeVersionId)},` +
    `"prev_hash":${hex(prevHash)},"recorded_at":${instant(event.recordedAt)},"said_at":${instant(event.saidAt)},` +
    `"sender_no":${event.senderNo},"seq":${event.seq},"stop":${quoted(event.stop)},` +
    `"topic_no":${event.topicNo},"undoes_seq":${event.undoesSeq}}`
  );
}

/** The event's hash: SHA-256 of its canonical JSON, which includes the previous hash and the sequence number. */
export function eventHash(event: ConsentEvent, prevHash: Buffer | null): Buffer {
  return hash('sha256', canonicalEvent(event, prevHash), 'buffer');
}

/** Chains one event after `prevHash` (null for the first of a contact point): the event itself, with its links. */
export function chainEvent(event: ConsentEvent, prevHash: Buffer | null): ChainedEvent {
  return Object.assign(event, { prevHash, hash: eventHash(event, prevHash) });
}

/** Commits to the readable evidence without revealing it: SHA-256 over the salt and the canonical JSON of the body. */
export function evidenceDigest(body: EvidenceBody, salt: Buffer): Buffer {
  const canonical = canonicalize(body);
  if (canonical === undefined) throw new Error('evidence has no canonical form');
  return createHash('sha256').update(salt).update(canonical, 'utf8').digest();
}

function quoted(word: string | null): string {
  return word === null ? 'null' : `"${word}"`;
}

function instant(at: Date | null): string {
  return at === null ? 'null' : `"${at.toISOString()}"`;
}

function hex(bytes: Buffer | null): string {
  return bytes === null ? 'null' : `"${bytes.toString('hex')}"`;
}

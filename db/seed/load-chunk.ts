import { copyRow } from './copy-row';
import { type LoadedContact, type LoadSettings, loadContact } from './load-contact';

/** The tables a load fills, with the columns its rows have, in order. */
export const LOAD_COLUMNS = {
  contact: ['id', 'external_ref', 'name', 'locale', 'country', 'subscriber_type', 'created_at', 'updated_at'],
  contact_fact: ['contact_id', 'valid_from', 'recorded_at', 'subscriber_type', 'country', 'status', 'actor'],
  contact_point: [
    'id',
    'kind',
    'key_epoch',
    'normaliser',
    'typed',
    'normalised',
    'postcode',
    'premises_id',
    'country',
    'last_seq',
    'last_hash',
    'created_at',
  ],
  contact_contact_point: [
    'contact_point_id',
    'contact_id',
    'attached_at',
    'channels',
    'is_primary',
    'sign_in',
  ],
  consent_event: [
    'contact_point_id',
    'seq',
    'event_id',
    'instruction_id',
    'act',
    'channel',
    'sender_no',
    'topic_no',
    'basis',
    'stop',
    'door',
    'actor_kind',
    'actor_id',
    'contact_id',
    'assurance',
    'lifting',
    'notice_version_id',
    'undoes_seq',
    'full_name_key',
    'said_at',
    'recorded_at',
    'effective_until',
    'evidence_digest',
    'prev_hash',
    'hash',
  ],
  evidence: ['contact_point_id', 'instruction_id', 'salt', 'body', 'contact_id'],
  permission: [
    'contact_point_id',
    'sender_no',
    'topic_no',
    'channel',
    'no_seq',
    'no_at',
    'yes_at',
    'yes_until',
    'yes_seq',
    'yes_basis',
    'lift_at',
    'lift_seq',
  ],
} as const satisfies Record<string, readonly string[]>;

export type LoadTable = keyof typeof LOAD_COLUMNS;
export const LOAD_TABLES = Object.keys(LOAD_COLUMNS) as LoadTable[];

/** Rows of some contacts in COPY text format, per table. */
export interface LoadChunk {
  contacts: number;
  events: number;
  rows: Record<LoadTable, Buffer>;
}

/** The contacts from `first` up to and with `last`, as rows ready to copy. Pure. */
export function loadChunk(first: number, last: number, settings: LoadSettings): LoadChunk {
  const rows: Record<LoadTable, string[]> = {
    contact: [],
    contact_fact: [],
    contact_point: [],
    contact_contact_point: [],
    consent_event: [],
    evidence: [],
    permission: [],
  };
  for (let n = first; n <= last; n += 1) addContact(rows, loadContact(n, settings));
  const events = rows.consent_event.length;
  const bytes = Object.fromEntries(
    LOAD_TABLES.map((table) => [table, Buffer.from(rows[table].join(''), 'utf8')]),
  ) as Record<LoadTable, Buffer>;
  return { contacts: last - first + 1, events, rows: bytes };
}

function addContact(rows: Record<LoadTable, string[]>, contact: LoadedContact): void {
  const { id, ref, name, country, subscriberType, createdAt, plan } = contact;
  rows.contact.push(copyRow([id, ref, name, 'en', country, subscriberType, createdAt, createdAt]));
  rows.contact_fact.push(copyRow([id, createdAt, createdAt, subscriberType, country, 'active', 'seed load']));
  for (const { ref: point, channels, locked } of contact.points) {
    rows.contact_point.push(
      copyRow([
        point.id,
        point.kind,
        point.keyEpoch,
        1,
        point.typed,
        point.normalised,
        point.postcode,
        point.premisesId,
        point.country,
        locked.lastSeq,
        locked.lastHash,
        createdAt,
      ]),
    );
    rows.contact_contact_point.push(
      copyRow([point.id, id, createdAt, channels, true, point.kind === 'email']),
    );
  }
  for (const event of plan.events) {
    rows.consent_event.push(
      copyRow([
        event.contactPointId,
        event.seq,
        event.eventId,
        event.instructionId,
        event.act,
        event.channel,
        event.senderNo,
        event.topicNo,
        event.basis,
        event.stop,
        event.door,
        event.actorKind,
        event.actorId,
        event.contactId,
        event.assurance,
        event.lifting,
        event.noticeVersionId,
        event.undoesSeq,
        event.fullNameKey,
        event.saidAt,
        event.recordedAt,
        event.effectiveUntil,
        event.evidenceDigest,
        event.prevHash,
        event.hash,
      ]),
    );
  }
  for (const proof of plan.evidence)
    rows.evidence.push(
      copyRow([proof.contactPointId, proof.instructionId, proof.salt, proof.body, proof.contactId]),
    );
  for (const cell of plan.cells.values()) {
    rows.permission.push(
      copyRow([
        cell.contactPointId,
        cell.senderNo,
        cell.topicNo,
        cell.channel,
        cell.noSeq,
        cell.noAt,
        cell.yesAt,
        cell.yesUntil,
        cell.yesSeq,
        cell.yesBasis,
        cell.liftAt,
        cell.liftSeq,
      ]),
    );
  }
}

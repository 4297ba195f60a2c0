import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, jsonb, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { bytea, instant } from './columns';
import { act, actorKind, assurance, basis, channelScope, door, stopKind } from './enums';

/** The ledger: append-only, hashed per contact point. Only `lib/services/ledger/record.ts` appends. */
export const consentEvent = pgTable(
  'consent_event',
  {
    contactPointId: uuid('contact_point_id').notNull(),
    seq: integer('seq').notNull(),
    eventId: uuid('event_id').notNull(),
    instructionId: uuid('instruction_id').notNull(),
    act: act('act').notNull(),
    channel: channelScope('channel').notNull(),
    senderNo: integer('sender_no').notNull(),
    topicNo: integer('topic_no').notNull(),
    basis: basis('basis'),
    stop: stopKind('stop'),
    door: door('door').notNull(),
    actorKind: actorKind('actor_kind').notNull(),
    actorId: uuid('actor_id'),
    contactId: uuid('contact_id'),
    assurance: assurance('assurance').notNull(),
    lifting: boolean('lifting').notNull(),
    noticeVersionId: uuid('notice_version_id'),
    undoesSeq: integer('undoes_seq'),
    fullNameKey: bytea('full_name_key'),
    saidAt: instant('said_at').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    effectiveUntil: instant('effective_until'),
    evidenceDigest: bytea('evidence_digest'),
    prevHash: bytea('prev_hash'),
    hash: bytea('hash').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.contactPointId, table.seq] }),
    check('consent_event_seq_positive', sql`${table.seq} > 0`),
    check('consent_event_first_has_no_previous', sql`(${table.seq} = 1) = (${table.prevHash} is null)`),
    check('consent_event_topic_needs_sender', sql`${table.senderNo} <> 0 or ${table.topicNo} = 0`),
    check(
      'consent_event_yes_names_one_cell',
      sql`${table.act} not in ('given', 'renewed') or (${table.channel} <> 'all' and ${table.senderNo} > 0 and ${table.topicNo} > 0 and ${table.basis} is not null and ${table.evidenceDigest} is not null)`,
    ),
    check('consent_event_only_yes_lifts', sql`not ${table.lifting} or ${table.act} in ('given', 'renewed')`),
    check(
      'consent_event_stop_kind',
      sql`(${table.act} in ('paused', 'resumed')) = (${table.stop} is not null)`,
    ),
    check(
      'consent_event_undo_names_event',
      sql`(${table.act} = 'invalidated') = (${table.undoesSeq} is not null)`,
    ),
  ],
);

/** The readable part of an instruction, salted; the events' `evidence_digest` commits to it. Erasable. */
export const evidence = pgTable(
  'evidence',
  {
    contactPointId: uuid('contact_point_id').notNull(),
    instructionId: uuid('instruction_id').notNull(),
    salt: bytea('salt').notNull(),
    body: jsonb('body').notNull(),
    contactId: uuid('contact_id'),
  },
  (table) => [
    primaryKey({ columns: [table.contactPointId, table.instructionId] }),
    index('evidence_contact').on(table.contactId).where(sql`${table.contactId} is not null`),
  ],
);

/** The projection that gates read: sparse, fixed width, rebuildable. Sequence numbers name the events behind it. */
export const permission = pgTable(
  'permission',
  {
    contactPointId: uuid('contact_point_id').notNull(),
    senderNo: integer('sender_no').notNull(),
    topicNo: integer('topic_no').notNull(),
    channel: channelScope('channel').notNull(),
    noSeq: integer('no_seq'),
    noAt: instant('no_at'),
    yesAt: instant('yes_at'),
    yesUntil: instant('yes_until'),
    yesSeq: integer('yes_seq'),
    yesBasis: basis('yes_basis'),
    liftAt: instant('lift_at'),
    liftSeq: integer('lift_seq'),
  },
  (table) => [primaryKey({ columns: [table.contactPointId, table.channel, table.senderNo, table.topicNo] })],
);

/** Pauses, restrictions, deaths and erasures in force, one row per contact, kind and channel. */
export const contactPointStop = pgTable(
  'contact_point_stop',
  {
    contactPointId: uuid('contact_point_id').notNull(),
    contactId: uuid('contact_id').notNull(),
    stop: stopKind('stop').notNull(),
    channel: channelScope('channel').notNull(),
    seq: integer('seq').notNull(),
    fromAt: instant('from_at').notNull(),
    untilAt: instant('until_at'),
    /** False once a `resumed` said later ended it; the row stays so that late news can be placed. */
    standing: boolean('standing').notNull(),
  },
  (table) => [primaryKey({ columns: [table.contactPointId, table.contactId, table.stop, table.channel] })],
);

/**
 * When a no that repeated a standing one, and so added no event, was last said. Not part of the projection: it only
 * keeps a yes said before the repeat, but told to us later, from lifting the no.
 */
export const absorbedRepeat = pgTable(
  'absorbed_repeat',
  {
    contactPointId: uuid('contact_point_id').notNull(),
    senderNo: integer('sender_no').notNull(),
    topicNo: integer('topic_no').notNull(),
    channel: channelScope('channel').notNull(),
    saidAt: instant('said_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.contactPointId, table.channel, table.senderNo, table.topicNo] })],
);

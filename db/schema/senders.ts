import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { bytea, instant } from './columns';
import { basis, channelScope, frequency, register, senderKind } from './enums';

/** On whose behalf. Archived rather than deleted; number 0 is reserved for *all*. */
export const sender = pgTable(
  'sender',
  {
    no: integer('no').primaryKey().generatedAlwaysAsIdentity(),
    slug: text('slug').notNull().unique(),
    kind: senderKind('kind').notNull(),
    name: text('name').notNull(),
    legalName: text('legal_name').notNull(),
    postalAddress: text('postal_address').notNull(),
    privacyUrl: text('privacy_url').notNull(),
    contactEmail: text('contact_email'),
    colour: text('colour'),
    archivedAt: instant('archived_at'),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [check('sender_no_positive', sql`${table.no} > 0`)],
);

/** What a person ticks. Belongs to one sender; only a first party may have essential topics (checked when set up). */
export const topic = pgTable(
  'topic',
  {
    no: integer('no').primaryKey().generatedAlwaysAsIdentity(),
    senderNo: integer('sender_no')
      .notNull()
      .references(() => sender.no),
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    description: text('description').notNull().default(''),
    essential: boolean('essential').notNull().default(false),
    channels: channelScope('channels').array().notNull(),
    /** How often a person may choose to hear about it; empty: no choice is offered. */
    frequencies: frequency('frequencies').array().notNull().default(sql`'{}'::frequency[]`),
    position: smallint('position').notNull().default(0),
    archivedAt: instant('archived_at'),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [unique('topic_sender_slug').on(table.senderNo, table.slug)],
);

/** Every state senders and topics have had. `subject` is `sender` or `topic`. */
export const vocabularyHistory = pgTable(
  'vocabulary_history',
  {
    subject: text('subject').notNull(),
    no: integer('no').notNull(),
    recordedAt: instant('recorded_at').notNull().defaultNow(),
    body: jsonb('body').notNull(),
  },
  (table) => [primaryKey({ columns: [table.subject, table.no, table.recordedAt] })],
);

/** One row: raised by a trigger at every change of the vocabulary, read along with the facts, so that caches never go stale. */
export const vocabularyVersion = pgTable(
  'vocabulary_version',
  { single: boolean('single').primaryKey().default(true), version: integer('version').notNull().default(1) },
  (table) => [check('vocabulary_version_one_row', sql`${table.single}`)],
);

/** The exact words shown, in one language; immutable once published (a trigger refuses). */
export const noticeVersion = pgTable(
  'notice_version',
  {
    id: uuid('id').primaryKey(),
    slug: text('slug').notNull(),
    version: integer('version').notNull(),
    language: text('language').notNull(),
    words: text('words').notNull(),
    basis: basis('basis').notNull().default('consent'),
    channels: channelScope('channels').array().notNull(),
    senderNos: integer('sender_nos').array().notNull(),
    topicNos: integer('topic_nos').array().notNull(),
    wordsDigest: bytea('words_digest').notNull(),
    publishedAt: instant('published_at'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [unique('notice_version_slug_version_language').on(table.slug, table.version, table.language)],
);

/** A dated record that legitimate interest was weighed. No default rests on legitimate interest without one. */
export const legitimateInterestAssessment = pgTable('legitimate_interest_assessment', {
  id: uuid('id').primaryKey(),
  senderNo: integer('sender_no')
    .notNull()
    .references(() => sender.no),
  topicNo: integer('topic_no')
    .notNull()
    .references(() => topic.no),
  channel: channelScope('channel').notNull(),
  purpose: text('purpose').notNull(),
  balancing: text('balancing').notNull(),
  validFrom: instant('valid_from').notNull(),
  validUntil: instant('valid_until'),
  recordedAt: instant('recorded_at').notNull().defaultNow(),
});

/** A copy of an outside do-not-contact list, with its age. */
export const registerSnapshot = pgTable('register_snapshot', {
  id: uuid('id').primaryKey(),
  register: register('register').notNull(),
  takenAt: instant('taken_at').notNull(),
  loadedAt: instant('loaded_at').notNull().defaultNow(),
  sourceDigest: bytea('source_digest').notNull(),
  entries: integer('entries').notNull(),
});

/** A number or address found on an outside list, from when to when our copies showed it. */
export const registerListing = pgTable(
  'register_listing',
  {
    contactPointId: uuid('contact_point_id').notNull(),
    register: register('register').notNull(),
    listedAt: instant('listed_at').notNull(),
    recordedAt: instant('recorded_at').notNull().defaultNow(),
    delistedAt: instant('delisted_at'),
  },
  (table) => [primaryKey({ columns: [table.contactPointId, table.register, table.listedAt] })],
);

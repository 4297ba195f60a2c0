import { sql } from 'drizzle-orm';
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { bytea, instant } from './columns';
import { deskMedium, staffRole } from './enums';

/** Somebody who works the desk. */
export const staff = pgTable('staff', {
  id: uuid('id').primaryKey(),
  email: text('email').notNull().unique(),
  name: text('name').notNull(),
  role: staffRole('role').notNull(),
  suspendedAt: instant('suspended_at'),
  createdAt: instant('created_at').notNull().defaultNow(),
});

/** A request taken by staff: what was asked, how, when received and recorded, when due, with what outcome. */
export const optOutRequest = pgTable(
  'opt_out_request',
  {
    id: uuid('id').primaryKey(),
    instructionId: uuid('instruction_id').notNull().unique(),
    staffId: uuid('staff_id')
      .notNull()
      .references(() => staff.id),
    contactId: uuid('contact_id'),
    contactPointIds: uuid('contact_point_ids').array().notNull(),
    medium: deskMedium('medium').notNull(),
    words: text('words').notNull(),
    callReference: text('call_reference'),
    /** What it covers, as read back to the caller. */
    readBack: text('read_back').notNull(),
    receivedAt: instant('received_at').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    dueAt: instant('due_at').notNull(),
    outcome: text('outcome').notNull(),
    undoneAt: instant('undone_at'),
  },
  (table) => [
    index('opt_out_request_recorded').on(table.recordedAt),
    index('opt_out_request_contact').on(table.contactId),
    index('opt_out_request_points')
      .using('gin', table.contactPointIds)
      .where(sql`${table.contactId} is null`),
  ],
);

/** Every search and every look at a person, by whom. Nobody can change it. */
export const accessLog = pgTable(
  'access_log',
  {
    id: uuid('id').primaryKey(),
    staffId: uuid('staff_id').notNull(),
    at: instant('at').notNull().defaultNow(),
    what: text('what').notNull(),
    contactId: uuid('contact_id'),
    contactPointId: uuid('contact_point_id'),
    /** Ids and kinds only, never what was typed. */
    detail: jsonb('detail'),
  },
  (table) => [
    index('access_log_at').on(table.at),
    index('access_log_contact').on(table.contactId),
    index('access_log_point')
      .on(table.contactPointId)
      .where(sql`${table.contactId} is null and ${table.contactPointId} is not null`),
    index('access_log_found')
      .using('gin', sql`(${table.detail} -> 'contacts')`)
      .where(sql`${table.what} = 'search'`),
  ],
);

/** A search kept under a random id, so that nobody's address stands in a URL; dropped after an hour. */
export const storedSearch = pgTable('stored_search', {
  id: uuid('id').primaryKey(),
  staffId: uuid('staff_id').notNull(),
  query: text('query').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
});

/** A system that calls the API. Only a digest of its key is kept. */
export const apiClient = pgTable('api_client', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  keyDigest: bytea('key_digest').notNull().unique(),
  scopes: text('scopes').array().notNull(),
  senderNos: integer('sender_nos').array().notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
  expiresAt: instant('expires_at'),
  revokedAt: instant('revoked_at'),
  lastUsedAt: instant('last_used_at'),
});

/** An API write already done, with its answer, so that the same request twice is done once. */
export const idempotencyKey = pgTable(
  'idempotency_key',
  {
    clientId: uuid('client_id').notNull(),
    route: text('route').notNull(),
    key: text('key').notNull(),
    requestDigest: bytea('request_digest').notNull(),
    status: smallint('status'),
    body: text('body'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.clientId, table.route, table.key] }),
    index('idempotency_key_created').on(table.createdAt),
  ],
);

/** A shared counter behind rate limits; never consulted for an opt-out. */
export const rateCounter = pgTable(
  'rate_counter',
  {
    bucket: text('bucket').notNull(),
    windowStart: instant('window_start').notNull(),
    hits: integer('hits').notNull(),
  },
  (table) => [primaryKey({ columns: [table.bucket, table.windowStart] })],
);

/** What the database remembers of each key, so that a start with the wrong one is refused. */
export const keyFingerprint = pgTable(
  'key_fingerprint',
  {
    use: text('use').notNull(),
    epoch: smallint('epoch').notNull(),
    fingerprint: bytea('fingerprint').notNull(),
    firstSeenAt: instant('first_seen_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.use, table.epoch] }),
    uniqueIndex('key_fingerprint_once').on(table.use, table.fingerprint),
  ],
);

/** One run over a list or file, with its inputs and counts. */
export const scrubRun = pgTable('scrub_run', {
  id: uuid('id').primaryKey(),
  source: text('source').notNull(),
  startedAt: instant('started_at').notNull().defaultNow(),
  finishedAt: instant('finished_at'),
  counts: jsonb('counts').notNull().default(sql`'{}'::jsonb`),
  dryRun: boolean('dry_run').notNull().default(false),
});

import { sql } from 'drizzle-orm';
import {
  boolean,
  char,
  check,
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
import { channelScope } from './enums';
import { sender } from './senders';

/** One version of a hosted form: who asks for what, by which notices. What was shown can be proved from it. */
export const joinForm = pgTable(
  'join_form',
  {
    slug: text('slug').notNull(),
    version: integer('version').notNull(),
    senderNo: integer('sender_no')
      .notNull()
      .references(() => sender.no),
    source: text('source').notNull(),
    kind: text('kind').notNull(),
    /** Slug of the sender's own notice. */
    notice: text('notice').notNull(),
    topicNos: integer('topic_nos').array().notNull(),
    channels: channelScope('channels').array().notNull(),
    partnerNos: integer('partner_nos').array().notNull(),
    partnersNotice: text('partners_notice'),
    details: text('details').array().notNull(),
    needsChoice: boolean('needs_choice').notNull(),
    listed: boolean('listed').notNull(),
    confirm: text('confirm').notNull(),
    confirmWithinDays: smallint('confirm_within_days').notNull(),
    similarProducts: text('similar_products'),
    country: char('country', { length: 2 }),
    allowedOrigins: text('allowed_origins').array().notNull(),
    archived: boolean('archived').notNull(),
    publishedAt: instant('published_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.slug, table.version] }),
    check('join_form_source', sql`${table.source} in ('registration', 'newsletter', 'order', 'enquiry')`),
    check('join_form_kind', sql`${table.kind} in ('opt_in', 'soft_opt_in')`),
    check('join_form_confirm', sql`${table.confirm} in ('email', 'none')`),
    check('join_form_consent_confirmed', sql`${table.confirm} = 'email' or ${table.kind} = 'soft_opt_in'`),
    check('join_form_confirm_days', sql`${table.confirmWithinDays} between 1 and 30`),
    check(
      'join_form_soft_opt_in',
      sql`${table.kind} <> 'soft_opt_in' or ${table.similarProducts} is not null`,
    ),
  ],
);

/** A registration that waits to be confirmed. Its body holds what was typed, and goes once it is confirmed or lapses. */
export const registration = pgTable(
  'registration',
  {
    /** The email address it was made with. */
    contactPointId: uuid('contact_point_id').notNull(),
    /** Also the id of the instruction in which it was asked for. */
    id: uuid('id').notNull(),
    formSlug: text('form_slug').notNull(),
    formVersion: integer('form_version').notNull(),
    language: text('language').notNull(),
    /** Every contact point it names. */
    pointIds: uuid('point_ids').array().notNull(),
    /** Of what was sent, while it waits: the same again is the same registration. */
    requestDigest: bytea('request_digest'),
    /** The last mail that carried its link. */
    messageId: uuid('message_id'),
    body: jsonb('body'),
    requestedAt: instant('requested_at').notNull(),
    mailedAt: instant('mailed_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    confirmedAt: instant('confirmed_at'),
  },
  (table) => [
    primaryKey({ columns: [table.contactPointId, table.id] }),
    uniqueIndex('registration_request')
      .on(table.contactPointId, table.requestDigest)
      .where(sql`${table.requestDigest} is not null`),
    index('registration_expires').on(table.expiresAt),
  ],
);

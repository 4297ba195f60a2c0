import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, instant } from './columns';
import { channelScope, contactPointKind } from './enums';

/**
 * A short code that proves that somebody reads what is sent to an address. The code itself is kept nowhere: it is
 * drawn from the salt under a secret that is not in the database. `owner_id` is the contact or the pending
 * registration it was asked for; a new one replaces the last.
 */
export const addressCode = pgTable(
  'address_code',
  {
    contactPointId: uuid('contact_point_id').notNull(),
    ownerId: uuid('owner_id').notNull(),
    askId: uuid('ask_id').notNull(),
    /** Where a text goes; null for email, which goes as a message. */
    phone: text('phone'),
    language: text('language').notNull(),
    senderNo: integer('sender_no').notNull(),
    state: text('state').notNull().default('asked'),
    salt: bytea('salt').notNull(),
    tries: smallint('tries').notNull().default(0),
    askedAt: instant('asked_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.contactPointId, table.ownerId] }),
    index('address_code_expires').on(table.expiresAt),
    check('address_code_state', sql`${table.state} in ('asked', 'sending', 'sent', 'failed')`),
    check('address_code_tries', sql`${table.tries} >= 0`),
  ],
);

/** An address somebody wants to add, until they show that they read what is sent there. */
export const pendingAddress = pgTable(
  'pending_address',
  {
    contactPointId: uuid('contact_point_id').notNull(),
    contactId: uuid('contact_id').notNull(),
    kind: contactPointKind('kind').notNull(),
    typed: text('typed').notNull(),
    channels: channelScope('channels').array().notNull(),
    askedAt: instant('asked_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.contactPointId, table.contactId] }),
    index('pending_address_contact').on(table.contactId),
    index('pending_address_expires').on(table.expiresAt),
  ],
);

/** What was typed into a form that could not be taken, until it is shown again: under a random id, for an hour. */
export const formDraft = pgTable(
  'form_draft',
  {
    id: uuid('id').primaryKey(),
    contactId: uuid('contact_id').notNull(),
    form: text('form').notNull(),
    body: jsonb('body').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [index('form_draft_created').on(table.createdAt)],
);

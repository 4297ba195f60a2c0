import { sql } from 'drizzle-orm';
import { check, index, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns';

/** next-auth's user: stands for one contact or one member of staff. Property names are the adapter's. */
export const authUser = pgTable(
  'auth_user',
  {
    id: uuid('id').primaryKey(),
    email: text('email').notNull().unique(),
    emailVerified: timestamp('email_verified', { withTimezone: true, precision: 3, mode: 'date' }),
    name: text('name'),
    image: text('image'),
    contactId: uuid('contact_id').unique(),
    staffId: uuid('staff_id').unique(),
  },
  (table) => [check('auth_user_one_side', sql`(${table.contactId} is null) <> (${table.staffId} is null)`)],
);

export const authSession = pgTable(
  'auth_session',
  {
    sessionToken: text('session_token').primaryKey(),
    userId: uuid('user_id').notNull(),
    expires: timestamp('expires', { withTimezone: true, precision: 3, mode: 'date' }).notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    /** Names the session on its owner's page; no secret, unlike the token. */
    id: uuid('id').notNull().defaultRandom(),
    lastUsedAt: instant('last_used_at').notNull().defaultNow(),
    browser: text('browser').notNull().default('other'),
    system: text('system').notNull().default('other'),
  },
  (table) => [index('auth_session_user').on(table.userId)],
);

/** Digest of a mailed sign-in token; used once, and short-lived. */
export const authVerificationToken = pgTable(
  'auth_verification_token',
  {
    identifier: text('identifier').notNull(),
    token: text('token').notNull(),
    expires: timestamp('expires', { withTimezone: true, precision: 3, mode: 'date' }).notNull(),
    /** The browser that asked: it alone may use the link. Null for a link an operator printed. */
    browserDigest: text('browser_digest'),
    /** The code that the link shows in any other browser, to be typed in the one that asked. */
    codeDigest: text('code_digest'),
    askedAt: instant('asked_at'),
    browser: text('browser'),
    system: text('system'),
  },
  (table) => [
    primaryKey({ columns: [table.identifier, table.token] }),
    check(
      'auth_verification_token_bound',
      sql`(${table.browserDigest} is null) = (${table.codeDigest} is null)`,
    ),
    index('auth_verification_token_browser')
      .on(table.browserDigest)
      .where(sql`${table.browserDigest} is not null`),
  ],
);

/**
 * Somebody asked for a link by typing an address, known or not. Its id becomes the id of the message that answers it,
 * if one does. Addresses stand as derived ids only; kept for an hour.
 */
export const linkRequest = pgTable(
  'link_request',
  {
    id: uuid('id').primaryKey(),
    kind: text('kind').notNull(),
    pointIds: uuid('point_ids').array().notNull(),
    staffId: uuid('staff_id'),
    browserDigest: text('browser_digest'),
    browser: text('browser').notNull(),
    system: text('system').notNull(),
    askedAt: instant('asked_at').notNull(),
  },
  (table) => [
    index('link_request_asked').on(table.askedAt),
    check('link_request_kind', sql`${table.kind} in ('preference_link', 'sign_in', 'staff_sign_in')`),
    check('link_request_bound', sql`${table.kind} = 'preference_link' or ${table.browserDigest} is not null`),
  ],
);

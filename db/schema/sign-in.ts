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
  },
  (table) => [primaryKey({ columns: [table.identifier, table.token] })],
);

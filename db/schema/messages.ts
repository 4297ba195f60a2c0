import { sql } from 'drizzle-orm';
import {
  boolean,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { instant } from './columns';

export const messageState = pgEnum('message_state', [
  'queued',
  'claimed',
  'sent',
  'withheld',
  'in_doubt',
  'failed',
]);
export const messageKind = pgEnum('message_kind', [
  'announcement',
  'sign_in',
  'preference_link',
  'staff_sign_in',
  'third_party_notice',
  'registration_confirm',
  'confirm_address',
  'digest',
  'data_request',
]);

/** One announcement: what was written, for whom it was meant, how far it has come. */
export const announcement = pgTable('announcement', {
  id: uuid('id').primaryKey(),
  senderNo: integer('sender_no').notNull(),
  topicNo: integer('topic_no').notNull(),
  subject: text('subject').notNull(),
  body: text('body').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
});

/** One stretch of an announcement's walk over its candidates, written along with its messages: counted once, however often tried. */
export const announcementPage = pgTable(
  'announcement_page',
  {
    announcementId: uuid('announcement_id').notNull(),
    /** The walk goes on after this contact point; the nil UUID at the start. */
    after: uuid('after').notNull(),
    candidates: integer('candidates').notNull(),
    queued: integer('queued').notNull(),
    /** How many were left out, by reason code. */
    withheld: jsonb('withheld').notNull(),
    last: boolean('last').notNull(),
    expandedAt: instant('expanded_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.announcementId, table.after] })],
);

/** One email to one recipient. Essential ones carry their text here until sent; a sign-in link is never stored. */
export const message = pgTable(
  'message',
  {
    contactPointId: uuid('contact_point_id').notNull(),
    id: uuid('id').notNull(),
    kind: messageKind('kind').notNull(),
    contactId: uuid('contact_id'),
    senderNo: integer('sender_no').notNull(),
    topicNo: integer('topic_no').notNull(),
    announcementId: uuid('announcement_id'),
    state: messageState('state').notNull().default('queued'),
    attempts: smallint('attempts').notNull().default(0),
    /** The decision at the moment of sending: answer, reasons, policy version. */
    decision: jsonb('decision'),
    createdAt: instant('created_at').notNull().defaultNow(),
    claimedAt: instant('claimed_at'),
    settledAt: instant('settled_at'),
    failure: text('failure'),
  },
  (table) => [
    primaryKey({ columns: [table.contactPointId, table.id] }),
    index('message_announcement')
      .on(table.announcementId, table.state)
      .where(sql`${table.announcementId} is not null`),
    index('message_unsettled')
      .on(table.claimedAt)
      .where(sql`${table.state} in ('claimed', 'in_doubt', 'failed')`),
    index('message_contact').on(table.contactId).where(sql`${table.contactId} is not null`),
  ],
);

/** Each attempt to hand a message to the relay, and what the relay said. */
export const messageDelivery = pgTable(
  'message_delivery',
  {
    contactPointId: uuid('contact_point_id').notNull(),
    messageId: uuid('message_id').notNull(),
    attempt: smallint('attempt').notNull(),
    at: instant('at').notNull().defaultNow(),
    outcome: text('outcome').notNull(),
    replyCode: integer('reply_code'),
  },
  (table) => [primaryKey({ columns: [table.contactPointId, table.messageId, table.attempt] })],
);

/** We gave this contact's data to that third party, on that date, on that permission. */
export const disclosure = pgTable(
  'disclosure',
  {
    contactPointId: uuid('contact_point_id').notNull(),
    id: uuid('id').notNull(),
    senderNo: integer('sender_no').notNull(),
    what: text('what').notNull(),
    eventId: uuid('event_id'),
    disclosedAt: instant('disclosed_at').notNull(),
    /** Set when the third party was told that the person has since said no. */
    withdrawalToldAt: instant('withdrawal_told_at'),
  },
  (table) => [primaryKey({ columns: [table.contactPointId, table.id] })],
);

/** Which outside system a webhook tells; deliveries are kept per attempt. */
export const webhookEndpoint = pgTable('webhook_endpoint', {
  id: uuid('id').primaryKey(),
  url: text('url').notNull(),
  secret: text('secret').notNull(),
  disabledAt: instant('disabled_at'),
  createdAt: instant('created_at').notNull().defaultNow(),
});

export const webhookDelivery = pgTable(
  'webhook_delivery',
  {
    endpointId: uuid('endpoint_id').notNull(),
    id: uuid('id').notNull(),
    attempt: smallint('attempt').notNull(),
    at: instant('at').notNull().defaultNow(),
    status: integer('status'),
    delivered: boolean('delivered').notNull(),
  },
  (table) => [primaryKey({ columns: [table.endpointId, table.id, table.attempt] })],
);

import { sql } from 'drizzle-orm';
import {
  boolean,
  char,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { bytea, instant } from './columns';
import { channelScope, contactPointKind, contactStatus, deliverability, subscriberType } from './enums';

/** A person, or a person at a company. */
export const contact = pgTable(
  'contact',
  {
    id: uuid('id').primaryKey(),
    externalRef: text('external_ref').unique(),
    name: text('name'),
    locale: text('locale'),
    country: char('country', { length: 2 }),
    timezone: text('timezone'),
    subscriberType: subscriberType('subscriber_type').notNull().default('unknown'),
    company: text('company'),
    position: text('position'),
    status: contactStatus('status').notNull().default('active'),
    /** Raised by a trigger whenever a detail changes: a form made from an older one is told so. */
    version: integer('version').notNull().default(1),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [index('contact_name_trgm').using('gin', sql`lower(${table.name}) gin_trgm_ops`)],
);

/** Every state a contact's facts have had: what `decide` reads keeps its history. */
export const contactFact = pgTable(
  'contact_fact',
  {
    contactId: uuid('contact_id').notNull(),
    validFrom: instant('valid_from').notNull(),
    recordedAt: instant('recorded_at').notNull().defaultNow(),
    subscriberType: subscriberType('subscriber_type').notNull(),
    country: char('country', { length: 2 }),
    timezone: text('timezone'),
    status: contactStatus('status').notNull(),
    actor: text('actor').notNull(),
  },
  (table) => [primaryKey({ columns: [table.contactId, table.validFrom, table.recordedAt] })],
);

/** One address. Its id is derived from the address (DESIGN §4); the head of its hash chain lives here. */
export const contactPoint = pgTable(
  'contact_point',
  {
    id: uuid('id').primaryKey(),
    kind: contactPointKind('kind').notNull(),
    keyEpoch: smallint('key_epoch').notNull(),
    normaliser: smallint('normaliser').notNull(),
    typed: text('typed'),
    normalised: text('normalised'),
    postcode: text('postcode'),
    premisesId: uuid('premises_id'),
    country: char('country', { length: 2 }),
    extension: text('extension'),
    deliverability: deliverability('deliverability').notNull().default('unknown'),
    verifiedAt: instant('verified_at'),
    lastSeq: integer('last_seq').notNull().default(0),
    lastHash: bytea('last_hash'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [
    index('contact_point_premises').on(table.premisesId).where(sql`${table.premisesId} is not null`),
    index('contact_point_postcode').on(table.postcode).where(sql`${table.postcode} is not null`),
  ],
);

/** Each change of an address's deliverability, so that a past answer can be explained. */
export const contactPointDeliverability = pgTable(
  'contact_point_deliverability',
  {
    contactPointId: uuid('contact_point_id').notNull(),
    validFrom: instant('valid_from').notNull(),
    recordedAt: instant('recorded_at').notNull().defaultNow(),
    deliverability: deliverability('deliverability').notNull(),
    cause: text('cause').notNull(),
  },
  (table) => [primaryKey({ columns: [table.contactPointId, table.validFrom, table.recordedAt] })],
);

/** Who uses an address, as what, from when to when. Sharing is normal. */
export const contactContactPoint = pgTable(
  'contact_contact_point',
  {
    contactPointId: uuid('contact_point_id').notNull(),
    contactId: uuid('contact_id').notNull(),
    attachedAt: instant('attached_at').notNull().defaultNow(),
    detachedAt: instant('detached_at'),
    channels: channelScope('channels').array().notNull(),
    isPrimary: boolean('is_primary').notNull().default(false),
    signIn: boolean('sign_in').notNull().default(false),
    /** When the contact last showed that they read what is sent there; null when they never did. */
    confirmedAt: instant('confirmed_at'),
  },
  (table) => [
    primaryKey({ columns: [table.contactPointId, table.contactId, table.attachedAt] }),
    index('contact_contact_point_contact').on(table.contactId),
    uniqueIndex('contact_contact_point_current')
      .on(table.contactPointId, table.contactId)
      .where(sql`${table.detachedAt} is null`),
    uniqueIndex('contact_contact_point_sign_in')
      .on(table.contactPointId)
      .where(sql`${table.signIn} and ${table.detachedAt} is null`),
  ],
);

/** A random, check-digited code printed on letters and faxes, standing for one address. */
export const preferenceCode = pgTable('preference_code', {
  code: text('code').primaryKey(),
  contactPointId: uuid('contact_point_id').notNull(),
  senderNo: integer('sender_no').notNull(),
  topicNo: integer('topic_no').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
});

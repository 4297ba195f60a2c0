import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns';
import { actorKind, channelScope, door, frequency } from './enums';

/** How often an address wants to hear about a topic by a channel: every choice ever made, the latest said counts. */
export const frequencyChoice = pgTable(
  'frequency_choice',
  {
    contactPointId: uuid('contact_point_id').notNull(),
    id: uuid('id').notNull(),
    channel: channelScope('channel').notNull(),
    senderNo: integer('sender_no').notNull(),
    topicNo: integer('topic_no').notNull(),
    frequency: frequency('frequency').notNull(),
    /** The breath it was said in, along with any consent events. */
    instructionId: uuid('instruction_id').notNull(),
    contactId: uuid('contact_id'),
    door: door('door').notNull(),
    actorKind: actorKind('actor_kind').notNull(),
    actorId: uuid('actor_id'),
    validFrom: instant('valid_from').notNull(),
    recordedAt: instant('recorded_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.contactPointId, table.id] }),
    check(
      'frequency_choice_names_one_cell',
      sql`${table.channel} <> 'all' and ${table.senderNo} > 0 and ${table.topicNo} > 0`,
    ),
  ],
);

/** An announcement that came too soon for an address: it waits, and goes with others in one digest when that is due. */
export const digestItem = pgTable(
  'digest_item',
  {
    contactPointId: uuid('contact_point_id').notNull(),
    announcementId: uuid('announcement_id').notNull(),
    senderNo: integer('sender_no').notNull(),
    topicNo: integer('topic_no').notNull(),
    queuedAt: instant('queued_at').notNull(),
    /** The digest that carries it; null while it waits. */
    messageId: uuid('message_id'),
  },
  (table) => [
    primaryKey({ columns: [table.contactPointId, table.announcementId] }),
    index('digest_item_announcement').on(table.announcementId),
  ],
);

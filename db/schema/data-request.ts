import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns';
import { actorKind, dataRequestKind, dataRequestState, dataRequestStepKind, dataRequestWay } from './enums';

/** What a person asked about their own data, and by when it is to be answered (GDPR Art. 12(3)). */
export const dataRequest = pgTable(
  'data_request',
  {
    id: uuid('id').primaryKey(),
    /** Said to the person, and by them to us; names nobody. */
    reference: text('reference').notNull().unique(),
    kind: dataRequestKind('kind').notNull(),
    way: dataRequestWay('way').notNull(),
    /** Null for a complaint by somebody who was not signed in: nobody has shown who they are. */
    contactId: uuid('contact_id'),
    /** The email address that answers go to. */
    replyPointId: uuid('reply_point_id'),
    /** As typed on the public form; erasable, as the words are. */
    name: text('name'),
    words: text('words'),
    /** What the person is answered in, as far as it is ours to choose. */
    language: text('language').notNull(),
    receivedAt: instant('received_at').notNull(),
    /** Complaints only: when the acknowledgement is due (UK DPA 2018 s.164A). */
    acknowledgeBy: instant('acknowledge_by'),
    acknowledgedAt: instant('acknowledged_at'),
    dueAt: instant('due_at').notNull(),
    extendedAt: instant('extended_at'),
    state: dataRequestState('state').notNull().default('open'),
    closedAt: instant('closed_at'),
    /** How many steps it has; the next step's number follows. */
    steps: integer('steps').notNull().default(0),
  },
  (table) => [
    index('data_request_contact').on(table.contactId).where(sql`${table.contactId} is not null`),
    index('data_request_reply_point').on(table.replyPointId).where(sql`${table.replyPointId} is not null`),
    index('data_request_due').on(table.state, table.dueAt),
    uniqueIndex('data_request_one_open')
      .on(table.contactId, table.kind)
      .where(sql`${table.state} = 'open' and ${table.kind} in ('restriction', 'erasure')`),
    check('data_request_closed', sql`(${table.state} = 'open') = (${table.closedAt} is null)`),
    check(
      'data_request_complaint_acknowledged',
      sql`(${table.kind} = 'complaint') = (${table.acknowledgeBy} is not null)`,
    ),
  ],
);

/** What became of a request, step by step: append-only, but that words can be blanked when the person is erased. */
export const dataRequestStep = pgTable(
  'data_request_step',
  {
    requestId: uuid('request_id').notNull(),
    no: integer('no').notNull(),
    step: dataRequestStepKind('step').notNull(),
    at: instant('at').notNull(),
    actorKind: actorKind('actor_kind').notNull(),
    actorId: uuid('actor_id'),
    /** The day an answer is due from this step on. */
    dueAt: instant('due_at'),
    /** What the person is told along with it. */
    words: text('words'),
  },
  (table) => [primaryKey({ columns: [table.requestId, table.no] })],
);

/** Which step an email tells. `recipient` is set only where the address was erased along with it, until it is settled. */
export const dataRequestMail = pgTable(
  'data_request_mail',
  {
    contactPointId: uuid('contact_point_id').notNull(),
    messageId: uuid('message_id').notNull(),
    requestId: uuid('request_id').notNull(),
    stepNo: integer('step_no').notNull(),
    recipient: text('recipient'),
  },
  (table) => [
    primaryKey({ columns: [table.contactPointId, table.messageId] }),
    index('data_request_mail_request').on(table.requestId),
    index('data_request_mail_recipient').on(table.messageId).where(sql`${table.recipient} is not null`),
  ],
);

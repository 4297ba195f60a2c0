import { pgEnum } from 'drizzle-orm/pg-core';
import * as words from '../../lib/domain/vocabulary';

/** Postgres enumerations, derived from the one vocabulary: fixed width, and readable in plain SQL. */
export const channelScope = pgEnum('channel_scope', words.CHANNEL_SCOPES);
export const contactPointKind = pgEnum('contact_point_kind', words.CONTACT_POINT_KINDS);
export const senderKind = pgEnum('sender_kind', words.SENDER_KINDS);
export const basis = pgEnum('basis', words.BASES);
export const act = pgEnum('act', words.ACTS);
export const stopKind = pgEnum('stop_kind', words.STOP_KINDS);
export const door = pgEnum('door', words.DOORS);
export const assurance = pgEnum('assurance', words.ASSURANCES);
export const actorKind = pgEnum('actor_kind', words.ACTOR_KINDS);
export const subscriberType = pgEnum('subscriber_type', words.SUBSCRIBER_TYPES);
export const contactStatus = pgEnum('contact_status', words.CONTACT_STATUSES);
export const deliverability = pgEnum('deliverability', words.DELIVERABILITIES);
export const register = pgEnum('register', words.REGISTERS);
export const staffRole = pgEnum('staff_role', words.STAFF_ROLES);
export const frequency = pgEnum('frequency', words.FREQUENCIES);
export const deskMedium = pgEnum('desk_medium', words.DESK_MEDIA);
export const dataRequestKind = pgEnum('data_request_kind', words.DATA_REQUEST_KINDS);
export const dataRequestState = pgEnum('data_request_state', words.DATA_REQUEST_STATES);
export const dataRequestStepKind = pgEnum('data_request_step_kind', words.DATA_REQUEST_STEPS);
export const dataRequestWay = pgEnum('data_request_way', words.DATA_REQUEST_WAYS);

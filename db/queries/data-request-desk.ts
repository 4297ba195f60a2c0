import type { DataRequestKind, DataRequestState, DataRequestStepKind } from '../../lib/domain/vocabulary';
import type { Reader, Writer } from '../client';

/** A request in the desk's list: no words, no address. */
export interface ListedDataRequest {
  id: string;
  reference: string;
  kind: DataRequestKind;
  state: DataRequestState;
  receivedAt: Date;
  /** What is due next: the acknowledgement of a complaint until that is given, then the answer. */
  nextDueAt: Date;
  acknowledgedAt: Date | null;
  acknowledgeBy: Date | null;
  extendedAt: Date | null;
  closedAt: Date | null;
  contactName: string | null;
}

const listStatement = (open: boolean) => ({
  name: `data_request_desk_${open ? 'open' : 'closed'}`,
  text: `
-- Requests a page at a time: open ones by what is due next, closed ones the latest first.
SELECT r.id, r.reference, r.kind, r.state, r.received_at AS "receivedAt", r.acknowledged_at AS "acknowledgedAt",
       r.acknowledge_by AS "acknowledgeBy", r.extended_at AS "extendedAt", r.closed_at AS "closedAt",
       CASE WHEN r.acknowledged_at IS NULL THEN least(r.due_at, coalesce(r.acknowledge_by, r.due_at)) ELSE r.due_at END AS "nextDueAt",
       coalesce(k.name, r.name) AS "contactName"
FROM data_request r LEFT JOIN contact k ON k.id = r.contact_id
WHERE (r.state = 'open') = ${open} AND ($1::data_request_kind IS NULL OR r.kind = $1)
ORDER BY ${open ? '"nextDueAt"' : 'r.closed_at DESC'}, r.id LIMIT $2 OFFSET $3`,
});
const OPEN = listStatement(true);
const CLOSED = listStatement(false);

/** A page of requests, open or closed, of one kind or all. */
export function listDataRequestRows(
  reader: Reader,
  asked: { open: boolean; kind: DataRequestKind | null; limit: number; offset: number },
): Promise<ListedDataRequest[]> {
  return reader.query<ListedDataRequest>(asked.open ? OPEN : CLOSED, [asked.kind, asked.limit, asked.offset]);
}

const PARTIES = {
  name: 'data_request_desk_parties',
  text: `
-- Whom a request is about and where answers go; null for what is no longer held.
SELECT k.name AS "contactName", k.status AS "contactStatus", coalesce(p.typed, p.normalised) AS "replyTo"
FROM data_request r LEFT JOIN contact k ON k.id = r.contact_id LEFT JOIN contact_point p ON p.id = r.reply_point_id
WHERE r.id = $1`,
};

export interface RequestParties {
  contactName: string | null;
  contactStatus: string | null;
  replyTo: string | null;
}

/** Whom a request is about, and where answers go. */
export async function requestParties(reader: Reader, requestId: string): Promise<RequestParties> {
  const [row] = await reader.query<RequestParties>(PARTIES, [requestId]);
  return row ?? { contactName: null, contactStatus: null, replyTo: null };
}

const REPLY_POINT = {
  name: 'data_request_desk_reply_point',
  text: `
-- The email address to answer a contact at: the one they sign in by, else their first.
SELECT p.id FROM contact_contact_point u JOIN contact_point p ON p.id = u.contact_point_id
WHERE u.contact_id = $1 AND u.detached_at IS NULL AND p.kind = 'email' AND p.normalised IS NOT NULL
ORDER BY u.sign_in DESC, u.is_primary DESC, u.attached_at, p.id LIMIT 1`,
};

/** The contact point answers to a contact go to; null when they have no email address. */
export async function replyPointOf(reader: Reader, contactId: string): Promise<string | null> {
  return (await reader.query<{ id: string }>(REPLY_POINT, [contactId]))[0]?.id ?? null;
}

const ADD_MAIL = {
  name: 'data_request_desk_add_mail',
  text: `
-- Which step a queued email tells; with its own recipient where the address is erased along with it.
INSERT INTO data_request_mail (contact_point_id, message_id, request_id, step_no, recipient) VALUES ($1, $2, $3, $4, $5)`,
};

/** Ties a queued message to the step it tells. */
export async function insertStepMail(
  tx: Writer,
  mail: {
    contactPointId: string;
    messageId: string;
    requestId: string;
    stepNo: number;
    recipient: string | null;
  },
): Promise<void> {
  await tx.query(ADD_MAIL, [
    mail.contactPointId,
    mail.messageId,
    mail.requestId,
    mail.stepNo,
    mail.recipient,
  ]);
}

const STEP_OF_MAIL = {
  name: 'data_request_desk_step_of_mail',
  text: `
-- What an email about a request is to tell.
SELECT l.recipient, r.id AS "requestId", r.reference, r.kind, r.received_at AS "receivedAt", r.acknowledge_by AS "acknowledgeBy",
       s.step, s.at, s.due_at AS "dueAt", s.words, r.language, k.timezone, r.contact_id IS NOT NULL AS "hasAccount"
FROM data_request_mail l
JOIN data_request r ON r.id = l.request_id
JOIN data_request_step s ON s.request_id = l.request_id AND s.no = l.step_no
LEFT JOIN contact k ON k.id = r.contact_id
WHERE l.contact_point_id = $1 AND l.message_id = $2`,
};

/** One step as its email tells it. */
export interface StepToTell {
  recipient: string | null;
  requestId: string;
  reference: string;
  kind: DataRequestKind;
  receivedAt: Date;
  acknowledgeBy: Date | null;
  step: DataRequestStepKind;
  at: Date;
  dueAt: Date | null;
  words: string | null;
  language: string;
  timezone: string | null;
  /** Whether the person can see the request when signed in. */
  hasAccount: boolean;
}

/** The step a message tells; null when it tells none. */
export async function stepOfMail(
  reader: Reader,
  key: { contactPointId: string; messageId: string },
): Promise<StepToTell | null> {
  return (await reader.query<StepToTell>(STEP_OF_MAIL, [key.contactPointId, key.messageId]))[0] ?? null;
}

const FORGET_RECIPIENTS = {
  name: 'data_request_desk_forget_recipients',
  text: `
-- An address kept for a last mail only, once that mail is settled.
UPDATE data_request_mail l SET recipient = NULL FROM message m
WHERE l.recipient IS NOT NULL AND m.contact_point_id = l.contact_point_id AND m.id = l.message_id
  AND m.state NOT IN ('queued', 'claimed')`,
};

/** Forgets addresses whose last mail has been sent, or given up. */
export async function forgetRecipients(tx: Writer): Promise<void> {
  await tx.query(FORGET_RECIPIENTS, []);
}

import type { Reader } from '../client';

/** An opt-out as staff took it down. */
export interface TakenDownRow {
  medium: string;
  words: string;
  callReference: string | null;
  readBack: string;
  receivedAt: Date;
  recordedAt: Date;
  dueAt: Date;
  outcome: string;
  undoneAt: Date | null;
}

const TAKEN_DOWN = {
  name: 'my_data_taken_down',
  text: `
-- What staff wrote down of what a contact said, and of what nobody named said at addresses of theirs alone.
SELECT medium::text AS medium, words, call_reference AS "callReference", read_back AS "readBack", received_at AS "receivedAt",
       recorded_at AS "recordedAt", due_at AS "dueAt", outcome, undone_at AS "undoneAt"
FROM (
  SELECT * FROM opt_out_request WHERE contact_id = $1
  UNION ALL
  SELECT * FROM opt_out_request WHERE contact_id IS NULL AND contact_point_ids && $2::uuid[] AND contact_point_ids <@ $2::uuid[]
) r ORDER BY recorded_at DESC, id LIMIT $3`,
};

/** What staff wrote down of a contact. */
export function takenDownOf(reader: Reader, contactId: string, alone: readonly string[], limit: number) {
  return reader.query<TakenDownRow & Record<string, unknown>>(TAKEN_DOWN, [contactId, alone, limit]);
}

export interface LookRow {
  at: Date;
  what: string;
  /** The role of who looked; never who. */
  role: string;
}

const LOOKS = {
  name: 'my_data_looks',
  text: `
-- When staff looked at a contact, at addresses of theirs alone, or found them by a search; by role, not by name.
SELECT l.at, l.what, s.role::text AS role FROM (
  SELECT id, at, what, staff_id FROM access_log WHERE contact_id = $1
  UNION
  SELECT id, at, what, staff_id FROM access_log WHERE contact_id IS NULL AND contact_point_id = ANY ($2::uuid[])
  UNION
  SELECT id, at, what, staff_id FROM access_log WHERE what = 'search' AND detail -> 'contacts' @> to_jsonb($1::uuid::text)
) l JOIN staff s ON s.id = l.staff_id
ORDER BY l.at DESC, l.id LIMIT $3`,
};

/** Looks of staff at a contact. */
export function looksAt(reader: Reader, contactId: string, alone: readonly string[], limit: number) {
  return reader.query<LookRow & Record<string, unknown>>(LOOKS, [contactId, alone, limit]);
}

export interface SessionRow {
  startedAt: Date;
  lastUsedAt: Date;
  endsAt: Date;
  browser: string;
  system: string;
}

const SESSIONS = {
  name: 'my_data_sessions',
  text: `
-- Where a contact is signed in.
SELECT s.created_at AS "startedAt", s.last_used_at AS "lastUsedAt", s.expires AS "endsAt", s.browser, s.system
FROM auth_user u JOIN auth_session s ON s.user_id = u.id WHERE u.contact_id = $1 ORDER BY s.created_at DESC LIMIT $2`,
};

/** Sessions of a contact. */
export function sessionsOf(reader: Reader, contactId: string, limit: number) {
  return reader.query<SessionRow & Record<string, unknown>>(SESSIONS, [contactId, limit]);
}

export interface SignInLinkRow {
  askedAt: Date | null;
  endsAt: Date;
  browser: string | null;
  system: string | null;
}

const SIGN_IN_LINKS = {
  name: 'my_data_sign_in_links',
  text: `
-- Sign-in links not used yet.
SELECT asked_at AS "askedAt", expires AS "endsAt", browser, system
FROM auth_verification_token WHERE identifier = 'contact:' || $1::uuid::text ORDER BY expires DESC LIMIT $2`,
};

/** Sign-in links of a contact not used yet. */
export function signInLinksOf(reader: Reader, contactId: string, limit: number) {
  return reader.query<SignInLinkRow & Record<string, unknown>>(SIGN_IN_LINKS, [contactId, limit]);
}

export interface LinkAskedRow {
  kind: string;
  at: Date;
  browser: string;
  system: string;
}

const LINKS_ASKED = {
  name: 'my_data_links_asked',
  text: `
-- That somebody typed one of these addresses to be sent a link; kept for an hour.
SELECT kind, asked_at AS at, browser, system FROM link_request
WHERE point_ids && $1::uuid[] AND kind <> 'staff_sign_in' ORDER BY asked_at DESC LIMIT $2`,
};

/** Askings for a link by typing one of the addresses. */
export function linksAskedFor(reader: Reader, pointIds: readonly string[], limit: number) {
  return reader.query<LinkAskedRow & Record<string, unknown>>(LINKS_ASKED, [pointIds, limit]);
}

export interface RegistrationRow {
  contactPointId: string;
  form: string;
  formVersion: number;
  language: string;
  /** What was typed and ticked; null once it was taken over. */
  answers: Record<string, unknown> | null;
  at: Date;
  expiresAt: Date;
  confirmedAt: Date | null;
}

const REGISTRATIONS = {
  name: 'my_data_registrations',
  text: `
-- Forms sent in with these addresses, confirmed or waiting to be.
SELECT contact_point_id AS "contactPointId", form_slug AS form, form_version AS "formVersion", language, body AS answers,
       requested_at AS at, expires_at AS "expiresAt", confirmed_at AS "confirmedAt"
FROM registration WHERE contact_point_id = ANY ($1::uuid[]) ORDER BY requested_at DESC, id LIMIT $2`,
};

/** Registrations by addresses. */
export function registrationsAt(reader: Reader, pointIds: readonly string[], limit: number) {
  return reader.query<RegistrationRow & Record<string, unknown>>(REGISTRATIONS, [pointIds, limit]);
}

export interface PendingAddressRow {
  kind: string;
  typed: string;
  channels: string[];
  at: Date;
  expiresAt: Date;
  /** When a code was last sent there, and how often one was tried. */
  codeAskedAt: Date | null;
  codeTries: number | null;
}

const PENDING = {
  name: 'my_data_pending_addresses',
  text: `
-- Addresses a contact wants to add and has not confirmed yet.
SELECT a.kind::text AS kind, a.typed, a.channels::text[] AS channels, a.asked_at AS at, a.expires_at AS "expiresAt",
       c.asked_at AS "codeAskedAt", c.tries AS "codeTries"
FROM pending_address a LEFT JOIN address_code c ON c.contact_point_id = a.contact_point_id AND c.owner_id = a.contact_id
WHERE a.contact_id = $1 ORDER BY a.asked_at DESC, a.contact_point_id LIMIT $2`,
};

/** Addresses a contact has not confirmed yet. */
export function pendingAddressesOf(reader: Reader, contactId: string, limit: number) {
  return reader.query<PendingAddressRow & Record<string, unknown>>(PENDING, [contactId, limit]);
}

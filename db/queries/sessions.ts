import type { Reader, Writer } from '../client';

export interface AuthUserRow {
  id: string;
  email: string;
  email_verified: Date | null;
}

const USER_BY_IDENTITY = {
  name: 'session_user_by_identity',
  text: `
-- The sign-in user of a contact or a member of staff.
SELECT id, email, email_verified FROM auth_user WHERE email = $1`,
};

/** The sign-in user that stands for an identity (`contact:ID` or `staff:ID`). */
export async function userByIdentity(reader: Reader, identity: string): Promise<AuthUserRow | null> {
  return (await reader.query<AuthUserRow>(USER_BY_IDENTITY, [identity]))[0] ?? null;
}

const USER = {
  name: 'session_user',
  text: `
-- A sign-in user by id.
SELECT id, email, email_verified FROM auth_user WHERE id = $1`,
};

/** A sign-in user by id. */
export async function userById(reader: Reader, id: string): Promise<AuthUserRow | null> {
  return (await reader.query<AuthUserRow>(USER, [id]))[0] ?? null;
}

const ADD_USER = {
  name: 'session_add_user',
  text: `
-- At the first sign-in; two first sign-ins at once make one user.
INSERT INTO auth_user AS u (id, email, email_verified, contact_id, staff_id) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (email) DO UPDATE SET email_verified = excluded.email_verified
RETURNING id, email, email_verified`,
};

/** Makes the sign-in user of a contact or a member of staff. */
export async function addUser(
  tx: Writer,
  user: {
    id: string;
    identity: string;
    verifiedAt: Date | null;
    contactId: string | null;
    staffId: string | null;
  },
): Promise<AuthUserRow | null> {
  const rows = await tx.query<AuthUserRow>(ADD_USER, [
    user.id,
    user.identity,
    user.verifiedAt,
    user.contactId,
    user.staffId,
  ]);
  return rows[0] ?? null;
}

const VERIFY_USER = {
  name: 'session_verify_user',
  text: `
-- When a mailed link last proved the address.
UPDATE auth_user SET email_verified = $2 WHERE id = $1 RETURNING id, email, email_verified`,
};

/** Notes that a user's address was proved at an instant. */
export async function verifyUser(tx: Writer, id: string, at: Date): Promise<AuthUserRow | null> {
  return (await tx.query<AuthUserRow>(VERIFY_USER, [id, at]))[0] ?? null;
}

const FORGET_SESSIONS = {
  name: 'session_forget_ended',
  text: `
-- Sessions that have ended are of no use to anybody.
DELETE FROM auth_session WHERE user_id = $1 AND expires < $2`,
};

const ADD_SESSION = {
  name: 'session_add',
  text: `
-- Kept under the digest of its token: who reads the table cannot sign in by it.
INSERT INTO auth_session (session_token, user_id, expires, created_at, last_used_at, browser, system)
VALUES ($1, $2, $3, $4, $4, $5, $6)`,
};

/** Begins a session under the digest of its token. */
export async function addSession(
  tx: Writer,
  session: { digest: string; userId: string; expires: Date; browser: string; system: string },
  now: Date,
): Promise<void> {
  const { digest, userId, expires, browser, system } = session;
  await tx.query(FORGET_SESSIONS, [userId, now]);
  await tx.query(ADD_SESSION, [digest, userId, expires, now, browser, system]);
}

export interface SessionRow {
  /** Names the session; no secret. */
  sessionId: string;
  expires: Date;
  beganAt: Date;
  lastUsedAt: Date;
}

const SESSION = {
  name: 'session_with_user',
  text: `
-- A session with the user it belongs to.
SELECT s.id AS "sessionId", s.expires, s.created_at AS "beganAt", s.last_used_at AS "lastUsedAt",
       u.id, u.email, u.email_verified
FROM auth_session s JOIN auth_user u ON u.id = s.user_id WHERE s.session_token = $1`,
};

/** A session and its user by the digest of the token; null when there is none. */
export async function sessionWithUser(
  reader: Reader,
  digest: string,
): Promise<(AuthUserRow & SessionRow) | null> {
  return (await reader.query<AuthUserRow & SessionRow>(SESSION, [digest]))[0] ?? null;
}

const EXTEND = {
  name: 'session_extend',
  text: `
-- A session in use goes on.
UPDATE auth_session SET expires = $2, last_used_at = $3 WHERE session_token = $1`,
};

/** Moves the end of a session and notes that it was used. */
export async function extendSession(tx: Writer, digest: string, expires: Date, now: Date): Promise<void> {
  await tx.query(EXTEND, [digest, expires, now]);
}

/** A session as its owner sees it. */
export interface OwnSession {
  id: string;
  beganAt: Date;
  lastUsedAt: Date;
  browser: string;
  system: string;
}

const SESSIONS_OF = {
  name: 'session_list',
  text: `
-- Where somebody is signed in now, the one used last first.
SELECT id, created_at AS "beganAt", last_used_at AS "lastUsedAt", browser, system
FROM auth_session WHERE user_id = $1 AND expires > $2 ORDER BY last_used_at DESC, id LIMIT $3`,
};

/** The sessions of a sign-in user that have not ended, at most `limit`. */
export function sessionsOf(reader: Reader, userId: string, now: Date, limit: number): Promise<OwnSession[]> {
  return reader.query<OwnSession>(SESSIONS_OF, [userId, now, limit]);
}

const END_ONE = {
  name: 'session_end_one',
  text: `
-- Signed out from elsewhere: one's own sessions only, whatever id was sent.
DELETE FROM auth_session WHERE user_id = $1 AND id = $2`,
};

/** Ends one of a user's own sessions by its id. */
export async function endOneSession(tx: Writer, userId: string, sessionId: string): Promise<void> {
  await tx.query(END_ONE, [userId, sessionId]);
}

const END = {
  name: 'session_end',
  text: `
-- Signed out here.
DELETE FROM auth_session WHERE session_token = $1`,
};

/** Ends one session. */
export async function endSession(tx: Writer, digest: string): Promise<void> {
  await tx.query(END, [digest]);
}

const END_ALL = {
  name: 'session_end_all',
  text: `
-- Signed out everywhere: links not yet used go too.
WITH unused AS (DELETE FROM auth_verification_token t USING auth_user u WHERE u.id = $1 AND t.identifier = u.email)
DELETE FROM auth_session WHERE user_id = $1`,
};

/** Ends every session of a user and voids the links not yet used. */
export async function endAllSessions(tx: Writer, userId: string): Promise<void> {
  await tx.query(END_ALL, [userId]);
}

import type { Statement, Writer } from '../client';

const SEARCHES = {
  name: 'housekeeping_searches',
  text: `
-- What staff typed is not kept longer than the search is of use.
DELETE FROM stored_search WHERE id IN (SELECT id FROM stored_search WHERE created_at < $1 LIMIT $2)`,
};

const TOKENS = {
  name: 'housekeeping_tokens',
  text: `
-- Sign-in links that have run out.
DELETE FROM auth_verification_token WHERE (identifier, token) IN (
  SELECT identifier, token FROM auth_verification_token WHERE expires < $1 LIMIT $2)`,
};

const SESSIONS = {
  name: 'housekeeping_sessions',
  text: `
-- Sessions that have run out.
DELETE FROM auth_session WHERE session_token IN (SELECT session_token FROM auth_session WHERE expires < $1 LIMIT $2)`,
};

async function deleteBefore(tx: Writer, statement: Statement, before: Date, limit: number): Promise<void> {
  await tx.query(statement, [before, limit]);
}

/** Deletes up to `limit` stored searches made before an instant. */
export const deleteSearches = (tx: Writer, before: Date, limit: number) =>
  deleteBefore(tx, SEARCHES, before, limit);

/** Deletes up to `limit` sign-in tokens and sessions that ran out before an instant. */
export async function deleteExpiredSignIns(tx: Writer, before: Date, limit: number): Promise<void> {
  await deleteBefore(tx, TOKENS, before, limit);
  await deleteBefore(tx, SESSIONS, before, limit);
}

import type { Reader, Writer } from '../client';

export const LINK_REQUEST_KINDS = ['preference_link', 'sign_in', 'staff_sign_in'] as const;
export type LinkRequestKind = (typeof LINK_REQUEST_KINDS)[number];

/** Somebody asked for a link by typing an address. */
export interface LinkRequest {
  /** Also the id of the message that answers it. */
  id: string;
  kind: LinkRequestKind;
  /** The address as derived ids, newest key first. */
  pointIds: readonly string[];
  /** The member of staff of that address, when a staff link was asked for and there is one. */
  staffId: string | null;
  browserDigest: string | null;
  browser: string;
  system: string;
  askedAt: Date;
}

const ADD = {
  name: 'link_requests_add',
  text: `
-- Noted for known and unknown addresses alike.
INSERT INTO link_request (id, kind, point_ids, staff_id, browser_digest, browser, system, asked_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
};

/** Notes a request for a link. */
export async function addLinkRequest(tx: Writer, request: LinkRequest): Promise<void> {
  const { id, kind, pointIds, staffId, browserDigest, browser, system, askedAt } = request;
  await tx.query(ADD, [id, kind, pointIds, staffId, browserDigest, browser, system, askedAt]);
}

const READ = {
  name: 'link_requests_read',
  text: `
-- A request that waits for its answer, or whose answer is about to leave.
SELECT id, kind, point_ids AS "pointIds", staff_id AS "staffId", browser_digest AS "browserDigest", browser, system,
       asked_at AS "askedAt"
FROM link_request WHERE id = $1`,
};

/** A request by id; null once it is forgotten. */
export async function readLinkRequest(reader: Reader, id: string): Promise<LinkRequest | null> {
  return (await reader.query<LinkRequest>(READ, [id]))[0] ?? null;
}

const FORGET = {
  name: 'link_requests_forget',
  text: `
-- Answered or not, nobody waits any longer.
DELETE FROM link_request WHERE id IN (SELECT id FROM link_request WHERE asked_at < $1 ORDER BY asked_at LIMIT $2)`,
};

/** Forgets up to `limit` requests made before an instant. */
export async function forgetLinkRequests(tx: Writer, before: Date, limit: number): Promise<void> {
  await tx.query(FORGET, [before, limit]);
}

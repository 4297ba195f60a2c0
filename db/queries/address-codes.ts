import type { Reader, Writer } from '../client';

/** How far the message that carries a code has come; an email is followed as a message of its own. */
export type CodeState = 'asked' | 'sending' | 'sent' | 'failed';

export interface AskedCode {
  contactPointId: string;
  ownerId: string;
  askId: string;
  /** Where a text goes; null for email. */
  phone: string | null;
  language: string;
  senderNo: number;
  salt: Buffer;
  askedAt: Date;
  expiresAt: Date;
}

const ASK = {
  name: 'address_codes_ask',
  text: `
-- A new code in place of the last one for the same address and person, unless that was asked for a moment ago and can
-- still be used: a form sent twice asks once.
INSERT INTO address_code AS c (contact_point_id, owner_id, ask_id, phone, language, sender_no, salt, asked_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (contact_point_id, owner_id) DO UPDATE SET ask_id = excluded.ask_id, phone = excluded.phone,
  language = excluded.language, sender_no = excluded.sender_no, state = 'asked', salt = excluded.salt, tries = 0,
  asked_at = excluded.asked_at, expires_at = excluded.expires_at
WHERE c.asked_at <= $10 OR c.state = 'failed' OR c.tries >= $11
RETURNING ask_id`,
};

/** Keeps a new code; false when the one asked for after `unlessSince` stays in force. */
export async function putCode(
  tx: Writer,
  code: AskedCode,
  unlessSince: Date,
  mostTries: number,
): Promise<boolean> {
  const rows = await tx.query(ASK, [
    code.contactPointId,
    code.ownerId,
    code.askId,
    code.phone,
    code.language,
    code.senderNo,
    code.salt,
    code.askedAt,
    code.expiresAt,
    unlessSince,
    mostTries,
  ]);
  return rows.length > 0;
}

export interface TextToSend {
  contactPointId: string;
  ownerId: string;
  phone: string;
  language: string;
  senderNo: number;
  salt: Buffer;
}

const CLAIM_TEXT = {
  name: 'address_codes_claim_text',
  text: `
-- Takes a code that waits to be sent as a text, once: of any number of workers one gets it, and its time runs from here.
UPDATE address_code SET state = 'sending', expires_at = $5
WHERE contact_point_id = $1 AND owner_id = $2 AND ask_id = $3 AND state = 'asked' AND expires_at > $4 AND phone IS NOT NULL
RETURNING contact_point_id AS "contactPointId", owner_id AS "ownerId", phone, language, sender_no AS "senderNo", salt`,
};

/** Claims a text for its one sending; undefined when it was sent, replaced, used or has run out. */
export async function claimText(
  tx: Writer,
  key: { contactPointId: string; ownerId: string; askId: string },
  now: Date,
  expiresAt: Date,
): Promise<TextToSend | undefined> {
  const { contactPointId, ownerId, askId } = key;
  const [row] = await tx.query<TextToSend>(CLAIM_TEXT, [contactPointId, ownerId, askId, now, expiresAt]);
  return row;
}

const SETTLE_TEXT = {
  name: 'address_codes_settle_text',
  text: `
-- What became of the text, unless another was asked for meanwhile.
UPDATE address_code SET state = $4
WHERE contact_point_id = $1 AND owner_id = $2 AND ask_id = $3 AND state = 'sending'`,
};

/** Records what became of a claimed text. */
export async function settleText(
  tx: Writer,
  key: { contactPointId: string; ownerId: string; askId: string },
  state: 'sent' | 'failed',
): Promise<void> {
  await tx.query(SETTLE_TEXT, [key.contactPointId, key.ownerId, key.askId, state]);
}

const TRY = {
  name: 'address_codes_try',
  text: `
-- One more try at a code that can still be used. The row stays locked, so that of two tries at once one comes first.
UPDATE address_code SET tries = tries + 1
WHERE contact_point_id = $1 AND owner_id = $2 AND tries < $3 AND expires_at > $4
RETURNING salt, tries`,
};

/** Counts a try; undefined when there is no code to try. */
export async function tryCode(
  tx: Writer,
  key: { contactPointId: string; ownerId: string },
  mostTries: number,
  now: Date,
): Promise<{ salt: Buffer; tries: number } | undefined> {
  const values = [key.contactPointId, key.ownerId, mostTries, now];
  const [row] = await tx.query<{ salt: Buffer; tries: number }>(TRY, values);
  return row;
}

const DROP = {
  name: 'address_codes_drop',
  text: `
-- A code works once.
DELETE FROM address_code WHERE contact_point_id = $1 AND owner_id = $2`,
};

/** Forgets a code. */
export async function dropCode(tx: Writer, key: { contactPointId: string; ownerId: string }): Promise<void> {
  await tx.query(DROP, [key.contactPointId, key.ownerId]);
}

export interface LiveCode {
  contactPointId: string;
  salt: Buffer;
  language: string;
  state: CodeState;
  tries: number;
  askedAt: Date;
  expiresAt: Date;
}

const OF_OWNER = {
  name: 'address_codes_of_owner',
  text: `
-- The codes of one person for a few addresses, void ones too.
SELECT contact_point_id AS "contactPointId", salt, language, state, tries, asked_at AS "askedAt", expires_at AS "expiresAt"
FROM address_code WHERE contact_point_id = ANY ($1::uuid[]) AND owner_id = $2`,
};

/** Codes asked for by one person for the given contact points. */
export function codesOf(
  reader: Reader,
  contactPointIds: readonly string[],
  ownerId: string,
): Promise<LiveCode[]> {
  return reader.query<LiveCode>(OF_OWNER, [contactPointIds, ownerId]);
}

const PURGE_CODES = {
  name: 'address_codes_purge',
  text: `
-- Codes that have run out.
DELETE FROM address_code WHERE (contact_point_id, owner_id) IN (
  SELECT contact_point_id, owner_id FROM address_code WHERE expires_at < $1 LIMIT $2)`,
};

/** Deletes up to `limit` codes that ran out before an instant. */
export async function deleteCodesBefore(tx: Writer, before: Date, limit: number): Promise<void> {
  await tx.query(PURGE_CODES, [before, limit]);
}

import type { Reader, Writer } from '../client';

/** The browser that asked for a link, and the code by which the link can be carried to it. */
export interface TokenBinding {
  browserDigest: string;
  codeDigest: string;
  askedAt: Date;
  browser: string;
  system: string;
}

export interface NewToken {
  identifier: string;
  digest: string;
  expires: Date;
  /** Null for a link that an operator prints: any browser may use it. */
  binding: TokenBinding | null;
}

const FORGET = {
  name: 'sign_in_tokens_forget',
  text: `
-- Links that have run out are of no use to anybody.
DELETE FROM auth_verification_token WHERE expires < $1`,
};

const ADD = {
  name: 'sign_in_tokens_add',
  text: `
-- The digest of a link about to be handed out, with the browser that may use it.
INSERT INTO auth_verification_token (identifier, token, expires, browser_digest, code_digest, asked_at, browser, system)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
};

/** Keeps the digest of a sign-in token, and drops those that ran out before `now`. */
export async function addVerificationToken(tx: Writer, token: NewToken, now: Date): Promise<void> {
  const { identifier, digest, expires, binding } = token;
  await tx.query(FORGET, [now]);
  await tx.query(ADD, [
    identifier,
    digest,
    expires,
    binding?.browserDigest ?? null,
    binding?.codeDigest ?? null,
    binding?.askedAt ?? null,
    binding?.browser ?? null,
    binding?.system ?? null,
  ]);
}

const USE = {
  name: 'sign_in_tokens_use',
  text: `
-- Taken and gone in one statement: of two uses at once, one gets it.
DELETE FROM auth_verification_token WHERE identifier = $1 AND token = $2 RETURNING identifier, token, expires`,
};

/** Takes a token away and returns it; null when it is not there (any more). */
export async function useVerificationToken(
  tx: Writer,
  identifier: string,
  digest: string,
): Promise<{ identifier: string; token: string; expires: Date } | null> {
  const rows = await tx.query<{ identifier: string; token: string; expires: Date }>(USE, [
    identifier,
    digest,
  ]);
  return rows[0] ?? null;
}

/** A token that still works, and for whom. */
export interface LiveToken {
  browserDigest: string | null;
  askedAt: Date | null;
  browser: string | null;
  system: string | null;
}

const LIVE = {
  name: 'sign_in_tokens_live',
  text: `
-- A link as it is looked at, before anybody presses the button.
SELECT browser_digest AS "browserDigest", asked_at AS "askedAt", browser, system
FROM auth_verification_token WHERE identifier = $1 AND token = $2 AND expires > $3`,
};

/** The link under a digest while it works; null when it was used, ran out or never was. */
export async function liveToken(
  reader: Reader,
  identifier: string,
  digest: string,
  now: Date,
): Promise<LiveToken | null> {
  return (await reader.query<LiveToken>(LIVE, [identifier, digest, now]))[0] ?? null;
}

const REDEEM = {
  name: 'sign_in_tokens_redeem',
  text: `
-- The link whose code was typed in the browser that asked for it: used up by this.
DELETE FROM auth_verification_token WHERE browser_digest = $1 AND code_digest = $2 AND expires > $3
RETURNING identifier`,
};

/** Uses up the link of a browser by its code; answers for whom it was, or null when there is none. */
export async function redeemCode(
  tx: Writer,
  browserDigest: string,
  codeDigest: string,
  now: Date,
): Promise<string | null> {
  const rows = await tx.query<{ identifier: string }>(REDEEM, [browserDigest, codeDigest, now]);
  return rows[0]?.identifier ?? null;
}

import type { Reader, Writer } from '../client';

export interface ApiClientRow {
  id: string;
  name: string;
  scopes: string[];
  senderNos: number[];
  expiresAt: Date | null;
  revokedAt: Date | null;
  lastUsedAt: Date | null;
}

const INSERT = {
  name: 'api_client_insert',
  text: `
-- A new client; of its key only the digest.
INSERT INTO api_client (id, name, key_digest, scopes, sender_nos, created_at, expires_at)
VALUES ($1, $2, $3, $4::text[], $5::int[], $6, $7)`,
};

/** Stores a client with the SHA-256 of its key. */
export async function insertApiClient(
  tx: Writer,
  client: {
    id: string;
    name: string;
    keyDigest: Buffer;
    scopes: readonly string[];
    senderNos: readonly number[];
    createdAt: Date;
    expiresAt: Date | null;
  },
): Promise<void> {
  const { id, name, keyDigest, scopes, senderNos, createdAt, expiresAt } = client;
  await tx.query(INSERT, [id, name, keyDigest, scopes, senderNos, createdAt, expiresAt]);
}

const BY_DIGEST = {
  name: 'api_client_by_digest',
  text: `
-- Whose key this is. Expired and revoked ones come back too: the caller decides what to say.
SELECT id, name, scopes, sender_nos AS "senderNos", expires_at AS "expiresAt", revoked_at AS "revokedAt",
       last_used_at AS "lastUsedAt"
FROM api_client WHERE key_digest = $1`,
};

/** The client whose key has this SHA-256, or null. */
export async function apiClientByDigest(reader: Reader, digest: Buffer): Promise<ApiClientRow | null> {
  const [row] = await reader.query<ApiClientRow>(BY_DIGEST, [digest]);
  return row ?? null;
}

const NOTE_USE = {
  name: 'api_client_note_use',
  text: `
-- When a key was last used, to the minute: several processes that note the same use write it once.
UPDATE api_client SET last_used_at = $2
WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < $2::timestamptz - interval '1 minute')`,
};

/** Notes that a key was used. */
export async function noteApiClientUse(tx: Writer, id: string, at: Date): Promise<void> {
  await tx.query(NOTE_USE, [id, at]);
}

const REVOKE = {
  name: 'api_client_revoke',
  text: `
-- Ends a key; one already ended keeps its first date.
UPDATE api_client SET revoked_at = coalesce(revoked_at, $2) WHERE id = $1 RETURNING id, name, revoked_at AS "revokedAt"`,
};

/** Ends a client's key. Null when there is no such client. */
export async function revokeApiClientRow(
  tx: Writer,
  id: string,
  at: Date,
): Promise<{ id: string; name: string; revokedAt: Date } | null> {
  const [row] = await tx.query<{ id: string; name: string; revokedAt: Date }>(REVOKE, [id, at]);
  return row ?? null;
}

import { createHash } from 'node:crypto';
import { type ApiClientRow, apiClientByDigest, noteApiClientUse } from '../../../db/queries/api-client';
import type { Context } from '../../context';
import type { ApiScope } from '../../domain/vocabulary';
import { AppError } from '../../errors';

/** Who calls: what the key may do, and for which senders. */
export interface ApiClient {
  id: string;
  scopes: ReadonlySet<ApiScope>;
  senderNos: ReadonlySet<number>;
}

/** Finds out who calls by the `Authorization` header; throws `unauthenticated`. */
export type Authenticate = (authorization: string | null) => ApiClient | Promise<ApiClient>;

const CREDENTIALS = /^Bearer +(sayso_[A-Za-z0-9_-]{43})$/i;
/** How long a key is taken for good without asking again; a revoked one ends within it. */
const TRUST_MS = 10_000;
const CACHE_MAX_CLIENTS = 1_000;
const USE_NOTED_EVERY_MS = 60_000;

interface Held {
  client: ApiClient;
  expiresAtMs: number;
  readAtMs: number;
  /** The last use that is written, or being written. */
  notedAtMs: number;
}

/**
 * Remembers the keys in use for at most ten seconds each, by digest, so that a busy caller costs no look-up.
 * A key that is unknown is never remembered. The last use of a key is noted once a minute, after the answer's sake:
 * it is on the list of writes a GET may cause (DESIGN §3, promise 4), and its failure hurts nobody.
 */
export function authenticator(ctx: Context): Authenticate {
  const held = new Map<string, Held>();

  const noteUse = (entry: Held, nowMs: number): void => {
    if (nowMs - entry.notedAtMs < USE_NOTED_EVERY_MS) return;
    entry.notedAtMs = nowMs;
    ctx.db
      .transaction((tx) => noteApiClientUse(tx, entry.client.id, new Date(nowMs)))
      .catch((error: unknown) => ctx.log.warn({ err: error }, 'the use of an API key could not be noted'));
  };

  const accept = (entry: Held, nowMs: number): ApiClient => {
    if (nowMs >= entry.expiresAtMs) throw refusal('The API key has expired; ask for a new one.');
    noteUse(entry, nowMs);
    return entry.client;
  };

  const lookUp = async (digest: Buffer, id: string): Promise<ApiClient> => {
    // Taken before asking: the answer is at least as fresh as this.
    const askedAtMs = ctx.now().getTime();
    const row = await apiClientByDigest(ctx.db.reader, digest);
    const before = held.get(id);
    held.delete(id);
    if (row === null) throw refusal('The API key is not known.');
    if (row.revokedAt !== null) throw refusal('The API key was revoked; ask for a new one.');
    const entry = holdRow(row, askedAtMs, before);
    if (held.size >= CACHE_MAX_CLIENTS) held.clear();
    held.set(id, entry);
    return accept(entry, askedAtMs);
  };

  return (authorization) => {
    const key = CREDENTIALS.exec(authorization ?? '')?.[1];
    if (key === undefined) throw refusal('Send the API key as "Authorization: Bearer sayso_…".');
    const digest = createHash('sha256').update(key).digest();
    const id = digest.toString('base64');
    const entry = held.get(id);
    const nowMs = ctx.now().getTime();
    return entry !== undefined && nowMs - entry.readAtMs < TRUST_MS && nowMs >= entry.readAtMs
      ? accept(entry, nowMs)
      : lookUp(digest, id);
  };
}

function holdRow(row: ApiClientRow, readAtMs: number, before: Held | undefined): Held {
  return {
    client: {
      id: row.id,
      scopes: new Set(row.scopes as ApiScope[]),
      senderNos: new Set(row.senderNos),
    },
    expiresAtMs: row.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY,
    readAtMs,
    notedAtMs: Math.max(row.lastUsedAt?.getTime() ?? 0, before?.notedAtMs ?? 0),
  };
}

function refusal(detail: string): AppError {
  return new AppError('unauthenticated', detail);
}

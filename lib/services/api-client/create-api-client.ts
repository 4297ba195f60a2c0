import { createHash } from 'node:crypto';
import { insertApiClient } from '../../../db/queries/api-client';
import type { Context } from '../../context';
import { slugIndex } from '../../domain/slug-index';
import { API_SCOPES, type ApiScope } from '../../domain/vocabulary';
import { AppError, type InputFault } from '../../errors';
import { refreshVocabulary } from '../vocabulary/refresh-vocabulary';

export interface NewApiClient {
  name: string;
  scopes: readonly string[];
  /** Slugs of the senders the key may ask and write for; none means none. */
  senders?: readonly string[];
  expiresAt?: Date;
}

export interface CreatedApiClient {
  id: string;
  name: string;
  /** Shown once: only its SHA-256 is kept. */
  key: string;
  scopes: ApiScope[];
  senders: string[];
}

const KEY_BYTES = 32;
const NAME_MAX_CHARS = 100;

/**
 * Makes an API client with a new random key. Throws `unprocessable` naming every scope and sender that does not exist.
 */
export async function createApiClient(ctx: Context, wanted: NewApiClient): Promise<CreatedApiClient> {
  const name = wanted.name.trim();
  const index = slugIndex(await refreshVocabulary(ctx));
  const faults: InputFault[] = [];
  if (name === '' || name.length > NAME_MAX_CHARS)
    faults.push({ detail: `A client needs a name of at most ${NAME_MAX_CHARS} characters.` });
  const scopes = API_SCOPES.filter((scope) => wanted.scopes.includes(scope));
  for (const scope of wanted.scopes) {
    if (!(API_SCOPES as readonly string[]).includes(scope))
      faults.push({ detail: `There is no scope "${scope}"; the scopes are ${API_SCOPES.join(', ')}.` });
  }
  const senders = (wanted.senders ?? []).flatMap((slug) => {
    const sender = index.sender(slug);
    if (sender === undefined) faults.push({ detail: `There is no sender "${slug}".` });
    return sender === undefined ? [] : [sender];
  });
  if (faults.length > 0)
    throw new AppError('unprocessable', faults.map((fault) => fault.detail).join(' '), faults);
  const id = ctx.newId();
  const key = `sayso_${ctx.randomBytes(KEY_BYTES).toString('base64url')}`;
  await ctx.db.transaction((tx) =>
    insertApiClient(tx, {
      id,
      name,
      keyDigest: createHash('sha256').update(key).digest(),
      scopes,
      senderNos: [...new Set(senders.map((sender) => sender.no))],
      createdAt: ctx.now(),
      expiresAt: wanted.expiresAt ?? null,
    }),
  );
  return { id, name, key, scopes, senders: [...new Set(senders.map((sender) => sender.slug))] };
}

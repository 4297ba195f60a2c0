import { revokeApiClientRow } from '../../../db/queries/api-client';
import type { Context } from '../../context';
import { AppError } from '../../errors';

/** Ends a client's key. Processes that know the key stop accepting it within ten seconds. Throws `not_found`. */
export async function revokeApiClient(
  ctx: Context,
  id: string,
): Promise<{ id: string; name: string; revokedAt: Date }> {
  const revoked = await ctx.db.transaction((tx) => revokeApiClientRow(tx, id, ctx.now()));
  if (revoked === null) throw new AppError('not_found', 'There is no API client with this id.');
  return revoked;
}

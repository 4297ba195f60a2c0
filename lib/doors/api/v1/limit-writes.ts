import type { Context } from '../../../context';
import { AppError } from '../../../errors';
import { takeTurn } from '../../../services/rate-limit/take-turn';

const WRITES_PER_WINDOW = 6_000;
const WINDOW_S = 60;

/**
 * Counts a write of a client against its limit and returns the headers that say so (draft-ietf-httpapi-ratelimit-headers).
 * Only for routes that carry no choice: decisions cost no write and are not counted, opt-outs are never held up
 * (promise 5). Throws `rate_limited`, answered with Retry-After.
 */
export async function limitWrites(
  ctx: Context,
  route: string,
  clientId: string,
): Promise<Record<string, string>> {
  const turn = await takeTurn(ctx, {
    bucket: `api:${route}:${clientId}`,
    limit: WRITES_PER_WINDOW,
    windowMs: WINDOW_S * 1000,
  });
  if (!turn.ok)
    throw new AppError(
      'rate_limited',
      `This key has made ${WRITES_PER_WINDOW} calls of this kind within a minute; go on in ${turn.resetsInS} seconds.`,
    );
  return {
    'ratelimit-policy': `"${route}";q=${WRITES_PER_WINDOW};w=${WINDOW_S}`,
    ratelimit: `"${route}";r=${turn.remaining};t=${turn.resetsInS}`,
  };
}

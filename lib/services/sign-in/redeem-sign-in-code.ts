import { addVerificationToken, redeemCode } from '../../../db/queries/sign-in-tokens';
import type { Context } from '../../context';
import { codeDigest, linkTokenDigest, readCode } from '../../domain/sign-in-code';
import { withinLimits } from '../rate-limit/within-limits';

/** A link of this very moment: made out of the code, used up by the caller at once. */
export type RedeemedCode =
  | { ok: true; identity: string; token: string }
  | { ok: false; why: 'wrong' | 'too_many' };

const TOKEN_BYTES = 32;
const MOMENT_MS = 60_000;

/**
 * Takes the code that a sign-in link showed in another browser, typed in the browser that asked for it. It uses the
 * link up, and works in no other browser. Five tries in ten minutes are listened to, right or wrong.
 */
export async function redeemSignInCode(
  ctx: Context,
  asked: { typed: string; browserDigest: string; peer: string | null },
): Promise<RedeemedCode> {
  const { browserDigest, peer } = asked;
  if (!(await withinLimits(ctx, { what: 'sign_in_code', target: browserDigest, peer })))
    return { ok: false, why: 'too_many' };
  const code = readCode(asked.typed);
  if (code === null) return { ok: false, why: 'wrong' };
  const { authSecret } = ctx.config;
  const token = ctx.randomBytes(TOKEN_BYTES).toString('base64url');
  const now = ctx.now();
  const identity = await ctx.db.transaction(async (tx) => {
    const whose = await redeemCode(tx, browserDigest, codeDigest(authSecret, browserDigest, code), now);
    if (whose === null) return null;
    const digest = linkTokenDigest(authSecret, token);
    const expires = new Date(now.getTime() + MOMENT_MS);
    await addVerificationToken(tx, { identifier: whose, digest, expires, binding: null }, now);
    return whose;
  });
  return identity === null ? { ok: false, why: 'wrong' } : { ok: true, identity, token };
}

import { createHash } from 'node:crypto';
import { addVerificationToken } from '../../../db/queries/sign-in';
import type { Context } from '../../context';
import { findSubject } from './find-subject';
import { identityOf, type Side } from './subject';

/** How long a mailed sign-in link works. */
export const SIGN_IN_LINK_MINUTES = 15;
const TOKEN_BYTES = 32;

export interface SignInLink {
  /** Our page with one button; opening it signs nobody in and uses nothing up. */
  url: string;
  expiresAt: Date;
}

/**
 * Makes a link that signs in once, for the next {@link SIGN_IN_LINK_MINUTES} minutes: called when the mail is sent
 * (or by an operator), so that no queue ever holds it. Only a digest is kept, as next-auth expects it: SHA-256 of
 * token and secret. Null when the address may not sign in on that side.
 */
export async function mintSignInLink(
  ctx: Context,
  asked: { email: string; side: Side },
): Promise<SignInLink | null> {
  const found = await findSubject(ctx, ctx.db.reader, asked);
  if (found === null) return null;
  const identifier = identityOf(found.subject);
  const token = ctx.randomBytes(TOKEN_BYTES).toString('base64url');
  const now = ctx.now();
  const expiresAt = new Date(now.getTime() + SIGN_IN_LINK_MINUTES * 60_000);
  const digest = createHash('sha256').update(`${token}${ctx.config.authSecret}`).digest('hex');
  await ctx.db.transaction((tx) => addVerificationToken(tx, { identifier, digest, expires: expiresAt }, now));
  const query = new URLSearchParams({ for: identifier, token });
  return { url: `${ctx.config.appUrl}/signin/confirm?${query}`, expiresAt };
}

import { readLinkRequest } from '../../../db/queries/link-requests';
import { addVerificationToken, type TokenBinding } from '../../../db/queries/sign-in-tokens';
import type { Context } from '../../context';
import { codeDigest, codeOfLink, linkTokenDigest } from '../../domain/sign-in-code';
import { findSubject } from './find-subject';
import { identityOf, type Side } from './subject';

/** How long a mailed sign-in link works, and one that an operator prints. */
export const MAILED_LINK_MINUTES = 15;
const PRINTED_LINK_MINUTES = 10;
const TOKEN_BYTES = 32;

export interface SignInLink {
  /** Our page with one button; opening it signs nobody in and uses nothing up. */
  url: string;
  expiresAt: Date;
}

/** Who gets the link: whoever asked, in the browser they asked in, or the operator at this machine, in any. */
export type LinkHolder = 'operator' | { linkRequestId: string };

/**
 * Makes a link that signs in once: called when the mail is sent (or by an operator), so that no queue ever holds it.
 * Only a digest is kept, as next-auth expects it. Null when the address may not sign in on that side, or when nothing
 * is known (any more) of who asked: a mailed link is never for just any browser.
 */
export async function mintSignInLink(
  ctx: Context,
  asked: { email: string; side: Side; holder: LinkHolder },
): Promise<SignInLink | null> {
  const found = await findSubject(ctx, ctx.db.reader, asked);
  if (found === null) return null;
  const { authSecret, appUrl } = ctx.config;
  const identifier = identityOf(found.subject);
  const token = ctx.randomBytes(TOKEN_BYTES).toString('base64url');
  const binding =
    asked.holder === 'operator' ? null : await bindingOf(ctx, asked.holder.linkRequestId, token);
  if (binding === null && asked.holder !== 'operator') return null;
  const now = ctx.now();
  const minutes = binding === null ? PRINTED_LINK_MINUTES : MAILED_LINK_MINUTES;
  const expires = new Date(now.getTime() + minutes * 60_000);
  const digest = linkTokenDigest(authSecret, token);
  await ctx.db.transaction((tx) => addVerificationToken(tx, { identifier, digest, expires, binding }, now));
  const query = new URLSearchParams({ for: identifier, token });
  return { url: `${appUrl}/signin/confirm?${query}`, expiresAt: expires };
}

async function bindingOf(ctx: Context, linkRequestId: string, token: string): Promise<TokenBinding | null> {
  const request = await readLinkRequest(ctx.db.reader, linkRequestId);
  if (request === null || request.browserDigest === null) return null;
  const { browserDigest, askedAt, browser, system } = request;
  const { authSecret } = ctx.config;
  const code = codeOfLink(authSecret, token);
  return { browserDigest, askedAt, browser, system, codeDigest: codeDigest(authSecret, browserDigest, code) };
}

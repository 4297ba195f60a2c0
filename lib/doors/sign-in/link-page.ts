import type { ReadContext } from '../../context';
import { spacedCode } from '../../domain/sign-in-code';
import { pageResponse } from '../../http/page';
import { type SignInLinkProps, signInLinkPage } from '../../pages/sign-in-link';
import { lookAtLink, type OpenedLink } from '../../services/sign-in/look-at-link';
import { MAILED_LINK_MINUTES } from '../../services/sign-in/mint-sign-in-link';
import { subjectOf } from '../../services/sign-in/subject';
import { frameFor } from '../look';

/**
 * `/signin/confirm`: what a sign-in link opens. Looking uses nothing up, however often a mail scanner does it: in the
 * browser that asked there is a button, in any other a code to type in that one.
 */
export async function linkPage(
  request: Request,
  ctx: ReadContext,
  browserDigest: string | null,
): Promise<Response> {
  const query = new URL(request.url).searchParams;
  const link = { identity: query.get('for') ?? '', token: query.get('token') ?? '', browserDigest };
  const own = `?${new URLSearchParams({ for: link.identity, token: link.token })}`;
  const page = await signInLinkPage(frameFor(request, ctx, null), own, await propsFor(ctx, link));
  return pageResponse(page.html, { styleHash: page.styleHash, tokenInPath: true });
}

async function propsFor(ctx: ReadContext, link: OpenedLink): Promise<SignInLinkProps> {
  const side = subjectOf(link.identity)?.side;
  if (side === undefined || link.token === '') return { state: 'broken' };
  const standing = await lookAtLink(ctx, link);
  switch (standing.state) {
    case 'gone':
      return { state: 'gone', side, minutes: MAILED_LINK_MINUTES };
    case 'here':
      return { state: 'here', side, identity: link.identity, token: link.token };
    case 'elsewhere':
      return { state: 'elsewhere', code: spacedCode(standing.code), asked: standing.asked };
    default:
      return standing satisfies never;
  }
}

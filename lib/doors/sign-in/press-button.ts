import type { Context } from '../../context';
import { firstValue, lenientForm } from '../../http/body';
import { respond } from '../../http/respond';
import { lookAtLink } from '../../services/sign-in/look-at-link';
import { subjectOf } from '../../services/sign-in/subject';
import { backTo } from '../look';

/** The browser that pressed the button, and the step that signs it in. */
export interface PressingBrowser {
  browserDigest: string | null;
  /** Whether the form is known to be from a page of ours. */
  fromOurs: boolean;
  begin(link: { identity: string; token: string }): Promise<Response | null>;
}

/**
 * Takes the one button of the page a sign-in link opens. In the browser that asked, it signs in; in any other nothing
 * is used up and the page says how to go on.
 */
export async function pressButton(
  request: Request,
  ctx: Context,
  browser: PressingBrowser,
): Promise<Response> {
  const form = await lenientForm(request);
  const link = { identity: firstValue(form, 'for'), token: firstValue(form, 'token') };
  const gone = () =>
    backTo(
      request,
      subjectOf(link.identity)?.side === 'staff' ? '/signin/staff?error=link' : '/signin?error=link',
    );
  const standing = await lookAtLink(ctx, { ...link, browserDigest: browser.browserDigest });
  // Old browsers say nothing of where a form came from; the mark of the one that asked comes with none but our own.
  const fromOurs = browser.fromOurs || (standing.state === 'here' && standing.bound);
  if (!fromOurs) return foreignForm();
  switch (standing.state) {
    case 'gone':
      return gone();
    case 'elsewhere':
      return backTo(
        request,
        `/signin/confirm?${new URLSearchParams({ for: link.identity, token: link.token })}`,
      );
    case 'here':
      return (await browser.begin(link)) ?? gone();
    default:
      return standing satisfies never;
  }
}

/** The form did not come from a page of ours, as far as can be told. */
export function foreignForm(): Response {
  return respond('This form did not come from a page of ours, so nothing was done. Open the link again.\n', {
    status: 403,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  });
}

import type { Context } from '../../context';
import { readDevice } from '../../domain/device';
import { firstValue, lenientForm } from '../../http/body';
import { PEER_HEADER } from '../../http/evidence';
import { makeLinkRequest } from '../../services/link-request/make-link-request';
import { backTo } from '../look';
import { askAgain } from './ask-page';

/**
 * Takes the form that asks for a sign-in link, for the browser it was asked in. Answers the same whether or not the
 * address is known; only what cannot be an address at all is said to be wrong.
 */
export async function requestLink(
  request: Request,
  ctx: Context,
  browser: { browserDigest: string },
): Promise<Response> {
  const form = await lenientForm(request);
  const side = firstValue(form, 'side') === 'staff' ? 'staff' : 'account';
  const email = firstValue(form, 'email');
  const outcome = await makeLinkRequest(ctx, {
    kind: side === 'staff' ? 'staff_sign_in' : 'sign_in',
    email,
    browserDigest: browser.browserDigest,
    device: readDevice(request.headers.get('user-agent')),
    peer: request.headers.get(PEER_HEADER),
  });
  switch (outcome) {
    case 'asked':
      return backTo(request, side === 'staff' ? '/signin/staff?sent=1' : '/signin?sent=1');
    case 'malformed':
      return askAgain(request, ctx, { side, email });
    default:
      return outcome satisfies never;
  }
}

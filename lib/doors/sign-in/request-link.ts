import type { Context } from '../../context';
import { firstValue, lenientForm } from '../../http/body';
import { PEER_HEADER } from '../../http/evidence';
import { seeOther } from '../../http/page';
import { requestSignIn } from '../../services/sign-in/request-sign-in';

/**
 * Takes the form that asks for a sign-in link. Answers the same whether or not the address is known;
 * only what cannot be an address at all is said to be wrong.
 */
export async function requestLink(request: Request, ctx: Context): Promise<Response> {
  const form = await lenientForm(request);
  const side = firstValue(form, 'side') === 'staff' ? 'staff' : 'account';
  const page = side === 'staff' ? '/signin/staff' : '/signin';
  const peer = request.headers.get(PEER_HEADER);
  const outcome = await requestSignIn(ctx, { email: firstValue(form, 'email'), side, peer });
  switch (outcome) {
    case 'asked':
      return seeOther(`${page}?sent=1`);
    case 'malformed':
      return seeOther(`${page}?error=email`);
    default:
      return outcome satisfies never;
  }
}

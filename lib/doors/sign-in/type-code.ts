import type { Context } from '../../context';
import { firstValue, lenientForm } from '../../http/body';
import { PEER_HEADER } from '../../http/evidence';
import { redeemSignInCode } from '../../services/sign-in/redeem-sign-in-code';
import { backTo } from '../look';
import { foreignForm, type PressingBrowser } from './press-button';

/**
 * Takes the code that a sign-in link showed in another browser, typed in the one that asked. A browser that never
 * asked has nothing to type a code for.
 */
export async function typeCode(request: Request, ctx: Context, browser: PressingBrowser): Promise<Response> {
  if (!browser.fromOurs) return foreignForm();
  const form = await lenientForm(request);
  const page = firstValue(form, 'side') === 'staff' ? '/signin/staff' : '/signin';
  if (browser.browserDigest === null) return backTo(request, `${page}?error=link`);
  const redeemed = await redeemSignInCode(ctx, {
    typed: firstValue(form, 'code'),
    browserDigest: browser.browserDigest,
    peer: request.headers.get(PEER_HEADER),
  });
  if (!redeemed.ok)
    return backTo(request, `${page}?sent=1&error=${redeemed.why === 'wrong' ? 'code' : 'tries'}`);
  return (await browser.begin(redeemed)) ?? backTo(request, `${page}?error=link`);
}

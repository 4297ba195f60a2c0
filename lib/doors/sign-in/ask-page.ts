import type { ReadContext } from '../../context';
import { pageResponse } from '../../http/page';
import type { FieldError } from '../../pages/form-parts';
import { type SignInSide, signInPage } from '../../pages/sign-in';
import { wordsFor } from '../../pages/words/words';
import { SIGN_IN_CODE_MINUTES } from '../../services/rate-limit/within-limits';
import { MAILED_LINK_MINUTES } from '../../services/sign-in/mint-sign-in-link';
import { frameFor, languageFor } from '../look';

/**
 * `/signin` and `/signin/staff`: the form that asks for a link; after it was sent, the one that takes a code. What
 * became of the last form stands in the query, never an address or a code.
 */
export async function askPage(request: Request, ctx: ReadContext, side: SignInSide): Promise<Response> {
  const query = new URL(request.url).searchParams;
  const error = query.get('error');
  const frame = frameFor(request, ctx, null);
  const page = await signInPage(
    frame,
    query.has('sent')
      ? { state: 'sent', side, minutes: MAILED_LINK_MINUTES, errors: codeErrors(request, error) }
      : {
          state: 'ask',
          side,
          minutes: MAILED_LINK_MINUTES,
          email: '',
          errors: [],
          news: error === 'link' ? 'link_gone' : query.has('out') ? 'signed_out' : null,
        },
  );
  return pageResponse(page.html, { styleHash: page.styleHash, headers: SAME_ORIGIN });
}

/** The form again, with what was typed, when that can be no address. */
export async function askAgain(
  request: Request,
  ctx: ReadContext,
  typed: { side: SignInSide; email: string },
): Promise<Response> {
  const words = wordsFor(languageFor(request), 'sign-in');
  const page = await signInPage(frameFor(request, ctx, null), {
    state: 'ask',
    ...typed,
    minutes: MAILED_LINK_MINUTES,
    errors: [{ field: 'email', message: words('emailFault') }],
    news: null,
  });
  return pageResponse(page.html, { styleHash: page.styleHash, status: 400, headers: SAME_ORIGIN });
}

/** With no referrer at all a browser does not say either that a form is ours; these addresses hold no token. */
const SAME_ORIGIN = { 'referrer-policy': 'same-origin' };

function codeErrors(request: Request, error: string | null): FieldError[] {
  const words = wordsFor(languageFor(request), 'sign-in');
  switch (error) {
    case 'code':
      return [{ field: 'code', message: words('codeFault') }];
    case 'tries':
      return [{ field: 'code', message: words('triesFault', { minutes: SIGN_IN_CODE_MINUTES }) }];
    default:
      return [];
  }
}

import type { Context, ReadContext } from '../context';
import { readDevice } from '../domain/device';
import { isDatabaseAway } from '../errors';
import { firstValue, lenientForm } from '../http/body';
import { PEER_HEADER } from '../http/evidence';
import { pageResponse } from '../http/page';
import { type HomeProps, homePage } from '../pages/home';
import { wordsFor } from '../pages/words/words';
import { makeLinkRequest } from '../services/link-request/make-link-request';
import { backTo, frameFor, languageFor } from './look';
import { faultPage } from './not-found';

/**
 * `/`: what this centre is. POST takes `email` and mails a link to one's choices if the address is known; the answer
 * is the same 303 whether it is, is not, or was asked for too often.
 */
export async function homeDoor(request: Request, ctx: Context): Promise<Response> {
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return show(request, ctx, new URL(request.url).searchParams.has('sent') ? { state: 'sent' } : EMPTY);
    case 'POST':
      return ask(request, ctx);
    default:
      return faultPage(request, ctx, 'method_not_allowed', { allow: 'GET, HEAD, POST' });
  }
}

const EMPTY: HomeProps = { state: 'ask', email: '', errors: [] };

async function ask(request: Request, ctx: Context): Promise<Response> {
  const email = firstValue(await lenientForm(request), 'email');
  const language = languageFor(request);
  const words = wordsFor(language, 'home');
  const again = (status: number, text: string) =>
    show(request, ctx, { state: 'ask', email, errors: [{ field: 'email', message: text }] }, status);
  if (email === '') return again(400, words('emailMissing'));
  try {
    const outcome = await makeLinkRequest(ctx, {
      kind: 'preference_link',
      email,
      browserDigest: null,
      device: readDevice(request.headers.get('user-agent')),
      peer: request.headers.get(PEER_HEADER),
    });
    return outcome === 'malformed' ? again(400, words('emailMalformed')) : backTo(request, '/?sent');
  } catch (error) {
    ctx.log.error({ err: error, away: isDatabaseAway(error) }, 'a link could not be asked for');
    return again(503, wordsFor(language, 'message')('unavailable.text'));
  }
}

async function show(request: Request, ctx: ReadContext, props: HomeProps, status = 200): Promise<Response> {
  const page = await homePage(frameFor(request, ctx, null), props);
  return pageResponse(page.html, { styleHash: page.styleHash, status });
}

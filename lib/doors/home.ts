import { setTimeout as wait } from 'node:timers/promises';
import type { Context, ReadContext } from '../context';
import { isDatabaseAway } from '../errors';
import { firstValue, lenientForm } from '../http/body';
import { PEER_HEADER } from '../http/evidence';
import { pageResponse, seeOther } from '../http/page';
import { type HomeProps, homePage } from '../pages/home';
import { wordsFor } from '../pages/words/language';
import { requestLink } from '../services/link-preferences/request-link';
import { frameFor } from './look';
import { faultPage } from './not-found';

/** No answer comes sooner, so that its speed does not tell whether the address is known. */
const ANSWER_AFTER_MS = 250;

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
  const { linkField, message } = wordsFor(frameFor(request, ctx, null).language);
  const again = (status: number, text: string) =>
    show(request, ctx, { state: 'ask', email, errors: [{ field: 'email', message: text }] }, status);
  if (email === '') return again(400, linkField.missing);
  try {
    const peer = request.headers.get(PEER_HEADER);
    const [outcome] = await Promise.all([requestLink(ctx, { email, peer }), wait(ANSWER_AFTER_MS)]);
    return outcome === 'malformed' ? again(400, linkField.malformed) : seeOther('/?sent');
  } catch (error) {
    ctx.log.error({ err: error, away: isDatabaseAway(error) }, 'a link could not be asked for');
    return again(503, message.unavailable.text);
  }
}

async function show(request: Request, ctx: ReadContext, props: HomeProps, status = 200): Promise<Response> {
  const page = await homePage(frameFor(request, ctx, null), props);
  return pageResponse(page.html, { styleHash: page.styleHash, status });
}

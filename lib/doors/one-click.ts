import type { Context } from '../context';
import { readToken } from '../domain/token';
import { isDatabaseAway } from '../errors';
import { webEvidence } from '../http/evidence';
import { RETRY_AFTER_S } from '../http/problem';
import { respond } from '../http/respond';
import type { RecordOne } from '../services/ledger/record-together';
import { optOutByLink } from '../services/opt-out/by-link';
import { backTo } from './look';

const PLAIN = {
  'content-type': 'text/plain; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow',
};

/**
 * `/u/TOKEN`: one-click unsubscribe (RFC 8058; STANDARDS §2). A POST with a valid token is the opt-out, whatever its
 * body, cookies or Origin: 200 after commit, never a redirect. 404 for a token that is not ours, 503 when it could not
 * be saved, so that the mailbox provider tries again. GET and HEAD lead to the page and change nothing.
 */
export async function oneClickDoor(
  request: Request,
  ctx: Context,
  recordOne: RecordOne,
  token: string,
): Promise<Response> {
  switch (request.method) {
    case 'POST':
      return unsubscribe(request, ctx, recordOne, token);
    case 'GET':
    case 'HEAD':
      return backTo(request, `/unsubscribe/${encodeURIComponent(token)}`);
    case 'OPTIONS':
      return respond(null, { status: 204, headers: { allow: 'GET, HEAD, POST, OPTIONS' } });
    default:
      return respond('Use POST to unsubscribe.\n', {
        status: 405,
        headers: { ...PLAIN, allow: 'GET, HEAD, POST, OPTIONS' },
      });
  }
}

async function unsubscribe(
  request: Request,
  ctx: Context,
  recordOne: RecordOne,
  token: string,
): Promise<Response> {
  const claims = readToken(token, 'unsubscribe', ctx.links);
  if (claims === null) {
    return respond('This is not a link of ours, or it is not complete.\n', {
      status: 404,
      headers: PLAIN,
    });
  }
  try {
    const outcome = await optOutByLink(ctx, recordOne, {
      claims,
      scope: 'topic',
      door: 'one_click',
      evidence: webEvidence(request),
    });
    if (!outcome.ok) throw new Error(`an opt-out came back refused: ${outcome.refusal.code}`);
    return respond('You have been unsubscribed.\n', { status: 200, headers: PLAIN });
  } catch (error) {
    ctx.log.error({ err: error, away: isDatabaseAway(error) }, 'a one-click unsubscribe could not be saved');
    return respond('We could not save this just now. Please try again.\n', {
      status: 503,
      headers: { ...PLAIN, 'retry-after': String(RETRY_AFTER_S) },
    });
  }
}

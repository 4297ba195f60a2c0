import type { Context, ReadContext } from '../context';
import { type LinkClaims, readToken } from '../domain/token';
import { isDatabaseAway } from '../errors';
import { firstValue, lenientForm } from '../http/body';
import { webEvidence } from '../http/evidence';
import { pageResponse } from '../http/page';
import { messagePage } from '../pages/message';
import { OPT_OUT_SCOPES, type OptOutScope, unsubscribePage } from '../pages/unsubscribe';
import { invalidLinkPage, unsubscribeUnavailablePage } from '../pages/unsubscribe-trouble';
import type { RecordOne } from '../services/ledger/record-together';
import { optOutByLink } from '../services/opt-out/by-link';
import { showLink } from '../services/opt-out/show-link';
import { backTo, frameFor } from './look';

/**
 * `/unsubscribe/TOKEN`: one page with one button (16 CFR 316.5). GET shows it and writes nothing; POST takes `scope`
 * (this topic, everything from the sender, everything) and answers 303 to the same page, which says what holds now.
 */
export async function unsubscribeDoor(
  request: Request,
  ctx: Context,
  recordOne: RecordOne,
  token: string,
): Promise<Response> {
  const claims = readToken(token, 'unsubscribe', ctx.links);
  if (claims === null) return invalid(request, ctx);
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return show(request, ctx, claims, token);
    case 'POST':
      return take(request, ctx, recordOne, claims, token);
    default:
      return wrongMethod(request, ctx);
  }
}

async function show(
  request: Request,
  ctx: ReadContext,
  claims: LinkClaims,
  token: string,
): Promise<Response> {
  try {
    const shown = await showLink(ctx, claims);
    const frame = frameFor(request, ctx, shown.sender);
    const page = await unsubscribePage(frame, {
      state: shown.holds === null ? 'ask' : justSaid(request.url) ? 'done' : 'already',
      token,
      maskedAddress: shown.maskedAddress,
      kind: shown.kind,
      sender: shown.sender?.name ?? frame.brand.name,
      topic: shown.topic,
      coversOther: shown.coversOther,
      holds: shown.holds,
    });
    return pageResponse(page.bytes ?? page.html, { styleHash: page.styleHash, tokenInPath: true });
  } catch (error) {
    return unavailable(request, ctx, token, null, error);
  }
}

async function take(
  request: Request,
  ctx: Context,
  recordOne: RecordOne,
  claims: LinkClaims,
  token: string,
): Promise<Response> {
  const scope = scopeOf(firstValue(await lenientForm(request), 'scope'));
  try {
    const outcome = await optOutByLink(ctx, recordOne, {
      claims,
      scope,
      door: 'unsubscribe_page',
      evidence: webEvidence(request),
    });
    if (!outcome.ok) throw new Error(`an opt-out came back refused: ${outcome.refusal.code}`);
    return backTo(request, `/unsubscribe/${token}?done`);
  } catch (error) {
    return unavailable(request, ctx, token, scope, error);
  }
}

/** A form that says nothing we know still means no to what the link names. */
function scopeOf(value: string): OptOutScope {
  return OPT_OUT_SCOPES.find((scope) => scope === value) ?? 'topic';
}

function justSaid(url: string): boolean {
  return /[?&]done(?=&|$)/.test(url);
}

async function invalid(request: Request, ctx: ReadContext): Promise<Response> {
  const page = await invalidLinkPage(frameFor(request, ctx, null));
  return pageResponse(page.html, { status: 404, styleHash: page.styleHash, tokenInPath: true });
}

async function wrongMethod(request: Request, ctx: ReadContext): Promise<Response> {
  const page = await messagePage(frameFor(request, ctx, null), {
    kind: 'method_not_allowed',
    requestId: null,
  });
  return pageResponse(page.html, {
    status: 405,
    styleHash: page.styleHash,
    tokenInPath: true,
    headers: { allow: 'GET, HEAD, POST' },
  });
}

async function unavailable(
  request: Request,
  ctx: ReadContext,
  token: string,
  unsaved: OptOutScope | null,
  error: unknown,
): Promise<Response> {
  ctx.log.error({ err: error, away: isDatabaseAway(error) }, 'an unsubscribe page could not be served');
  const page = await unsubscribeUnavailablePage(frameFor(request, ctx, null), { token, unsaved });
  return pageResponse(page.html, { status: 503, styleHash: page.styleHash, tokenInPath: true });
}

import type { Context, ReadContext } from '../context';
import { readToken } from '../domain/token';
import { isDatabaseAway } from '../errors';
import { pageResponse } from '../http/page';
import { invalidLinkPage } from '../pages/unsubscribe-trouble';
import type { RecordOne } from '../services/ledger/record-together';
import { showChoices } from '../services/link-preferences/show-choices';
import { frameFor, languageFor } from './look';
import { faultPage } from './not-found';
import { showReceipt } from './preference-receipt';
import { answerPreferences, type Link, statusOf } from './preferences-answer';
import { takePreferences } from './preferences-take';

/** `TOKEN/receipts/INSTRUCTION`, as a page or with `.json` as a file. */
const RECEIPT = /^([^/]+)\/receipts\/([^/]+?)(\.json)?$/;

/**
 * `/preferences/TOKEN`: every choice for the linked address without signing in. GET writes nothing. POST `do=save`
 * takes the boxes, `do=stop` is a no to everything, `do=pause` and `do=resume` begin and end a break; all answer 303 to
 * the same page. Below it `/receipts/INSTRUCTION` is the receipt of an act. The link of an unsubscribe footer opens it too.
 */
export async function preferencesDoor(
  request: Request,
  ctx: Context,
  recordOne: RecordOne,
  path: string,
): Promise<Response> {
  const [, tokenOfReceipt, instructionId, json] = RECEIPT.exec(path) ?? [];
  const token = tokenOfReceipt ?? path;
  const claims = readToken(token, 'preferences', ctx.links) ?? readToken(token, 'unsubscribe', ctx.links);
  if (claims === null) return invalid(request, ctx);
  const link = { claims, token };
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return instructionId === undefined
        ? view(request, ctx, link)
        : showReceipt(request, ctx, link, { instructionId, asFile: json !== undefined });
    case 'POST':
      if (instructionId === undefined) return takePreferences(request, ctx, recordOne, link);
      return faultPage(request, ctx, 'method_not_allowed', { allow: 'GET, HEAD', tokenInPath: true });
    default:
      return faultPage(request, ctx, 'method_not_allowed', {
        allow: instructionId === undefined ? 'GET, HEAD, POST' : 'GET, HEAD',
        tokenInPath: true,
      });
  }
}

async function view(request: Request, ctx: ReadContext, link: Link): Promise<Response> {
  try {
    const shown = await showChoices(ctx, link.claims, languageFor(request));
    return await answerPreferences(request, ctx, link, { shown, status: statusOf(request.url) });
  } catch (error) {
    ctx.log.error({ err: error, away: isDatabaseAway(error) }, 'a preference page could not be shown');
    return faultPage(request, ctx, 'unavailable', { tokenInPath: true });
  }
}

async function invalid(request: Request, ctx: ReadContext): Promise<Response> {
  const page = await invalidLinkPage(frameFor(request, ctx, null));
  return pageResponse(page.html, { status: 404, styleHash: page.styleHash, tokenInPath: true });
}

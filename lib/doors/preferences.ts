import type { Context, ReadContext } from '../context';
import { type LinkClaims, readToken } from '../domain/token';
import { isDatabaseAway } from '../errors';
import { firstValue, lenientForm } from '../http/body';
import { webEvidence } from '../http/evidence';
import { pageResponse, seeOther } from '../http/page';
import { type PreferencesStatus, preferencesPage } from '../pages/preferences';
import { invalidLinkPage } from '../pages/unsubscribe-trouble';
import type { RecordOne } from '../services/ledger/record-together';
import { recallChoices } from '../services/link-preferences/recall-choices';
import { saveByLink } from '../services/link-preferences/save-by-link';
import { type ShownChoices, showChoices } from '../services/link-preferences/show-choices';
import { optOutByLink } from '../services/opt-out/by-link';
import { asksNotToShare } from './gpc';
import { frameFor } from './look';
import { faultPage } from './not-found';
import { type ChoicesForm, readChoicesForm } from './preferences-form';
import { describeSeen, SEEN, type Seen } from './seen';

/** A link that opens the page: what it stands for, and its token as it came. */
interface Link {
  claims: LinkClaims;
  token: string;
}

/**
 * `/preferences/TOKEN`: every choice for the linked address without signing in. GET writes nothing. POST `do=save`
 * takes the boxes, `do=stop` is a no to everything; both answer 303 to the same page. The link of an unsubscribe
 * footer opens it too.
 */
export async function preferencesDoor(
  request: Request,
  ctx: Context,
  recordOne: RecordOne,
  token: string,
): Promise<Response> {
  const claims = readToken(token, 'preferences', ctx.links) ?? readToken(token, 'unsubscribe', ctx.links);
  if (claims === null) return invalid(request, ctx);
  const link = { claims, token };
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return view(request, ctx, link);
    case 'POST':
      return take(request, ctx, recordOne, link);
    default:
      return faultPage(request, ctx, 'method_not_allowed', { allow: 'GET, HEAD, POST', tokenInPath: true });
  }
}

async function view(request: Request, ctx: ReadContext, link: Link): Promise<Response> {
  try {
    const shown = await showChoices(ctx, link.claims, frameFor(request, ctx, null).language);
    return await answer(request, ctx, link, shown, statusOf(request.url));
  } catch (error) {
    ctx.log.error({ err: error, away: isDatabaseAway(error) }, 'a preference page could not be shown');
    return faultPage(request, ctx, 'unavailable', { tokenInPath: true });
  }
}

async function take(request: Request, ctx: Context, recordOne: RecordOne, link: Link): Promise<Response> {
  const fields = await lenientForm(request);
  const evidence = webEvidence(request);
  if (asksNotToShare(request)) evidence.gpc = true;
  const form = readChoicesForm(fields, new URL(request.url).searchParams.get(SEEN));
  try {
    if (firstValue(fields, 'do') === 'stop') {
      const stop = { claims: link.claims, scope: 'all', door: 'preference_page', evidence } as const;
      const outcome = await optOutByLink(ctx, recordOne, stop);
      if (!outcome.ok) throw new Error(`an opt-out came back refused: ${outcome.refusal.code}`);
      return seeOther(`/preferences/${link.token}?stopped`);
    }
    if (firstValue(fields, 'do') !== 'save' || !form.readable)
      return await unreadable(request, ctx, link, form);
    const seen = form.seen === null ? null : { seq: form.seen.seq, yes: form.seen.yes };
    const { language } = frameFor(request, ctx, null);
    const saved = await saveByLink(ctx, { claims: link.claims, ...form.said, seen, language, evidence });
    if (!saved.ok) return await unreadable(request, ctx, link, form);
    return seeOther(`/preferences/${link.token}?${saved.changed ? 'saved' : 'unchanged'}`);
  } catch (error) {
    ctx.log.error({ err: error, away: isDatabaseAway(error) }, 'choices could not be saved');
    return unsaved(request, ctx, link, form);
  }
}

/** Part of the form cannot be read: nothing was changed, the page comes back as it stands now with the ticks kept. */
async function unreadable(
  request: Request,
  ctx: ReadContext,
  link: Link,
  form: ChoicesForm,
): Promise<Response> {
  const shown = await showChoices(ctx, link.claims, frameFor(request, ctx, null).language);
  return answer(request, ctx, link, shown, { state: 'error', error: 'boxes', ...form.kept }, 400);
}

/** The record is away: the boxes as the page had shown them, with the ticks kept for the next try. */
async function unsaved(request: Request, ctx: ReadContext, link: Link, form: ChoicesForm): Promise<Response> {
  const { language } = frameFor(request, ctx, null);
  const shown = await recallChoices(ctx, link.claims, language, form.displayed);
  if (shown === null) return faultPage(request, ctx, 'unavailable', { tokenInPath: true });
  const status: PreferencesStatus = { state: 'error', error: 'unsaved', ...form.kept };
  return answer(request, ctx, link, shown, status, 503, form.seen);
}

async function answer(
  request: Request,
  ctx: ReadContext,
  link: Link,
  shown: ShownChoices,
  status: PreferencesStatus,
  code = 200,
  seen: Seen | null = null,
): Promise<Response> {
  const { linkSender, seq, ...props } = shown;
  const page = await preferencesPage(frameFor(request, ctx, linkSender), {
    ...props,
    // What the page shows goes with its forms' address, so that an older page never undoes a newer no.
    token: `${link.token}?${SEEN}=${seen?.text ?? describeSeen(seq, shown.senders)}`,
    status,
    gpc: asksNotToShare(request),
  });
  return pageResponse(page.html, { styleHash: page.styleHash, tokenInPath: true, status: code });
}

function statusOf(url: string): PreferencesStatus {
  const told = new URL(url).searchParams;
  if (told.has('stopped')) return { state: 'stopped' };
  if (told.has('saved')) return { state: 'saved', changed: true };
  return told.has('unchanged') ? { state: 'saved', changed: false } : { state: 'view' };
}

async function invalid(request: Request, ctx: ReadContext): Promise<Response> {
  const page = await invalidLinkPage(frameFor(request, ctx, null));
  return pageResponse(page.html, { status: 404, styleHash: page.styleHash, tokenInPath: true });
}

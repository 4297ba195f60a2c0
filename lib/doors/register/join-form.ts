import { setTimeout as wait } from 'node:timers/promises';
import type { Context, ReadContext } from '../../context';
import type { EvidenceBody } from '../../domain/consent-event';
import { isDatabaseAway } from '../../errors';
import { type FormFields, lenientForm } from '../../http/body';
import { PEER_HEADER, webEvidence } from '../../http/evidence';
import { pageResponse } from '../../http/page';
import type { FieldError } from '../../pages/form-parts';
import { type JoinValues, NO_JOIN_VALUES } from '../../pages/join-details';
import { joinedPage, joinPage, sendAgainPage } from '../../pages/register';
import {
  type RegistrationOutcome,
  requestRegistration,
} from '../../services/registration/request-registration';
import { BY_BROWSER } from '../../services/registration/sent-form';
import { type ShownForm, showForm } from '../../services/registration/show-form';
import { asksNotToShare } from '../gpc';
import { backTo, frameFor, languageFor } from '../look';
import { faultPage } from '../not-found';
import { faultMessages } from './join-faults';
import { joinShowing } from './join-mark';
import { foreignOrigin } from './origin';
import { readJoinFields, type SentFields } from './read-join-form';

/** No answer to a form comes sooner, so that its speed does not tell whether the address is known. */
const ANSWER_AFTER_MS = 250;

/**
 * `/register/FORM`: GET shows the form, all boxes empty. POST takes it, from its own page or from another website that
 * is set up for it, and answers 303 here with the same words whether the address is known or not.
 */
export async function joinFormDoor(request: Request, ctx: Context, slug: string): Promise<Response> {
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return view(request, ctx, slug);
    case 'POST':
      return take(request, ctx, slug);
    default:
      return faultPage(request, ctx, 'method_not_allowed', { allow: 'GET, HEAD, POST' });
  }
}

async function view(request: Request, ctx: ReadContext, slug: string): Promise<Response> {
  const asked = { slug, language: languageFor(request), withoutPartners: asksNotToShare(request) };
  const shown = await showForm(ctx, asked);
  if (shown === null) return faultPage(request, ctx, 'not_found');
  const told = new URL(request.url).searchParams;
  const frame = frameFor(request, ctx, shown.sender);
  const answer = async (props: Parameters<typeof joinedPage>[1]) => {
    const page = await joinedPage(frame, props);
    return pageResponse(page.html, { styleHash: page.styleHash });
  };
  if (told.has('refused')) return answer({ state: 'refused' });
  if (shown.archived) return answer({ state: 'closed' });
  if (told.has('sent')) return answer({ state: 'sent', days: shown.form.confirmWithinDays });
  return show(request, ctx, shown, { values: NO_JOIN_VALUES, errors: [], status: 200 });
}

async function take(request: Request, ctx: Context, slug: string): Promise<Response> {
  const fields = await lenientForm(request);
  try {
    const sent = readJoinFields(fields);
    const [answer] = await Promise.all([submit(request, ctx, slug, sent), wait(ANSWER_AFTER_MS)]);
    return answer;
  } catch (error) {
    ctx.log.error({ err: error, away: isDatabaseAway(error) }, 'a registration could not be taken');
    return away(request, ctx, slug, fields);
  }
}

async function submit(request: Request, ctx: Context, slug: string, sent: SentFields): Promise<Response> {
  const language = sent.showing?.language ?? languageFor(request);
  const gpc = asksNotToShare(request) || sent.showing?.withoutPartners === true;
  const today = await showForm(ctx, { slug, language, withoutPartners: gpc });
  if (today === null) return faultPage(request, ctx, 'not_found');
  const was = await asShown(ctx, slug, sent);
  const foreign = foreignOrigin(request, ctx.config.appUrl, today.form.allowedOrigins);
  const taken = was?.form ?? today;
  const outcome = await requestRegistration(ctx, {
    shown:
      gpc && was !== null ? ((await showForm(ctx, { ...was.asked, withoutPartners: true })) ?? taken) : taken,
    typed: sent.values,
    ticked: sent.values.choice,
    refused: sent.values.refused,
    language,
    words: foreign === 'unknown' ? null : (was?.words ?? null),
    evidence: evidenceOf(request, gpc, foreign),
    actor: { kind: 'person', id: null },
    peer: request.headers.get(PEER_HEADER),
    byCompany: false,
    repeatable: BY_BROWSER,
  });
  return answerTo(request, ctx, today, sent.values, outcome, foreign === 'unknown');
}

/** The form as it says it was shown; null when no showing of it had these words and boxes. */
async function asShown(ctx: ReadContext, slug: string, { showing }: SentFields) {
  if (showing === null) return null;
  const { version, noticeIds, language, withoutPartners, mark } = showing;
  const asked = { slug, language, withoutPartners, shown: { version, noticeIds } };
  const form = await showForm(ctx, asked);
  if (form === null) return null;
  const { words, mark: itsMark } = joinShowing(form, language);
  return itsMark === mark ? { form, words, asked } : null;
}

function evidenceOf(request: Request, gpc: boolean, foreign: string | null): EvidenceBody {
  const evidence: EvidenceBody = webEvidence(request);
  if (gpc) evidence.gpc = true;
  if (foreign !== null) evidence.sent_from = foreign;
  return evidence;
}

async function answerTo(
  request: Request,
  ctx: ReadContext,
  today: ShownForm,
  values: JoinValues,
  outcome: RegistrationOutcome,
  foreign: boolean,
): Promise<Response> {
  const { slug } = today.form;
  switch (outcome.outcome) {
    case 'asked':
    case 'recorded':
      return backTo(request, `/register/${slug}?sent`);
    case 'refused':
      return backTo(request, `/register/${slug}?refused`);
    case 'faulty': {
      const errors = faultMessages(languageFor(request), outcome.faults);
      return show(request, ctx, today, { values, errors, status: 400 });
    }
    case 'unshown': {
      if (today.archived) return backTo(request, `/register/${slug}`);
      const errors = faultMessages(languageFor(request), [foreign ? 'foreign' : 'unshown']);
      // Ticks were for other words, or from elsewhere: they are to be made again, here.
      return show(request, ctx, today, { values: { ...values, choice: [] }, errors, status: 400 });
    }
    default:
      return outcome satisfies never;
  }
}

async function show(
  request: Request,
  ctx: ReadContext,
  shown: ShownForm,
  state: { values: JoinValues; errors: readonly FieldError[]; status: number },
): Promise<Response> {
  const frame = frameFor(request, ctx, shown.sender);
  // A page shown again after a form in another language speaks the reader's, as every page does.
  const gpc = asksNotToShare(request);
  const here = await showForm(ctx, { slug: shown.form.slug, language: frame.language, withoutPartners: gpc });
  const { asking, mark } = joinShowing(here ?? shown, frame.language);
  const page = await joinPage(frame, {
    ...asking,
    mark,
    gpc,
    defaultCountry: asking.form.country ?? ctx.config.defaultCountry,
    values: state.values,
    errors: state.errors,
  });
  return pageResponse(page.html, { styleHash: page.styleHash, status: state.status });
}

/** The record is away: nothing that was sent is lost, it stands in the answer to be sent again. */
async function away(request: Request, ctx: ReadContext, slug: string, fields: FormFields): Promise<Response> {
  const kept = [...fields].flatMap(([name, values]) => values.map((value) => ({ name, value })));
  const page = await sendAgainPage(frameFor(request, ctx, null), {
    action: `/register/${slug}`,
    fields: kept,
  });
  return pageResponse(page.html, { styleHash: page.styleHash, status: 503 });
}

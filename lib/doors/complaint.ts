import type { Context, ReadContext } from '../context';
import { regulatorOf } from '../domain/regulator';
import { isDatabaseAway } from '../errors';
import { firstValue, lenientForm } from '../http/body';
import { PEER_HEADER } from '../http/evidence';
import { pageResponse } from '../http/page';
import { type ComplaintProps, type ComplaintValues, complaintPage } from '../pages/complaint';
import type { FieldError } from '../pages/form-parts';
import { wordsFor } from '../pages/words/words';
import { WORDS_MAX_CHARS } from '../services/data-request/ask-in-words';
import { type ComplaintProblem, complain } from '../services/data-request/complain';
import { readIdentities } from '../services/link-preferences/read-identities';
import { backTo, frameFor, languageFor } from './look';
import { faultPage } from './not-found';

const EMPTY: ComplaintValues = { name: '', email: '', words: '' };
const TOKEN_MAX_CHARS = 100;
const REFERENCE = /^DR-[0-9A-Z]{4}-[0-9A-Z]{4}$/;

const FIELD: Record<ComplaintProblem, string> = {
  words_missing: 'words',
  words_too_long: 'words',
  email_malformed: 'email',
  too_many: 'words',
};

/**
 * `/complaint`: anybody complains about how personal data is used, without signing in. POST takes `words`, `email` and
 * `name`; answered 303 with the complaint's number, the same for every address.
 */
export async function complaintDoor(request: Request, ctx: Context): Promise<Response> {
  switch (request.method) {
    case 'GET':
    case 'HEAD': {
      const sent = new URL(request.url).searchParams.get('sent') ?? '';
      return REFERENCE.test(sent)
        ? show(request, ctx, { state: 'sent', reference: sent })
        : ask(request, ctx, EMPTY, []);
    }
    case 'POST':
      return take(request, ctx);
    default:
      return faultPage(request, ctx, 'method_not_allowed', { allow: 'GET, HEAD, POST' });
  }
}

async function take(request: Request, ctx: Context): Promise<Response> {
  const form = await lenientForm(request);
  const values = {
    name: firstValue(form, 'name'),
    email: firstValue(form, 'email'),
    words: firstValue(form, 'words'),
  };
  const token = firstValue(form, 'token').slice(0, TOKEN_MAX_CHARS) || ctx.newId();
  const language = languageFor(request);
  try {
    const peer = request.headers.get(PEER_HEADER);
    const outcome = await complain(ctx, { ...values, token, language, peer });
    if (outcome.ok) return backTo(request, `/complaint?sent=${outcome.reference}`);
    return ask(request, ctx, values, outcome.problems);
  } catch (error) {
    ctx.log.error({ err: error, away: isDatabaseAway(error) }, 'a complaint could not be saved');
    const message = wordsFor(language, 'message')('unavailable.text');
    return ask(request, ctx, values, [], { status: 503, errors: [{ field: 'words', message }] });
  }
}

/** The form, with what was typed and what is wrong with it. A fault of ours does not depend on the record. */
async function ask(
  request: Request,
  ctx: ReadContext,
  values: ComplaintValues,
  problems: readonly ComplaintProblem[],
  trouble?: { status: number; errors: FieldError[] },
): Promise<Response> {
  const words = wordsFor(languageFor(request), 'complaint');
  const told = problems.map((problem) => ({
    field: FIELD[problem],
    message:
      problem === 'words_too_long'
        ? words(`fault.${problem}`, { most: WORDS_MAX_CHARS })
        : words(`fault.${problem}`),
  }));
  const status = problems.includes('too_many') ? 429 : 400;
  return show(
    request,
    ctx,
    {
      state: 'ask',
      values,
      errors: trouble?.errors ?? told,
      token: ctx.newId(),
      mostWords: WORDS_MAX_CHARS,
    },
    trouble?.status ?? (told.length === 0 ? 200 : status),
  );
}

type Shown = ComplaintProps extends infer Props
  ? Props extends unknown
    ? Omit<Props, 'regulator' | 'controller'>
    : never
  : never;

async function show(request: Request, ctx: ReadContext, shown: Shown, status = 200): Promise<Response> {
  const controller = status === 503 ? '' : await controllerOf(ctx);
  const regulator = regulatorOf(ctx.config.defaultCountry);
  const page = await complaintPage(frameFor(request, ctx, null), { ...shown, regulator, controller });
  return pageResponse(page.html, { styleHash: page.styleHash, status });
}

async function controllerOf(ctx: ReadContext): Promise<string> {
  const { controller } = await readIdentities(ctx);
  const { legalName, address } = controller;
  return [legalName, ...address.filter((line) => line !== legalName)].join(', ');
}

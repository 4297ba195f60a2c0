import type { Context, ReadContext } from '../../context';
import { type LinkClaims, mintToken, NIL_UUID, readToken } from '../../domain/token';
import { firstValue, lenientForm } from '../../http/body';
import { PEER_HEADER, webEvidence } from '../../http/evidence';
import { pageResponse } from '../../http/page';
import type { FieldError } from '../../pages/form-parts';
import { type ConfirmProps, confirmPage } from '../../pages/register-confirm';
import { invalidLinkPage } from '../../pages/unsubscribe-trouble';
import { confirmNumber } from '../../services/registration/confirm-number';
import { confirmRegistration } from '../../services/registration/confirm-registration';
import { showRegistration } from '../../services/registration/show-registration';
import { textNumber } from '../../services/registration/text-number';
import { asksNotToShare } from '../gpc';
import { backTo, frameFor } from '../look';
import { faultPage } from '../not-found';
import { codeFault, textFault } from './number-faults';

interface Link {
  claims: LinkClaims;
  token: string;
}

/** What the phone step is to show again after a fault. */
interface NumberTrouble {
  errors: readonly FieldError[];
  code: string;
  texted: boolean;
}

/**
 * `/register/confirm/TOKEN`: GET shows what would be confirmed and writes nothing, however often a scanner asks. POST
 * `do=confirm` confirms; `do=text` and `do=code` then prove the phone number, if one was given.
 */
export async function confirmDoor(request: Request, ctx: Context, token: string): Promise<Response> {
  const claims = readToken(token, 'registration', ctx.links);
  if (claims === null) {
    const page = await invalidLinkPage(frameFor(request, ctx, null));
    return pageResponse(page.html, { status: 404, styleHash: page.styleHash, tokenInPath: true });
  }
  const link = { claims, token };
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return view(request, ctx, link, {
        errors: [],
        code: '',
        texted: new URL(request.url).searchParams.has('texted'),
      });
    case 'POST':
      return take(request, ctx, link);
    default:
      return faultPage(request, ctx, 'method_not_allowed', { allow: 'GET, HEAD, POST', tokenInPath: true });
  }
}

async function take(request: Request, ctx: Context, link: Link): Promise<Response> {
  const fields = await lenientForm(request);
  const { language } = frameFor(request, ctx, null);
  const evidence = webEvidence(request);
  if (asksNotToShare(request)) evidence.gpc = true;
  const here = `/register/confirm/${link.token}`;
  switch (firstValue(fields, 'do')) {
    case 'text': {
      const outcome = await textNumber(ctx, link.claims, request.headers.get(PEER_HEADER));
      if (outcome.outcome === 'asked') return backTo(request, `${here}?texted`);
      const errors = textFault(language, outcome);
      return view(request, ctx, link, { errors, code: '', texted: false }, 400);
    }
    case 'code': {
      const code = firstValue(fields, 'code');
      const outcome = await confirmNumber(ctx, link.claims, { code, evidence });
      if (outcome.outcome === 'right' || outcome.outcome === 'gone') return backTo(request, here);
      return view(request, ctx, link, { errors: codeFault(language, outcome), code, texted: true }, 400);
    }
    default:
      // The page has one thing to confirm, so a form that lost its field means just that.
      await confirmRegistration(ctx, link.claims, evidence);
      return backTo(request, here);
  }
}

async function view(
  request: Request,
  ctx: ReadContext,
  link: Link,
  trouble: NumberTrouble,
  status = 200,
): Promise<Response> {
  const shown = await showRegistration(ctx, link.claims);
  const frame = frameFor(request, ctx, shown.state === 'gone' ? null : shown.sender);
  const page = await confirmPage(frame, {
    ...propsFor(ctx, link, shown, trouble),
    action: `/register/confirm/${link.token}`,
  });
  return pageResponse(page.html, {
    styleHash: page.styleHash,
    tokenInPath: true,
    status: shown.state === 'gone' ? 410 : status,
  });
}

function propsFor(
  ctx: ReadContext,
  { claims: { contactPointId } }: Link,
  shown: Awaited<ReturnType<typeof showRegistration>>,
  { errors, code, texted }: NumberTrouble,
): ConfirmProps {
  switch (shown.state) {
    case 'gone':
      return { state: 'gone' };
    case 'waiting':
      return { state: 'waiting', addresses: shown.addresses, until: shown.until };
    case 'confirmed': {
      const claims = { contactPointId, channel: 'email', topicNo: 0, messageId: NIL_UUID } as const;
      const preferencesPath = `/preferences/${mintToken(claims, 'preferences', ctx.links)}`;
      const number = shown.number === null ? null : { masked: shown.number.masked, texted, errors, code };
      return { state: 'confirmed', preferencesPath, number };
    }
    default:
      return shown satisfies never;
  }
}

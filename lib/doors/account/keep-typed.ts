import type { Context } from '../../context';
import { isDatabaseAway } from '../../errors';
import { boundedText } from '../../http/body';
import { pageResponse } from '../../http/page';
import { notSavedPage } from '../../pages/not-saved';
import { frameFor } from '../look';

const FORM_LIMIT_BYTES = 64 * 1024;

/** A form of the account, and where to go back to without sending it. */
interface TypedForm {
  back: string;
  /** Fields whose values may be shown: what a person types, no ids. */
  visible: readonly string[];
}

/**
 * Answers a form of the account; when the record is away, 503 with everything that was sent kept in a page that sends
 * it again. `answer` must refuse strangers' forms before it asks the record anything.
 */
export async function keepTyped(
  request: Request,
  ctx: Context,
  form: TypedForm,
  answer: (request: Request) => Promise<Response>,
): Promise<Response> {
  const body = await boundedText(request, FORM_LIMIT_BYTES);
  const { method, headers, url } = request;
  try {
    return await answer(new Request(url, { method, headers, body }));
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    ctx.log.error({ err: error, away: true }, 'a form of the account could not be saved');
    const page = await notSavedPage(frameFor(request, ctx, null), {
      action: new URL(url).pathname,
      fields: [...new URLSearchParams(body)],
      ...form,
    });
    return pageResponse(page.html, { status: 503, styleHash: page.styleHash });
  }
}

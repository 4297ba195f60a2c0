import type { ReadContext } from '../../context';
import { pageResponse } from '../../http/page';
import { embedPage, joinSnippet } from '../../pages/register';
import { wordsFor } from '../../pages/words/words';
import { showForm } from '../../services/registration/show-form';
import { frameFor } from '../look';
import { faultPage } from '../not-found';
import { joinShowing } from './join-mark';

/** `/register/FORM/embed`: the form as plain HTML to copy into another website, with the same boxes and words. */
export async function embedDoor(request: Request, ctx: ReadContext, slug: string): Promise<Response> {
  const { language } = frameFor(request, ctx, null);
  // Who copies the code is not who fills it in: their browser's wish not to share is none of the readers'.
  const shown = await showForm(ctx, { slug, language, withoutPartners: false });
  if (shown === null || shown.archived) return faultPage(request, ctx, 'not_found');
  const { asking, mark } = joinShowing(shown, language);
  const { form, senderName } = asking;
  const defaultCountry = form.country ?? ctx.config.defaultCountry;
  const action = new URL(`/register/${slug}?lang=${language}`, ctx.config.appUrl).href;
  const snippet = await joinSnippet({ ...asking, language, mark, gpc: false, defaultCountry }, action);
  const title = wordsFor(language, 'register')(`name.${form.source}`, { sender: senderName });
  const frame = frameFor(request, ctx, shown.sender);
  const page = await embedPage(frame, { title, snippet, origins: form.allowedOrigins });
  return pageResponse(page.html, { styleHash: page.styleHash });
}

import type { Context, ReadContext } from '../../context';
import { pageResponse } from '../../http/page';
import { joinListPage } from '../../pages/register';
import { listForms } from '../../services/registration/list-forms';
import { backTo, frameFor } from '../look';
import { faultPage } from '../not-found';
import { confirmDoor } from './confirm';
import { embedDoor } from './embed';
import { joinFormDoor } from './join-form';

/** Everything under `/register`, by what stands after it: nothing, a form, a form to embed, or a link to confirm. */
export async function registerDoor(request: Request, ctx: Context, rest: string): Promise<Response> {
  const [first = '', second, ...more] = rest.split('/');
  if (first === 'confirm' && second !== undefined && more.length === 0)
    return confirmDoor(request, ctx, second);
  if (more.length > 0 || (second !== undefined && second !== 'embed'))
    return faultPage(request, ctx, 'not_found');
  if (first !== '' && second === undefined) return joinFormDoor(request, ctx, first);
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return faultPage(request, ctx, 'method_not_allowed', { allow: 'GET, HEAD' });
  return first === '' ? list(request, ctx) : embedDoor(request, ctx, first);
}

/** The forms to choose from; the only one at once. */
async function list(request: Request, ctx: ReadContext): Promise<Response> {
  const forms = await listForms(ctx);
  const [only] = forms;
  if (forms.length === 1 && only !== undefined) return backTo(request, `/register/${only.form.slug}`);
  const page = await joinListPage(
    frameFor(request, ctx, null),
    forms.map(({ form: { slug, source }, sender }) => ({ slug, source, senderName: sender.name })),
  );
  return pageResponse(page.html, { styleHash: page.styleHash });
}

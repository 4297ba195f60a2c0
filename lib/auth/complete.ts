import type { Context } from '../context';
import { completeSignIn } from './auth';
import { cookieJar, refuse, to } from './mount';
import { isSameOrigin } from './same-origin';

/**
 * Takes the one button of the page a mailed link opens: uses the link up, begins the session, answers 303.
 * A stranger's page cannot press it (somebody could be signed in as somebody else).
 */
export async function completeByForm(request: Request, ctx: Context): Promise<Response> {
  if (!isSameOrigin(request, ctx.config.appUrl))
    return refuse('Open the link from your email and press the button there.');
  const form = await request.formData();
  const outcome = await completeSignIn(
    ctx,
    { identity: text(form.get('for')), token: text(form.get('token')) },
    cookieJar(request).all,
  );
  if (!outcome.ok) return to(outcome.side === 'staff' ? '/signin/staff?error=link' : '/signin?error=link');
  const answer = to(outcome.side === 'staff' ? '/staff' : '/account');
  for (const cookie of outcome.setCookies) answer.headers.append('set-cookie', cookie);
  return answer;
}

function text(value: FormDataEntryValue | null): string {
  return typeof value === 'string' ? value : '';
}

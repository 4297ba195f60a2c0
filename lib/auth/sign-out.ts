import type { Context } from '../context';
import { signOutEverywhere } from '../services/sign-in/sign-out-everywhere';
import { signOutHere } from '../services/sign-in/sign-out-here';
import type { Side } from '../services/sign-in/subject';
import { readSession } from './auth';
import { cookieJar } from './cookie-jar';
import { refuse, to } from './mount';
import { isSameOrigin } from './same-origin';
import { clearedSessionCookie, sessionCookieName } from './session-cookie';

/** Ends this session, or all of the same person's when the form says `everywhere`; clears the cookie either way. */
export async function signOut(request: Request, ctx: Context): Promise<Response> {
  if (!isSameOrigin(request, ctx.config.appUrl)) return refuse('Sign out on a page of ours.');
  const form = await request.formData();
  const side: Side = form.get('side') === 'staff' ? 'staff' : 'account';
  const token = cookieJar(request).get(sessionCookieName(ctx.config, side))?.value;
  const session = await readSession(ctx, side, token);
  if (session !== null && form.get('everywhere') !== null) await signOutEverywhere(ctx, session.userId);
  if (token !== undefined) await signOutHere(ctx, token);
  const answer = to(side === 'staff' ? '/signin/staff?out=1' : '/signin?out=1');
  answer.headers.append('set-cookie', clearedSessionCookie(ctx.config, side));
  return answer;
}

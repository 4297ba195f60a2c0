import { SESSION_MAX_AGE_S, sessionCookieName } from '../../lib/auth/session-cookie';
import { heldContext } from '../../lib/context';
import { answerPublic } from '../../lib/doors/public';

/** Answers any public path from its door, with this process's context. */
export function answer(request: Request): Promise<Response> {
  const ctx = heldContext();
  const cookie = (side: 'account' | 'staff') => ({
    name: sessionCookieName(ctx.config, side),
    lastsS: SESSION_MAX_AGE_S[side],
  });
  return answerPublic(request, ctx, { account: cookie('account'), staff: cookie('staff') });
}

import { everyCookie } from '../../lib/auth/session-cookie';
import { heldContext } from '../../lib/context';
import { answerPublic } from '../../lib/doors/public';

/** Answers any public path from its door, with this process's context. */
export function answer(request: Request): Promise<Response> {
  const ctx = heldContext();
  return answerPublic(request, ctx, everyCookie(ctx.config));
}

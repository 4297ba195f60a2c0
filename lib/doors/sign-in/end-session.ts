import type { Context } from '../../context';
import { firstValue, lenientForm } from '../../http/body';
import { seeOther } from '../../http/page';
import { signOutElsewhere } from '../../services/sign-in/sign-out-elsewhere';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Signs the person out of one of their own sessions, by the id that their page of sessions gave. */
export async function endSession(request: Request, ctx: Context, who: { userId: string }): Promise<Response> {
  const form = await lenientForm(request);
  const sessionId = firstValue(form, 'session');
  if (UUID.test(sessionId)) await signOutElsewhere(ctx, { userId: who.userId, sessionId });
  return seeOther(
    firstValue(form, 'side') === 'staff' ? '/staff/sessions?ended=1' : '/account/sessions?ended=1',
  );
}

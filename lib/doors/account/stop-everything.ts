import type { Context } from '../../context';
import { webEvidence } from '../../http/evidence';
import { seeOther } from '../../http/page';
import { stopEverything } from '../../services/preference/stop-everything';

/** Takes the one button that stops all marketing to every address of the person signed in. */
export async function stopAll(
  request: Request,
  ctx: Context,
  person: { contactId: string },
): Promise<Response> {
  await stopEverything(ctx, { contactId: person.contactId, evidence: webEvidence(request) });
  return seeOther('/account?stopped=1');
}

import type { Context } from '../../context';
import { lenientForm } from '../../http/body';
import { webEvidence } from '../../http/evidence';
import { seeOther } from '../../http/page';
import { resumeContact } from '../../services/pause/resume-contact';
import { readResumedChannel } from '../pause-form';

/** Takes the button that ends a pause early. */
export async function resumeAccount(
  request: Request,
  ctx: Context,
  person: { contactId: string },
): Promise<Response> {
  const channel = readResumedChannel(await lenientForm(request));
  if (channel === null) return seeOther('/account?problem=form');
  const evidence = webEvidence(request);
  const ended = await resumeContact(ctx, { contactId: person.contactId, channel, evidence });
  return seeOther(`/account?resumed=${ended > 0 ? 1 : 0}`);
}

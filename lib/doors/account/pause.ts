import type { Context } from '../../context';
import { firstValue, lenientForm } from '../../http/body';
import { webEvidence } from '../../http/evidence';
import { seeOther } from '../../http/page';
import { pauseContact } from '../../services/pause/pause-contact';
import { readPausedChannels } from '../pause-form';

/** Takes the account's pause form: until which day, and by which channels. A fault goes back with what was typed. */
export async function pauseAccount(
  request: Request,
  ctx: Context,
  person: { contactId: string },
): Promise<Response> {
  const form = await lenientForm(request);
  const until = firstValue(form, 'until');
  const channels = readPausedChannels(form);
  const outcome = await pauseContact(ctx, {
    contactId: person.contactId,
    channels,
    until,
    evidence: webEvidence(request),
  });
  if (outcome.ok) return seeOther('/account?paused=1');
  const typed = new URLSearchParams({ pause: outcome.fault, until: until.slice(0, TYPED_MAX_CHARS) });
  for (const channel of channels) typed.append('channel', channel);
  return seeOther(`/account?${typed}`);
}

/** Enough for any date somebody may type; the rest is not shown again. */
const TYPED_MAX_CHARS = 40;

import type { ReadContext } from '../context';
import type { Sender } from '../domain/facts';
import type { Frame } from '../pages/document';
import { chooseLanguage } from '../pages/words/language';

/** The centre's own look, for pages that speak for no sender. */
const CENTRE = { name: 'Contact preferences', colour: '#1f4e79' } as const;

const TIME_ZONE_OF: Readonly<Record<string, string>> = {
  GB: 'Europe/London',
  IE: 'Europe/Dublin',
  FR: 'Europe/Paris',
  DE: 'Europe/Berlin',
};

/** How a page looks and speaks: the sender's brand or the centre's, the reader's language, local time. */
export function frameFor(request: Request, ctx: ReadContext, sender: Sender | null): Frame {
  return {
    language: chooseLanguage(request.headers.get('accept-language')),
    brand: sender === null ? CENTRE : { name: sender.name, colour: sender.colour ?? CENTRE.colour },
    timeZone: TIME_ZONE_OF[ctx.config.defaultCountry] ?? 'Etc/UTC',
  };
}

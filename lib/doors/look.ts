import type { ReadContext } from '../context';
import type { Sender } from '../domain/facts';
import type { Language } from '../domain/language';
import { seeOther } from '../http/page';
import type { Frame } from '../pages/document';
import { withLanguage } from '../pages/page-path';
import { wordsFor } from '../pages/words/words';
import { chooseLanguage, languageAsked } from './choose-language';

/** The centre's own colour, for pages that speak for no sender. */
const CENTRE_COLOUR = '#1f4e79';

const TIME_ZONE_OF: Readonly<Record<string, string>> = {
  GB: 'Europe/London',
  IE: 'Europe/Dublin',
  FR: 'Europe/Paris',
  DE: 'Europe/Berlin',
};

/** How a page looks and speaks: the sender's brand or the centre's, the reader's language, local time. */
export function frameFor(request: Request, ctx: ReadContext, sender: Sender | null): Frame {
  const language = languageFor(request);
  return {
    language,
    languageAsked: languageAsked(request.url) !== null,
    brand: {
      name: sender?.name ?? wordsFor(language, 'document')('centre'),
      colour: sender?.colour ?? CENTRE_COLOUR,
    },
    timeZone: TIME_ZONE_OF[ctx.config.defaultCountry] ?? 'Etc/UTC',
  };
}

/** The language a public page answers a request in. */
export function languageFor(request: Request): Language {
  return chooseLanguage({ url: request.url, accept: request.headers.get('accept-language') });
}

/** 303 to a page of ours after a form was taken, in the language its address had asked for. */
export function backTo(request: Request, path: string): Response {
  return seeOther(withLanguage(path, languageAsked(request.url)));
}

import Negotiator from 'negotiator';
import { LANGUAGES, type Language, languageOf } from '../domain/language';

/** What tells in which language somebody wants to read, the strongest first. */
export interface LanguageWishes {
  /** What the person who signed in has chosen, as a BCP 47 tag. */
  stored?: string | null;
  /** The address of the page: links we mail and the language links of every page carry `lang`. */
  url?: string | null;
  /** `Accept-Language` as sent. */
  accept?: string | null;
}

const ACCEPT_MAX_CHARACTERS = 200;
const REMEMBERED = 500;
const remembered = new Map<string, Language>();

/** The language to answer in: the person's, else the link's, else the first the browser wishes that we speak, else English. */
export function chooseLanguage(wishes: LanguageWishes): Language {
  return languageOf(wishes.stored) ?? languageAsked(wishes.url ?? '') ?? negotiated(wishes.accept ?? '');
}

/** The language an address asks for by `?lang=`; null when it asks for none, or for one we do not speak. */
export function languageAsked(url: string): Language | null {
  if (!url.includes('lang=')) return null;
  return languageOf(/[?&]lang=([a-z]{2})(?=$|[&#])/.exec(url)?.[1]);
}

/** Browsers send few different headers, so each is read once. */
function negotiated(accept: string): Language {
  const known = remembered.get(accept);
  if (known !== undefined) return known;
  const header = accept.slice(0, ACCEPT_MAX_CHARACTERS);
  const best = new Negotiator({ headers: { 'accept-language': header } }).language([...LANGUAGES]);
  const language = languageOf(best) ?? 'en';
  if (remembered.size >= REMEMBERED) remembered.clear();
  if (accept.length <= ACCEPT_MAX_CHARACTERS) remembered.set(accept, language);
  return language;
}

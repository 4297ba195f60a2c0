import { headers } from 'next/headers';
import { cache } from 'react';
import { contactOfRequest } from '../lib/auth/require';
import type { Language } from '../lib/domain/language';
import { chooseLanguage } from '../lib/doors/choose-language';

/** Where the desk is; it is in English for everybody who works there. */
const DESK = /^\/staff(\/|\?|$)/;

/** The language of the page being shown: the signed-in person's, else the link's, else the browser's. */
export const pageLanguage = cache(async (): Promise<Language> => {
  const sent = await headers();
  const url = pageAddress(sent);
  if (DESK.test(url)) return 'en';
  const person = url.startsWith('/account') ? await contactOfRequest() : null;
  return chooseLanguage({ stored: person?.locale ?? null, url, accept: sent.get('accept-language') });
});

/** The path of this page, for a form that leads back to it. */
export async function thisPath(): Promise<string> {
  return pageAddress(await headers()).split('?', 1)[0] ?? '/';
}

/** Path and query as the proxy noted them down. */
function pageAddress(sent: Headers): string {
  return sent.get('x-sayso-page') ?? '/';
}

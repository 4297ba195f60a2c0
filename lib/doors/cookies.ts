import type { ReadContext } from '../context';
import { pageResponse } from '../http/page';
import { cookiesPage } from '../pages/cookies';
import type { Language } from '../pages/words/language';
import { frameFor } from './look';

/** A session cookie as signing in sets it. */
export interface SessionCookie {
  name: string;
  lastsS: number;
}

/** The cookies of both sides; the composition takes their names from where they are set. */
export interface SessionCookies {
  account: SessionCookie;
  staff: SessionCookie;
}

const HOUR_S = 3600;
const DAY_S = 24 * HOUR_S;

/** `/cookies`: every cookie this system sets, by the name it sets it under. */
export async function cookiesDoor(
  request: Request,
  ctx: ReadContext,
  cookies: SessionCookies,
): Promise<Response> {
  const frame = frameFor(request, ctx, null);
  const words = WORDS[frame.language];
  const page = await cookiesPage(frame, {
    cookies: [
      {
        name: cookies.account.name,
        purpose: words.account,
        lasts: words.fromLastUse(cookies.account.lastsS),
      },
      { name: cookies.staff.name, purpose: words.staff, lasts: words.fromSignIn(cookies.staff.lastsS) },
    ],
  });
  return pageResponse(page.html, { styleHash: page.styleHash });
}

const WORDS: Record<
  Language,
  { account: string; staff: string; fromLastUse(s: number): string; fromSignIn(s: number): string }
> = {
  en: {
    account: 'Keeps you signed in to your account. Set when you sign in.',
    staff: 'Keeps our staff signed in. Set only when a member of staff signs in.',
    fromLastUse: (seconds) => `${period(seconds)} from your last visit, or until you sign out`,
    fromSignIn: (seconds) => `${period(seconds)} from signing in, or until signing out`,
  },
};

function period(seconds: number): string {
  return seconds >= 2 * DAY_S
    ? `${Math.round(seconds / DAY_S)} days`
    : `${Math.round(seconds / HOUR_S)} hours`;
}

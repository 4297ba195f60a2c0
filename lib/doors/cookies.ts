import type { ReadContext } from '../context';
import { pageResponse } from '../http/page';
import { cookiesPage } from '../pages/cookies';
import { wordsFor } from '../pages/words/words';
import { frameFor } from './look';

/** A cookie as it is set; periods in seconds. */
export interface OwnCookie {
  name: string;
  lastsS: number;
}

/** The cookies of signing in; the composition takes them from where they are set. */
export interface SessionCookies {
  /** They end sooner when they are not used for so long. */
  account: OwnCookie & { idleS: number };
  staff: OwnCookie & { idleS: number };
  /** Marks the browser in which a sign-in link was asked for. */
  asking: OwnCookie;
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
  const words = wordsFor(frame.language, 'cookies');
  const page = await cookiesPage(frame, {
    cookies: [
      {
        name: cookies.asking.name,
        purpose: words('asking'),
        lasts: words('hoursFromAsking', { hours: Math.round(cookies.asking.lastsS / HOUR_S) }),
      },
      {
        name: cookies.account.name,
        purpose: words('account'),
        lasts: words('daysFromSignIn', {
          days: Math.round(cookies.account.lastsS / DAY_S),
          idle: Math.round(cookies.account.idleS / DAY_S),
        }),
      },
      {
        name: cookies.staff.name,
        purpose: words('staff'),
        lasts: words('hoursFromSignIn', {
          hours: Math.round(cookies.staff.lastsS / HOUR_S),
          idle: Math.round(cookies.staff.idleS / HOUR_S),
        }),
      },
    ],
  });
  return pageResponse(page.html, { styleHash: page.styleHash });
}

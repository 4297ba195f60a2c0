import type { Config } from '../config';
import type { Context } from '../context';
import { secretDigest } from '../domain/sign-in-code';
import { cookieJar } from './cookie-jar';
import { askingCookieName } from './session-cookie';

const MARK = /^[\w-]{43}$/;
const MARK_BYTES = 32;

/** The mark by which the browser of a request is known to have asked for a sign-in link; null when it has not. */
export function askingMark(request: Request, config: Pick<Config, 'appUrl'>): string | null {
  const held = cookieJar(request).get(askingCookieName(config))?.value ?? '';
  return MARK.test(held) ? held : null;
}

/** Under what that mark is kept; null when there is none. */
export function askingDigest(request: Request, config: Pick<Config, 'appUrl'>): string | null {
  const mark = askingMark(request, config);
  return mark === null ? null : secretDigest(mark);
}

/** A mark for a browser that has none. */
export function newMark(ctx: Pick<Context, 'randomBytes'>): string {
  return ctx.randomBytes(MARK_BYTES).toString('base64url');
}

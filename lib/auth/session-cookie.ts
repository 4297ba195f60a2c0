import type { Config } from '../config';
import type { Side } from '../services/sign-in/subject';

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;

/** How long a session lasts at most from signing in, however much it is used. */
export const SESSION_LIFE_S: Record<Side, number> = { staff: 8 * HOUR_S, account: 30 * DAY_S };

/** How long a session lasts without being used. */
export const SESSION_IDLE_S: Record<Side, number> = { staff: HOUR_S, account: 7 * DAY_S };

/** How exactly it is known when a session was last used: a use sooner after the last one writes nothing. */
export const SESSION_NOTED_EVERY_S: Record<Side, number> = { staff: MINUTE_S, account: 5 * MINUTE_S };

/** How long a browser is remembered as the one that asked for a sign-in link: a little longer than the link works. */
export const ASKING_LIFE_S = HOUR_S;

type Site = Pick<Config, 'appUrl'>;

/** Whether cookies may travel over https only: everywhere but on a site that has no https. */
export function secureCookies(config: Site): boolean {
  return config.appUrl.startsWith('https://');
}

/** The session cookie of one side; `__Host-` ties it to this very host where there is https. */
export function sessionCookieName(config: Site, side: Side): string {
  return `${hostPrefix(config)}sayso-${side}`;
}

/** The cookie that knows the browser again in which a sign-in link was asked for. */
export function askingCookieName(config: Site): string {
  return `${hostPrefix(config)}sayso-asking`;
}

/** A `Set-Cookie` value for a session just begun. */
export function sessionCookie(config: Site, side: Side, token: string): string {
  return setCookie(config, sessionCookieName(config, side), token, SESSION_LIFE_S[side]);
}

/** A `Set-Cookie` value that removes the session cookie of one side. */
export function clearedSessionCookie(config: Site, side: Side): string {
  return setCookie(config, sessionCookieName(config, side), '', 0);
}

/** A `Set-Cookie` value that marks this browser as the one that asked. */
export function askingCookie(config: Site, mark: string): string {
  return setCookie(config, askingCookieName(config), mark, ASKING_LIFE_S);
}

/** A `Set-Cookie` value that forgets that this browser asked. */
export function clearedAskingCookie(config: Site): string {
  return setCookie(config, askingCookieName(config), '', 0);
}

/** Every cookie this system sets, for the page that tells of them; periods in seconds. */
export function everyCookie(config: Site) {
  const session = (side: Side) => ({
    name: sessionCookieName(config, side),
    lastsS: SESSION_LIFE_S[side],
    idleS: SESSION_IDLE_S[side],
  });
  return {
    account: session('account'),
    staff: session('staff'),
    asking: { name: askingCookieName(config), lastsS: ASKING_LIFE_S },
  };
}

function hostPrefix(config: Site): string {
  return secureCookies(config) ? '__Host-' : '';
}

/** Lax, not Strict: a link in an email opens the site from another one, and the browser must be known then. */
function setCookie(config: Site, name: string, value: string, lifeS: number): string {
  const secure = secureCookies(config) ? '; Secure' : '';
  return `${name}=${value}; Path=/; Max-Age=${lifeS}; HttpOnly; SameSite=Lax${secure}`;
}

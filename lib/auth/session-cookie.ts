import type { Config } from '../config';
import type { Side } from '../services/sign-in/subject';

const HOUR_S = 60 * 60;

/** How long a session lasts: staff for a working day from sign-in, a person for 30 days from the last use. */
export const SESSION_MAX_AGE_S: Record<Side, number> = { staff: 8 * HOUR_S, account: 30 * 24 * HOUR_S };

/** After how much use the end of a session is moved on; a staff session's never is. */
export const SESSION_UPDATE_AGE_S: Record<Side, number> = { staff: 8 * HOUR_S, account: 24 * HOUR_S };

/** Whether cookies may travel over https only: everywhere but on a site that has no https. */
export function secureCookies(config: Pick<Config, 'appUrl'>): boolean {
  return config.appUrl.startsWith('https://');
}

/** The session cookie of one side; `__Host-` ties it to this very host where there is https. */
export function sessionCookieName(config: Pick<Config, 'appUrl'>, side: Side): string {
  return `${secureCookies(config) ? '__Host-' : ''}sayso-${side}`;
}

/** A `Set-Cookie` value that removes the session cookie of one side. */
export function clearedSessionCookie(config: Pick<Config, 'appUrl'>, side: Side): string {
  const secure = secureCookies(config) ? '; Secure' : '';
  return `${sessionCookieName(config, side)}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${secure}`;
}

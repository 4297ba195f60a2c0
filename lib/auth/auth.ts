import type { AuthOptions } from 'next-auth';
import * as nextAuthModule from 'next-auth';
import type { Adapter } from 'next-auth/adapters';
import { contactSubject, staffSubject } from '../../db/queries/sign-in';
import type { Context } from '../context';
import type { Device } from '../domain/device';
import { MAILED_LINK_MINUTES } from '../services/sign-in/mint-sign-in-link';
import { signOutHere } from '../services/sign-in/sign-out-here';
import { type Side, subjectOf } from '../services/sign-in/subject';
import { type SessionUser, signInAdapter } from './adapter';
import type { CookieJar } from './cookie-jar';
import {
  SESSION_IDLE_S,
  SESSION_NOTED_EVERY_S,
  secureCookies,
  sessionCookie,
  sessionCookieName,
} from './session-cookie';

/** Who holds a session. */
export interface Session {
  /** Names the session on its owner's page. */
  id: string;
  /** The sign-in user, to whom all sessions of the person belong. */
  userId: string;
  /** The contact or the member of staff. */
  subjectId: string;
}

/** What next-auth made of a call: nothing of it reaches a browser but the cookies we pass on. */
interface Answer {
  body: unknown;
  setCookies: readonly string[];
}

/** How a sign-in by link or code ended: with the cookie of a new session, or without one. */
export type SignInOutcome = { ok: true; side: Side; cookie: string } | { ok: false; side: Side | null };

/**
 * Uses a link up and begins a session; one that this browser held before is ended. Only ever called for a POST:
 * next-auth's own GET callback, which a mail scanner would burn, is mounted nowhere.
 */
export async function completeSignIn(
  ctx: Context,
  link: { identity: string; token: string },
  browser: { cookies: CookieJar; device: Device },
): Promise<SignInOutcome> {
  const side = subjectOf(link.identity)?.side ?? null;
  if (side === null || link.token === '') return { ok: false, side };
  const name = sessionCookieName(ctx.config, side);
  const { setCookies } = await ask(ctx, side, {
    action: ['callback', 'email'],
    query: { email: link.identity, token: link.token },
    sessionToken: undefined,
    device: browser.device,
  });
  const begun = setCookies[0]?.split(';')[0]?.slice(name.length + 1) ?? '';
  if (begun === '') return { ok: false, side };
  const before = browser.cookies.get(name)?.value;
  if (before !== undefined) await signOutHere(ctx, before);
  return { ok: true, side, cookie: sessionCookie(ctx.config, side, begun) };
}

/** The session a cookie stands for, or null. Its end is moved on when it is in use. */
export async function readSession(
  ctx: Context,
  side: Side,
  sessionToken: string | undefined,
): Promise<Session | null> {
  if (sessionToken === undefined || sessionToken === '') return null;
  const answer = await ask(ctx, side, {
    action: ['session'],
    query: {},
    sessionToken,
    device: UNSEEN,
  });
  const { body } = answer;
  if (typeof body !== 'object' || body === null) return null;
  const held = body as { id?: unknown; userId?: unknown; identity?: unknown };
  if (typeof held.id !== 'string' || typeof held.userId !== 'string' || typeof held.identity !== 'string')
    return null;
  const subject = subjectOf(held.identity);
  return subject === null || subject.side !== side
    ? null
    : { id: held.id, userId: held.userId, subjectId: subject.id };
}

/** Asking after a session begins none, so no device is kept. */
const UNSEEN: Device = { browser: 'other', system: 'other' };

function authOptions(ctx: Context, side: Side, adapter: Adapter): AuthOptions {
  const secure = secureCookies(ctx.config);
  const cookie = (name: string) => ({
    name,
    options: { httpOnly: true, sameSite: 'lax' as const, path: '/', secure },
  });
  return {
    adapter,
    secret: ctx.config.authSecret,
    useSecureCookies: secure,
    providers: [
      {
        id: 'email',
        type: 'email',
        name: 'Email',
        server: '',
        from: '',
        maxAge: MAILED_LINK_MINUTES * 60,
        options: {},
        // Mail is queued by our own service and the link made when it is sent, so that no request waits for a relay.
        sendVerificationRequest: () => {
          throw new Error('sign-in mail is queued by makeLinkRequest');
        },
      },
    ],
    session: {
      strategy: 'database',
      maxAge: SESSION_IDLE_S[side],
      updateAge: SESSION_NOTED_EVERY_S[side],
      generateSessionToken: () => ctx.randomBytes(32).toString('base64url'),
    },
    cookies: { sessionToken: cookie(sessionCookieName(ctx.config, side)) },
    pages: { signIn: '/signin', error: '/signin/confirm' },
    callbacks: {
      signIn: ({ user }) => maySignIn(ctx, side, user.email ?? ''),
      redirect: () => '/',
      session: ({ session, user }) => ({
        ...session,
        id: (user as Partial<SessionUser>).sessionId,
        userId: user.id,
        identity: user.email,
      }),
    },
    logger: quietLogger(ctx),
  };
}

async function maySignIn(ctx: Context, side: Side, identity: string): Promise<boolean> {
  const subject = subjectOf(identity);
  if (subject === null || subject.side !== side) return false;
  if (side === 'staff') {
    const staff = await staffSubject(ctx.db.reader, subject.id);
    return staff !== null && !staff.suspended;
  }
  const contact = await contactSubject(ctx.db.reader, subject.id);
  return contact !== null && contact.status !== 'erased' && contact.status !== 'deceased';
}

/** next-auth logs whole errors and parameters; only its own code words may reach our log. */
function quietLogger(ctx: Context): NonNullable<AuthOptions['logger']> {
  return {
    error: (code) => ctx.log.error({ code }, 'sign-in failed'),
    warn: (code) => ctx.log.debug({ code }, 'sign-in warning'),
    debug: () => undefined,
  };
}

/** The same adapter, telling of every fault before next-auth swallows it. */
function noting(adapter: Adapter, note: (fault: unknown) => void): Adapter {
  const told = Object.entries(adapter).map(([name, method]) => [
    name,
    async (...given: unknown[]) => {
      try {
        return await (method as (...given: unknown[]) => unknown)(...given);
      } catch (fault) {
        note(fault);
        throw fault;
      }
    },
  ]);
  return Object.fromEntries(told) as Adapter;
}

type ApiHandler = (request: object, response: object, options: AuthOptions) => Promise<void>;

/** A CommonJS default export arrives wrapped once more outside a bundler. */
function nextAuth(): ApiHandler {
  const outer = nextAuthModule.default as unknown as ApiHandler | { default: ApiHandler };
  return typeof outer === 'function' ? outer : outer.default;
}

/** Asks next-auth as its request handler is asked, with the request and the answer as plain values. */
async function ask(
  ctx: Context,
  side: Side,
  call: {
    action: string[];
    query: Record<string, string>;
    sessionToken: string | undefined;
    device: Device;
  },
): Promise<Answer> {
  const name = sessionCookieName(ctx.config, side);
  const headers = new Map<string, string | string[]>();
  let body: unknown = null;
  const response = {
    status: () => response,
    getHeader: (name: string) => headers.get(name.toLowerCase()),
    setHeader: (name: string, value: string | string[]) => {
      headers.set(name.toLowerCase(), value);
      return response;
    },
    json: (value: unknown) => {
      body = value;
    },
    send: (value: unknown) => {
      body = value;
    },
    end: () => undefined,
  };
  const request = {
    method: 'GET',
    headers: { host: new URL(ctx.config.appUrl).host },
    // Its own other cookies (callback address, CSRF) are neither taken nor given: our forms have their own check.
    cookies: call.sessionToken === undefined ? {} : { [name]: call.sessionToken },
    query: { ...call.query, nextauth: call.action },
    body: undefined,
  };
  const faults: unknown[] = [];
  const adapter = noting(signInAdapter(ctx, side, call.device), (fault) => faults.push(fault));
  await nextAuth()(request, response, authOptions(ctx, side, adapter));
  // next-auth takes a database that is away for "nobody is signed in"; to us that is a fault, not an answer.
  if (faults.length > 0) throw faults[0];
  const set = headers.get('set-cookie') ?? [];
  const all = typeof set === 'string' ? [set] : set;
  return { body, setCookies: all.filter((cookie) => cookie.startsWith(`${name}=`)) };
}

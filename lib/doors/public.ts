import type { Context, ReadContext } from '../context';
import { isDatabaseAway } from '../errors';
import { PEER_HEADER } from '../http/evidence';
import { respond } from '../http/respond';
import { type RecordOne, recordTogether } from '../services/ledger/record-together';
import { accessibilityDoor } from './accessibility';
import { complaintDoor } from './complaint';
import { cookiesDoor, type SessionCookies } from './cookies';
import { gpcDoor } from './gpc';
import { healthDoor, readinessDoor } from './health';
import { homeDoor } from './home';
import { faultPage, notFoundDoor } from './not-found';
import { oneClickDoor } from './one-click';
import { optOutDoor } from './opt-out';
import { preferencesDoor } from './preferences';
import { privacyDoor } from './privacy';
import { registerDoor } from './register/register';
import { robotsDoor } from './robots';
import { unsubscribeDoor } from './unsubscribe';

/** Answers a request for a public path; null when the path is none of ours. */
export type PublicDoor = (request: Request) => Promise<Response> | null;

type Answer = (request: Request) => Promise<Response>;

/** Every public path with its door, decided by path alone before any body is read. HEAD is answered as GET without a body. */
export function publicDoor(ctx: Context, recordOne: RecordOne, cookies: SessionCookies): PublicDoor {
  const pages = pageDoors(ctx, recordOne, cookies);
  const linked: Record<string, (request: Request, token: string) => Promise<Response>> = {
    u: (request, token) => oneClickDoor(request, ctx, recordOne, token),
    unsubscribe: (request, token) => unsubscribeDoor(request, ctx, recordOne, token),
    preferences: (request, token) => preferencesDoor(request, ctx, recordOne, token),
    register: (request, rest) => registerDoor(request, ctx, rest),
  };
  return (request) => {
    const path = pathOf(request.url);
    const page = pages.get(path);
    if (page !== undefined) return answer(request, ctx, page);
    const [, first = '', ...rest] = path.split('/');
    const door = Object.hasOwn(linked, first) ? linked[first] : undefined;
    return door === undefined ? null : answer(request, ctx, () => door(request, rest.join('/')));
  };
}

/** Whether a path (without query) is answered here; for a server that must decide before it builds a request. */
export function isPublicPath(path: string): boolean {
  const trimmed = path.replace(/\/+$/, '') || '/';
  return PAGES.has(trimmed) || /^\/(u|unsubscribe|preferences|register)(\/|$)/.test(trimmed);
}

const PAGES: ReadonlySet<string> = new Set([
  '/',
  '/unsubscribe',
  '/complaint',
  '/privacy',
  '/cookies',
  '/accessibility',
  '/.well-known/gpc.json',
  '/robots.txt',
  '/healthz',
  '/readyz',
]);

function pageDoors(ctx: Context, recordOne: RecordOne, cookies: SessionCookies): ReadonlyMap<string, Answer> {
  const read = (door: (request: Request, ctx: ReadContext) => Response | Promise<Response>) =>
    readOnly(ctx, door);
  return new Map<string, Answer>([
    ['/', (request) => homeDoor(request, ctx)],
    ['/unsubscribe', (request) => optOutDoor(request, ctx, recordOne)],
    ['/complaint', (request) => complaintDoor(request, ctx)],
    ['/privacy', read((request) => privacyDoor(request, ctx, cookies))],
    ['/cookies', read((request) => cookiesDoor(request, ctx, cookies))],
    ['/accessibility', read(accessibilityDoor)],
    ['/.well-known/gpc.json', read(gpcDoor)],
    ['/robots.txt', read(robotsDoor)],
    ['/healthz', read(healthDoor)],
    ['/readyz', read((_, held) => readinessDoor(held))],
  ]);
}

/** A page that is only ever read. */
function readOnly(
  ctx: Context,
  door: (request: Request, ctx: ReadContext) => Response | Promise<Response>,
): Answer {
  return async (request) => {
    if (request.method === 'GET' || request.method === 'HEAD') return door(request, ctx);
    return faultPage(request, ctx, 'method_not_allowed', { allow: 'GET, HEAD' });
  };
}

async function answer(request: Request, ctx: Context, door: Answer): Promise<Response> {
  try {
    const response = await door(request);
    if (request.method !== 'HEAD') return response;
    return respond(null, { status: response.status, headers: response.headers });
  } catch (error) {
    const requestId = ctx.newId();
    const away = isDatabaseAway(error);
    ctx.log.error({ err: error, away, request_id: requestId }, 'a public page failed');
    return faultPage(request, ctx, away ? 'unavailable' : 'fault', { requestId });
  }
}

function pathOf(url: string): string {
  return new URL(url).pathname.replace(/\/+$/, '') || '/';
}

const HELD = Symbol.for('sayso.public-door');

interface Held {
  ctx: Context;
  door: PublicDoor;
}

/** Answers from the doors of this process's context; for the page framework's mounts, which the front is not before. */
export async function answerPublic(
  request: Request,
  ctx: Context,
  cookies: SessionCookies,
): Promise<Response> {
  // Only the front knows the peer; what a client wrote under that name must not become evidence.
  const headers = new Headers(request.headers);
  headers.delete(PEER_HEADER);
  const bare = new Request(request, { headers });
  return heldDoor(ctx, cookies)(bare) ?? notFoundDoor(bare, ctx);
}

/** One per process, so that requests to different routes wait together in one queue. */
function heldDoor(ctx: Context, cookies: SessionCookies): PublicDoor {
  const holder = globalThis as Record<symbol, unknown>;
  const held = holder[HELD] as Held | undefined;
  if (held?.ctx === ctx) return held.door;
  const door = publicDoor(ctx, recordTogether(ctx), cookies);
  holder[HELD] = { ctx, door } satisfies Held;
  return door;
}

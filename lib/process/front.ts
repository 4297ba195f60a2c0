import type { IncomingMessage, RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Context } from '../context';
import { openApi } from '../doors/api/v1/api';
import { healthDoor, readinessDoor } from '../doors/health';
import { oneClickDoor } from '../doors/one-click';
import { unsubscribeDoor } from '../doors/unsubscribe';
import { PEER_HEADER } from '../http/evidence';
import { problemResponse } from '../http/problem';
import { recordTogether } from '../services/ledger/record-together';

type Handle = (request: Request) => Promise<Response>;

/**
 * The front: answers the paths that come in floods (one-click posts, link pages, API, health) from the doors before
 * the page framework sees them, deciding by path alone. Returns null for every other path.
 */
export function openFront(ctx: Context): (path: string) => RequestListener | null {
  const recordOne = recordTogether(ctx);
  const api = openApi(ctx);
  const routes: { prefix: string; listener: RequestListener }[] = [
    {
      prefix: '/u/',
      listener: listen(ctx, (request) => oneClickDoor(request, ctx, recordOne, tail(request.url, '/u/'))),
    },
    {
      prefix: '/unsubscribe/',
      listener: listen(ctx, (request) =>
        unsubscribeDoor(request, ctx, recordOne, tail(request.url, '/unsubscribe/')),
      ),
    },
    { prefix: '/api/v1/', listener: listen(ctx, api) },
    { prefix: '/healthz', listener: listen(ctx, async () => healthDoor()) },
    { prefix: '/readyz', listener: listen(ctx, () => readinessDoor(ctx)) },
  ];
  return (path) => routes.find((route) => path.startsWith(route.prefix))?.listener ?? null;
}

function listen(ctx: Context, handle: Handle): RequestListener {
  const listener = getRequestListener(
    async (request) => {
      try {
        return await handle(request);
      } catch (error) {
        const requestId = ctx.newId();
        ctx.log.error({ err: error, request_id: requestId }, 'a request failed');
        return problemResponse(error, requestId);
      }
    },
    { overrideGlobalObjects: false },
  );
  return (request, response) => {
    namePeer(request);
    void listener(request, response);
  };
}

/** Puts the peer's address where handlers look for it, in place of anything a client sent under that name. */
function namePeer(request: IncomingMessage): void {
  const raw = request.rawHeaders;
  for (let at = raw.length - 2; at >= 0; at -= 2) {
    if (raw[at]?.toLowerCase() === PEER_HEADER) raw.splice(at, 2);
  }
  raw.push(PEER_HEADER, request.socket.remoteAddress ?? '');
  request.headers[PEER_HEADER] = request.socket.remoteAddress ?? '';
}

/** The path segment after a prefix, without query and trailing slashes. */
function tail(url: string, prefix: string): string {
  const start = url.indexOf(prefix, url.indexOf('//') + 2) + prefix.length;
  const query = url.indexOf('?', start);
  return url.slice(start, query === -1 ? undefined : query).replace(/\/+$/, '');
}

import type { RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { everyCookie } from '../auth/session-cookie';
import type { Context } from '../context';
import { openApi } from '../doors/api/v1/api';
import { faultPage, notFoundDoor } from '../doors/not-found';
import { oneClickDoor } from '../doors/one-click';
import { publicDoor } from '../doors/public';
import { unsubscribeDoor } from '../doors/unsubscribe';
import { problemResponse } from '../http/problem';
import { chooseResponse } from '../http/respond';
import { recordTogether } from '../services/ledger/record-together';
import { peerNamer } from './name-peer';

type Handle = (request: Request) => Promise<Response>;

/** The front of a web process. */
export interface Front {
  /** The listener that answers a path; null for the page framework's paths. */
  listenerFor(path: string): RequestListener | null;
  /** Answers 503 in plain words: the record cannot be reached. */
  unavailable: RequestListener;
}

/** What the page framework answers: signed-in pages and its own files. Everything else is the doors'. */
const FRAMEWORK_PATHS = /^\/(account|staff|signin|_next|favicon\.ico)(\/|$)/;

/**
 * The front: answers the paths that come in floods (one-click posts, link pages, API, health) from the doors before
 * the page framework sees them, deciding by path alone.
 */
export function openFront(ctx: Context): Front {
  lightenResponses();
  const recordOne = recordTogether(ctx);
  const api = openApi(ctx);
  const pages = publicDoor(ctx, recordOne, everyCookie(ctx.config));
  // The two flood paths skip the router; everything else public goes through it.
  const click = listen(ctx, (request) => oneClickDoor(request, ctx, recordOne, tail(request.url, '/u/')));
  const link = listen(ctx, (request) =>
    unsubscribeDoor(request, ctx, recordOne, tail(request.url, '/unsubscribe/')),
  );
  const page = listen(ctx, (request) => pages(request) ?? notFoundDoor(request, ctx));
  const apiV1 = listen(ctx, api);
  return {
    listenerFor(path) {
      if (path.startsWith('/u/')) return click;
      if (path.startsWith('/unsubscribe/') && path.length > '/unsubscribe/'.length) return link;
      if (path.startsWith('/api/v1/')) return apiV1;
      return FRAMEWORK_PATHS.test(path) ? null : page;
    },
    unavailable: listen(ctx, (request) => faultPage(request, ctx, 'unavailable')),
  };
}

function listen(ctx: Context, handle: Handle): RequestListener {
  const namePeer = peerNamer(ctx.config);
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

/**
 * The adapter has a Response that holds its text until it is written, and by default puts it in the platform's place
 * for everybody. The page framework shares this process, so it is borrowed for our own doors and put back.
 */
function lightenResponses(): void {
  const platform = { Request: globalThis.Request, Response: globalThis.Response };
  getRequestListener(() => new Response(null));
  const Light = globalThis.Response;
  Object.defineProperty(globalThis, 'Request', {
    value: platform.Request,
    configurable: true,
    writable: true,
  });
  Object.defineProperty(globalThis, 'Response', {
    value: platform.Response,
    configurable: true,
    writable: true,
  });
  chooseResponse((body, init) => new Light(body as BodyInit | null, init));
}

/** The path segment after a prefix, without query and trailing slashes. */
function tail(url: string, prefix: string): string {
  const start = url.indexOf(prefix, url.indexOf('//') + 2) + prefix.length;
  const query = url.indexOf('?', start);
  return url.slice(start, query === -1 ? undefined : query).replace(/\/+$/, '');
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import next from 'next';
import type { Context } from '../context';
import { checkReady } from '../services/context/check-ready';
import { demandHttps } from './demand-https';
import { type Front, openFront } from './front';
import { peerNamer } from './name-peer';

export interface Web {
  port: number;
  /** Stops taking requests, lets those under way finish (bounded), then closes. */
  close(): Promise<void>;
}

/** How long requests under way may take to finish when the process stops. */
const DRAIN_MS = 10_000;
const HEADERS_TIMEOUT_MS = 15_000;
const REQUEST_TIMEOUT_MS = 60_000;

/**
 * Serves the site: the front first, then the page framework for everything else. Rejects with a clear message when
 * the port is taken.
 */
export async function serveWeb(ctx: Context): Promise<Web> {
  const { config } = ctx;
  const front = openFront(ctx);
  let page: ((request: IncomingMessage, response: ServerResponse) => Promise<void>) | null = null;
  const secure = demandHttps(config);
  const namePeer = peerNamer(config);
  const server = createServer((request, response) => {
    secure(response);
    const path = pathOf(request.url ?? '/');
    const listener = front.listenerFor(path);
    if (listener !== null) {
      listener(request, response);
      return;
    }
    if (page === null) {
      response.writeHead(503, { 'retry-after': '2', 'content-type': 'text/plain' }).end('starting\n');
      return;
    }
    namePeer(request);
    void guarded(ctx, front, page)(request, response);
  });
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.keepAliveTimeout = 65_000;
  // The address is claimed first: a port that is taken is told at once, not after the framework has loaded.
  const port = await claim(server, config.port, config.host);
  const framework = next({ dev: !config.production, hostname: config.host, port, httpServer: server });
  await framework.prepare();
  const handler = framework.getRequestHandler();
  page = async (request, response) => {
    await handler(request, response);
  };
  return {
    port,
    async close() {
      await stop(server);
      await framework.close();
    },
  };
}

const KEEPS_WHAT_WAS_TYPED = /^\/account\/(addresses\/change|details\/save)\/?$/;

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Signed-in pages only while the record can be read: a page that is half drawn when the database goes away would tell
 * nobody what happened. The framework's own files need no database, and some forms answer with what was typed in them.
 */
function guarded(ctx: Context, front: Front, page: Handler): Handler {
  return async (request, response) => {
    const path = pathOf(request.url ?? '/');
    const answersItself =
      path.startsWith('/_next/') || (request.method === 'POST' && KEEPS_WHAT_WAS_TYPED.test(path));
    if (!answersItself && !(await checkReady(ctx))) front.unavailable(request, response);
    else await page(request, response);
  };
}

function pathOf(url: string): string {
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}

function claim(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') return reject(error);
      reject(
        new Error(
          `Port ${port} on ${host} is taken. Stop what uses it, or start with another: PORT=${port + 1} npm start`,
        ),
      );
    });
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}

import { OpenAPIHono } from '@hono/zod-openapi';
import { Hono } from 'hono';
import type { Context, ReadContext } from '../../../context';
import { AppError } from '../../../errors';
import { authenticator } from '../../../services/api-client/authenticate';
import { mountConsentEvents } from './consent-events';
import { mountContacts } from './contacts';
import { mountDecisions } from './decisions';
import { mountJoinForms } from './join-forms';
import { mountLinks } from './links';
import { mountNoticeVersions } from './notice-versions';
import { mountOpenApi } from './openapi';
import { problemOf, protocolProblem } from './problem';
import { mountRegistrations } from './registrations';
import { type Mounting, requestIdOf } from './route';
import { mountSenders } from './senders';
import { mountTopics } from './topics';

/** Where the API lives. */
export const API_BASE = '/api/v1';

/**
 * The whole API as one handler: every fault an `application/problem+json`, every answer with `x-request-id`.
 * Give it requests under {@link API_BASE}, before anything has read their body; it never throws.
 */
export function openApi(ctx: Context): (request: Request) => Promise<Response> {
  const app = new OpenAPIHono().basePath(API_BASE);
  const { reader, snapshot } = ctx.db;
  const readCtx: ReadContext = { ...ctx, db: { reader, snapshot } };
  const mounting: Mounting = { app, ctx, readCtx, authenticate: authenticator(ctx) };
  mountDecisions(mounting);
  mountConsentEvents(mounting);
  mountContacts(mounting);
  mountLinks(mounting);
  mountSenders(mounting);
  mountTopics(mounting);
  mountNoticeVersions(mounting);
  mountJoinForms(mounting);
  mountRegistrations(mounting);
  mountOpenApi(mounting);
  const elsewhere = otherMethods(mounting);
  app.notFound((c) => elsewhere.fetch(c.req.raw));
  app.onError((error, c) => {
    const requestId = requestIdOf(ctx, c.req.raw);
    ctx.log.error({ err: error, request_id: requestId }, 'an API call failed');
    return problemOf(error, requestId);
  });
  return async (request) => app.fetch(request);
}

/**
 * What a path does not offer is 405 with what it does (RFC 9110 §15.5.6), what is no path is 404. Asked only when no
 * route matches: on the same router it would make every call pass a chain of two.
 */
function otherMethods({ app, ctx }: Mounting): Hono {
  const offered = new Map<string, string[]>();
  for (const { path, method } of app.routes) {
    const methods = offered.get(path) ?? [];
    // A server that answers GET answers HEAD.
    methods.push(...(method === 'GET' ? ['GET', 'HEAD'] : [method]));
    offered.set(path, methods);
  }
  const elsewhere = new Hono();
  for (const [path, methods] of offered) {
    const allow = methods.sort().join(', ');
    const detail = `This path takes ${allow}.`;
    const title = 'The method is not offered here';
    elsewhere.all(path, (c) =>
      protocolProblem(
        { status: 405, type: 'method_not_allowed', title, detail, headers: { allow } },
        requestIdOf(ctx, c.req.raw),
      ),
    );
  }
  elsewhere.notFound((c) =>
    problemOf(
      new AppError('not_found', 'There is no such path; see /api/v1/openapi.json.'),
      requestIdOf(ctx, c.req.raw),
    ),
  );
  return elsewhere;
}

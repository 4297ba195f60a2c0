import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context, ReadContext } from '../../../context';
import { AppError } from '../../../errors';
import { authenticator } from '../../../services/api-client/authenticate';
import { mountConsentEvents } from './consent-events';
import { mountContacts } from './contacts';
import { mountDecisions } from './decisions';
import { mountLinks } from './links';
import { mountNoticeVersions } from './notice-versions';
import { mountOpenApi } from './openapi';
import { problemOf, protocolProblem } from './problem';
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
  mountOpenApi(mounting);
  refuseOtherMethods(mounting);
  app.notFound((c) =>
    problemOf(
      new AppError('not_found', 'There is no such path; see /api/v1/openapi.json.'),
      requestIdOf(ctx, c.req.raw),
    ),
  );
  app.onError((error, c) => {
    const requestId = requestIdOf(ctx, c.req.raw);
    ctx.log.error({ err: error, request_id: requestId }, 'an API call failed');
    return problemOf(error, requestId);
  });
  return async (request) => app.fetch(request);
}

/** What a path does not offer is 405 with what it does (RFC 9110 §15.5.6). Mount it after every route. */
function refuseOtherMethods({ app, ctx }: Mounting): void {
  const offered = new Map<string, string[]>();
  for (const { path, method } of app.routes) {
    const methods = offered.get(path) ?? [];
    methods.push(method);
    // A server that answers GET answers HEAD.
    if (method === 'GET') methods.push('HEAD');
    offered.set(path, methods);
  }
  for (const [path, methods] of offered) {
    const allow = methods.sort().join(', ');
    app.all(path.slice(API_BASE.length), (c) =>
      protocolProblem(
        {
          status: 405,
          type: 'method_not_allowed',
          title: 'The method is not offered here',
          detail: `This path takes ${allow}.`,
          headers: { allow },
        },
        requestIdOf(ctx, c.req.raw),
      ),
    );
  }
}

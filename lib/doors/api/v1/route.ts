import type { OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context, ReadContext } from '../../../context';
import type { ApiScope } from '../../../domain/vocabulary';
import { AppError, type InputFault } from '../../../errors';
import { errorKind } from '../../../http/problem';
import { respond } from '../../../http/respond';
import type { ApiClient, Authenticate } from '../../../services/api-client/authenticate';
import { type Described, describe } from './describe';
import { invalid, pointerTo, problemOf, protocolProblem, REQUEST_ID_HEADER } from './problem';
import { idempotencyKey, isJson, parseJson, readText } from './read-body';

/** What every route is mounted with. */
export interface Mounting {
  app: OpenAPIHono;
  ctx: Context;
  /** The same without a way to write: all that a GET, or a question, may hold (promise 4). */
  readCtx: ReadContext;
  authenticate: Authenticate;
}

/** One route: what it is, and what the document says of it. */
export interface RouteDefinition<Body extends z.ZodType, Query extends z.ZodType> extends Described {
  /** Null when any valid key may call it. */
  scope: ApiScope | null;
  body?: Body;
  /** Bytes. */
  bodyLimit?: number;
  /** The field of the body that lists things, and how many at most. */
  batch?: { field: string; limit: number };
  query?: Query;
}

/** One call, authenticated and parsed. */
export interface Call<Body, Query> {
  client: ApiClient;
  body: Body;
  query: Query;
  externalRef: string;
  /** Slug of a join form in the path. */
  form: string;
  /** Path and body as they came: what an idempotency key stands for. */
  payload: string;
  idempotencyKey: string | null;
  request: Request;
}

/** An answer: the body is JSON already. */
export interface Answer {
  status: 200 | 201;
  body: string;
  headers?: Record<string, string>;
}

const GIVEN_REQUEST_ID = /^[A-Za-z0-9._-]{8,64}$/;

/** Mounts a route that may write. */
export function mountWrite<Body extends z.ZodType, Query extends z.ZodType>(
  mounting: Mounting,
  definition: RouteDefinition<Body, Query>,
  handle: (ctx: Context, call: Call<z.output<Body>, z.output<Query>>) => Promise<Answer>,
): void {
  mount(mounting, definition, (call) => handle(mounting.ctx, call));
}

/** Mounts a route that cannot write. */
export function mountRead<Body extends z.ZodType, Query extends z.ZodType>(
  mounting: Mounting,
  definition: RouteDefinition<Body, Query>,
  handle: (ctx: ReadContext, call: Call<z.output<Body>, z.output<Query>>) => Promise<Answer>,
): void {
  mount(mounting, definition, (call) => handle(mounting.readCtx, call));
}

/** The id of a request: the front's, else a new one. */
export function requestIdOf(ctx: ReadContext, request: Request): string {
  const given = request.headers.get(REQUEST_ID_HEADER);
  return given !== null && GIVEN_REQUEST_ID.test(given) ? given : ctx.newId();
}

function mount<Body extends z.ZodType, Query extends z.ZodType>(
  { app, ctx, authenticate }: Mounting,
  definition: RouteDefinition<Body, Query>,
  handle: (call: Call<z.output<Body>, z.output<Query>>) => Promise<Answer>,
): void {
  app.openAPIRegistry.registerPath(describe(definition));
  const path = definition.path.replaceAll(/\{(\w+)\}/g, ':$1');
  // One handler does it all: a chain of middleware would cost the flood path more than the work itself.
  app.on(definition.method.toUpperCase(), path, async (c) => {
    const request = c.req.raw;
    const requestId = requestIdOf(ctx, request);
    try {
      const known = authenticate(request.headers.get('authorization'));
      const client = known instanceof Promise ? await known : known;
      if (definition.scope !== null && !client.scopes.has(definition.scope))
        throw new AppError('forbidden', `This needs a key with the scope ${definition.scope}.`);
      if (definition.body !== undefined && !isJson(request.headers.get('content-type')))
        return notJson(requestId);
      const text =
        definition.body === undefined ? '' : await readText(request, definition.bodyLimit ?? BODY_LIMIT);
      const answer = await handle({
        client,
        body: parseBody(definition, text),
        query: parseQuery(definition, () => c.req.query()),
        externalRef: c.req.param('external_ref') ?? '',
        form: c.req.param('form') ?? '',
        payload: `${c.req.path}\n${text}`,
        idempotencyKey: definition.idempotent ? idempotencyKey(request.headers.get('idempotency-key')) : null,
        request,
      });
      return respond(answer.body, {
        status: answer.status,
        headers: {
          'content-type': 'application/json',
          'cache-control': 'no-store',
          [REQUEST_ID_HEADER]: requestId,
          ...answer.headers,
        },
      });
    } catch (error) {
      if (errorKind(error) === null)
        ctx.log.error({ err: error, request_id: requestId }, 'an API call failed');
      return problemOf(error, requestId);
    }
  });
}

/** Bytes of a body where a route says nothing else. */
const BODY_LIMIT = 1024 * 1024;

function parseBody<Body extends z.ZodType, Query extends z.ZodType>(
  definition: RouteDefinition<Body, Query>,
  text: string,
): z.output<Body> {
  if (definition.body === undefined) return undefined as z.output<Body>;
  const json = parseJson(text);
  if (definition.batch !== undefined) refuseBatch(json, definition.batch);
  const parsed = definition.body.safeParse(json);
  if (!parsed.success) throw invalid(parsed.error.issues, 'body');
  return parsed.data;
}

/** Before the schema looks at each element: a list too long is one fault, and the caller can split it. */
function refuseBatch(json: unknown, { field, limit }: { field: string; limit: number }): void {
  const list = (json as Record<string, unknown> | null)?.[field];
  if (!Array.isArray(list) || list.length <= limit) return;
  const fault: InputFault = {
    detail: `${list.length} given, ${limit} allowed.`,
    pointer: pointerTo([field]),
  };
  throw new AppError('unprocessable', `Send at most ${limit} ${field} in one call; split the list.`, [fault]);
}

function parseQuery<Body extends z.ZodType, Query extends z.ZodType>(
  definition: RouteDefinition<Body, Query>,
  query: () => Record<string, string>,
): z.output<Query> {
  if (definition.query === undefined) return undefined as z.output<Query>;
  const parsed = definition.query.safeParse(query());
  if (!parsed.success) throw invalid(parsed.error.issues, 'query');
  return parsed.data;
}

function notJson(requestId: string): Response {
  const detail = 'Send the body as JSON, with content-type: application/json.';
  return protocolProblem(
    {
      status: 415,
      type: 'unsupported_media_type',
      title: 'The body is not JSON',
      detail,
      headers: { accept: 'application/json' },
    },
    requestId,
  );
}

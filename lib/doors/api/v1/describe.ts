import { type RouteConfig, z } from '@hono/zod-openapi';

/** What the OpenAPI document says of a route, beside its schemas. */
export interface Described {
  method: 'get' | 'post' | 'put';
  /** With parameters in braces, as OpenAPI writes them. */
  path: string;
  operationId: string;
  summary: string;
  description: string;
  tag: string;
  body?: z.ZodType;
  bodyExample?: unknown;
  query?: z.ZodType;
  pathParams?: z.ZodObject;
  /** Whether it takes an Idempotency-Key. */
  idempotent?: boolean;
  /** Answers by status; every route also answers with problems. */
  answers: Record<number, { description: string; schema: z.ZodType; example: unknown }>;
  /** Statuses of problems beyond those of every route. */
  problems?: readonly number[];
}

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    errors: z.array(z.object({ detail: z.string(), pointer: z.string().optional() })).optional(),
    request_id: z.string(),
  })
  .openapi('Problem', { description: 'RFC 9457. `pointer` is a JSON Pointer into the body.' });

const PROBLEMS: Record<number, string> = {
  400: 'Malformed: not JSON, or not of the shape described. All faults are listed.',
  401: 'No valid API key.',
  403: 'The key lacks the scope, or was not made for the sender.',
  404: 'There is no such thing.',
  405: 'The method is not offered here; see Allow.',
  409: 'In conflict: the first request with this Idempotency-Key is still running, or the contact was erased.',
  413: 'The body is too large.',
  415: 'The body is not JSON.',
  422: 'Well-formed, but cannot be carried out. Nothing was done. Every fault is listed.',
  429: 'Too many requests; see Retry-After.',
  500: 'A fault of ours: nothing was decided or saved. Give us the request id.',
  503: 'The record cannot be reached: nothing was decided or saved; see Retry-After.',
};

const PROBLEM_EXAMPLE = {
  type: 'urn:sayso:problem:unprocessable',
  title: 'The request cannot be carried out as it stands',
  status: 422,
  detail: 'Nothing was recorded: all events of a request hold together.',
  errors: [{ detail: 'There is no sender "northgate".', pointer: '#/events/0/sender' }],
  request_id: '0192d3a4-5b6c-7d8e-9f00-112233445566',
};

const REQUEST_ID = { description: 'The id of this request.', schema: { type: 'string' as const } };

const IDEMPOTENCY_KEY = z.object({
  'idempotency-key': z.string().max(300).optional().openapi({
    description:
      'Any string of your own, best a UUID in double quotes. The same key with the same request is carried out once and answered again from memory (header `idempotent-replayed: true`) for at least 24 hours; with another request it is 422; while the first runs, 409. A request that failed may be repeated with the same key.',
    example: '"8e03978e-40d5-43e8-bc93-6894a57f9324"',
  }),
});

/** A route as the document's registry takes it: the schemas are the ones requests are parsed with. */
export function describe(route: Described): RouteConfig {
  const open = route.tag === 'Document';
  const problems = open
    ? [405]
    : [400, 401, 403, 405, 500, 503, ...(route.body ? [413, 415, 422] : []), ...(route.problems ?? [])];
  const responses: RouteConfig['responses'] = {};
  for (const [status, { description, schema, example }] of Object.entries(route.answers)) {
    responses[status] = {
      description,
      headers: { 'x-request-id': REQUEST_ID },
      content: { 'application/json': { schema, example } },
    };
  }
  for (const status of problems) {
    responses[status] = {
      description: PROBLEMS[status] ?? 'A problem.',
      headers: { 'x-request-id': REQUEST_ID },
      content: { 'application/problem+json': { schema: problemSchema, example: PROBLEM_EXAMPLE } },
    };
  }
  return {
    method: route.method,
    path: route.path,
    operationId: route.operationId,
    summary: route.summary,
    description: route.description,
    tags: [route.tag],
    security: open ? [] : [{ key: [] }],
    request: {
      ...(route.pathParams ? { params: route.pathParams } : {}),
      ...(route.query ? { query: route.query as z.ZodObject } : {}),
      ...(route.idempotent ? { headers: IDEMPOTENCY_KEY } : {}),
      ...(route.body
        ? {
            body: {
              required: true,
              content: { 'application/json': { schema: route.body, example: route.bodyExample } },
            },
          }
        : {}),
    },
    responses,
  };
}

import { z } from '@hono/zod-openapi';
import { respond } from '../../../http/respond';
import { describe } from './describe';
import { REQUEST_ID_HEADER } from './problem';
import { type Mounting, requestIdOf } from './route';

const PATH = '/openapi.json';
/** The document changes only with the software. */
const CACHE_S = 300;

const DESCRIPTION = `Records what people say about being contacted, and answers whether one may be.

Every call but this document needs \`Authorization: Bearer KEY\`. Times are RFC 3339 with an offset. Errors are RFC 9457 problems; \`errors\` lists every fault with a JSON Pointer into the body. Every answer carries \`x-request-id\`; send your own to have it used. A field not described here is refused, so that a slip of the pen cannot pass for silence. After 503 nothing was decided or saved: try again as \`Retry-After\` says.`;

/** `GET /openapi.json`: the document, made of the schemas the requests are parsed with. Mount it last. */
export function mountOpenApi({ app, ctx, readCtx }: Mounting): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'key', {
    type: 'http',
    scheme: 'bearer',
    description: 'Made with `sayso api-client create`; it carries scopes and senders.',
  });
  app.openAPIRegistry.registerPath(
    describe({
      method: 'get',
      path: PATH,
      operationId: 'openapi',
      summary: 'This document',
      description: 'OpenAPI 3.1. Needs no key.',
      tag: 'Document',
      answers: {
        200: {
          description: 'The document.',
          schema: z.object({ openapi: z.string(), paths: z.record(z.string(), z.unknown()) }).loose(),
          example: { openapi: '3.1.0', paths: {} },
        },
      },
    }),
  );
  const document = JSON.stringify({
    ...app.getOpenAPI31Document({
      openapi: '3.1.0',
      info: { title: 'Sayso API', version: '1', description: DESCRIPTION },
      servers: [{ url: ctx.config.appUrl.replace(/\/+$/, '') }],
    }),
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
  });
  app.get(PATH, (c) => {
    const headers = {
      'content-type': 'application/json',
      'cache-control': `public, max-age=${CACHE_S}`,
      [REQUEST_ID_HEADER]: requestIdOf(readCtx, c.req.raw),
    };
    return respond(document, { headers });
  });
}

import { z } from 'zod';
import { type TestDatabase, testDatabase } from '../../../../db/testing/database';
import type { Config } from '../../../config';
import { createApiClient, type NewApiClient } from '../../../services/api-client/create-api-client';
import {
  seedTestVocabulary,
  type TestVocabulary,
  testContext,
} from '../../../services/context/context.fixture';
import { openApi } from './api';

type Json = ReturnType<typeof JSON.parse>;

export interface Reply {
  status: number;
  headers: Headers;
  json: Json;
}

export interface CallOptions {
  key?: string | null;
  headers?: Record<string, string>;
}

/** The API over a database of the test file's own, with a key for every scope. */
export interface ApiWorld {
  ctx: ReturnType<typeof testContext>;
  test: TestDatabase;
  words: TestVocabulary;
  key: string;
  newKey(wanted?: Partial<NewApiClient>): Promise<{ id: string; key: string }>;
  /** Calls, and checks that the answer is one the OpenAPI document describes. */
  call(method: string, path: string, body?: unknown, options?: CallOptions): Promise<Reply>;
  raw(request: Request): Promise<Response>;
  close(): Promise<void>;
}

/** Opens it; `close` drops the database. */
export async function openApiWorld(overrides: Partial<Config> = {}): Promise<ApiWorld> {
  const test = await testDatabase();
  const ctx = testContext(test, overrides);
  const words = await seedTestVocabulary(test);
  const newKey = (wanted: Partial<NewApiClient> = {}) =>
    createApiClient(ctx, {
      name: 'test',
      scopes: ['decisions', 'links', 'consent-events', 'contacts', 'lift'],
      senders: ['brand', 'partner'],
      ...wanted,
    });
  const raw = openApi(ctx);
  const { key } = await newKey();
  const document = (await (await raw(new Request('http://localhost/api/v1/openapi.json'))).json()) as Json;
  return {
    ctx,
    test,
    words,
    key,
    newKey,
    raw,
    async call(method, path, body, options = {}) {
      const headers = new Headers(options.headers);
      const sent = options.key === undefined ? key : options.key;
      if (sent !== null) headers.set('authorization', `Bearer ${sent}`);
      if (body !== undefined && !headers.has('content-type')) headers.set('content-type', 'application/json');
      const response = await raw(
        new Request(`http://localhost/api/v1${path}`, {
          method,
          headers,
          ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        }),
      );
      const text = await response.text();
      const json: Json = text === '' ? null : JSON.parse(text);
      checkAgainst(document, method, path, response, json);
      return { status: response.status, headers: response.headers, json };
    },
    async close() {
      await ctx.db.end();
      await test.drop();
    },
  };
}

/** Throws unless the document describes this status on this path, and the body is of the shape it says. */
function checkAgainst(document: Json, method: string, path: string, response: Response, json: Json): void {
  if (response.status === 500) throw new Error(`a fault of ours: ${method} ${path}`);
  const plain = path
    .replace(/\?.*$/, '')
    .replace(/^\/contacts\/.+$/, '/contacts/{external_ref}')
    .replace(/^\/join-forms\/.+$/, '/join-forms/{form}');
  const described = document.paths[`/api/v1${plain}`];
  const operation = described?.[method.toLowerCase()];
  if (response.status === 404 && described === undefined) return;
  if (response.status === 405 && operation === undefined) return;
  const type = response.headers.get('content-type') ?? '';
  const schema = operation?.responses?.[response.status]?.content?.[type]?.schema;
  if (schema === undefined) throw new Error(`undocumented: ${method} ${plain} ${response.status} ${type}`);
  z.fromJSONSchema(resolved(document, schema)).parse(json);
}

function resolved(document: Json, schema: Json): Json {
  if (Array.isArray(schema)) return schema.map((one) => resolved(document, one));
  if (typeof schema !== 'object' || schema === null) return schema;
  if (typeof schema.$ref === 'string') {
    const target = schema.$ref
      .split('/')
      .slice(1)
      .reduce((node: Json, name: string) => node[name], document);
    return resolved(document, target);
  }
  return Object.fromEntries(Object.entries(schema).map(([name, one]) => [name, resolved(document, one)]));
}

import { once } from 'node:events';
import { request as ask, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../db/testing/database';
import { PEER_HEADER } from '../http/evidence';
import { testContext } from '../services/context/context.fixture';
import { demandHttps } from './demand-https';
import { openFront } from './front';
import { peerNamer } from './name-peer';

let db: TestDatabase;
let ctx: ReturnType<typeof testContext>;
beforeAll(async () => {
  db = await testDatabase();
  ctx = testContext(db);
});
afterAll(async () => {
  await ctx.db.end();
  await db.drop();
});

/** What one request is answered with by the front behind a real server, as `serveWeb` has it. */
async function answerOf(
  appUrl: string,
  path: string,
): Promise<{ status: number; hsts: unknown; body: string }> {
  const front = openFront(ctx);
  const secure = demandHttps({ appUrl });
  const server = createServer((request, response) => {
    secure(response);
    peerNamer(ctx.config)(request);
    const listener = front.listenerFor(path);
    if (listener === null) response.end(JSON.stringify(request.headers[PEER_HEADER]));
    else listener(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const call = ask({ port, path, headers: { [PEER_HEADER]: '192.0.2.7' }, agent: false });
  call.end();
  const [response] = await once(call, 'response');
  let body = '';
  for await (const chunk of response) body += chunk;
  server.close();
  return { status: response.statusCode, hsts: response.headers['strict-transport-security'], body };
}

it.each(['/', '/u/x', '/unsubscribe/x', '/api/v1/nothing', '/nowhere', '/account'])(
  '%s asks for https from then on where the site has it, and only there',
  async (path) => {
    const secure = await answerOf('https://say.example', path);
    expect(secure.hsts).toBe('max-age=31536000');
    const plain = await answerOf('http://127.0.0.1:3000', path);
    expect(plain.hsts).toBeUndefined();
    expect(plain.status).toBe(secure.status);
  },
);

it('a peer that a client made up is replaced, on the page framework’s paths as well', async () => {
  for (const path of ['/account', '/signin/request']) {
    const { body } = await answerOf('http://127.0.0.1:3000', path);
    expect(body).toContain('127.0.0.1');
    expect(body).not.toContain('192.0.2.7');
  }
});

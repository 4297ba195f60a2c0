import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { webhookSms } from './webhook-sms';

interface Asked {
  headers: IncomingMessage['headers'];
  body: unknown;
}

let server: Server;
let url: string;
let asked: Asked[];
/** Statuses to answer with, in order; 0 never answers. */
let answers: number[];

beforeEach(async () => {
  asked = [];
  answers = [];
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    asked.push({ headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString('utf8')) });
    const status = answers.shift() ?? 202;
    if (status === 0) return;
    response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/texts`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const MESSAGE = { id: 'one', to: '+447700900123', text: 'Your code is 123456.' };
const limits = { timeoutMs: 300, pausesMs: [1, 1] };
const send = (token: string | null = 'secret') => webhookSms({ url, token, limits }).send(MESSAGE);

it('posts number and words as JSON, with the token and one key for all attempts', async () => {
  answers = [503, 202];
  expect(await send()).toEqual({ outcome: 'accepted' });
  expect(asked).toHaveLength(2);
  for (const one of asked) {
    expect(one.body).toEqual(MESSAGE);
    expect(one.headers).toMatchObject({ authorization: 'Bearer secret', 'idempotency-key': 'one' });
  }
});

it('sends no authorisation without a token', async () => {
  await send(null);
  expect(asked[0]?.headers.authorization).toBeUndefined();
});

it('gives up after three attempts, and at once when the gateway refuses the text itself', async () => {
  answers = [503, 429, 500, 202];
  expect(await send()).toEqual({ outcome: 'failed', reason: '500' });
  expect(asked).toHaveLength(3);
  answers = [400, 202];
  expect(await send()).toEqual({ outcome: 'failed', reason: '400' });
  expect(asked).toHaveLength(4);
});

it('does not follow a redirect, which would carry the token elsewhere', async () => {
  answers = [302];
  expect(await send()).toEqual({ outcome: 'failed', reason: '302' });
  expect(asked).toHaveLength(1);
});

it('does not send again when nobody answered in time: the text may have left', async () => {
  answers = [0];
  expect(await send()).toEqual({ outcome: 'unknown' });
  expect(asked).toHaveLength(1);
});

it('fails without a throw when there is nobody', async () => {
  await new Promise((resolve) => server.close(resolve));
  server = createServer().listen(0);
  expect(await send()).toEqual({ outcome: 'failed', reason: 'connection' });
});

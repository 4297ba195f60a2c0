import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { startTestServer, type TestServer } from './test-server';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a test file asks for the run's PostgreSQL; it is started at the first question. */
    testServerDoor: string;
  }
}

/** Gives the whole run one PostgreSQL with a migrated template, started only if some test wants it. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  let server: Promise<TestServer> | undefined;
  const door = createServer((_request, response) => {
    server ??= startTestServer();
    server.then(
      ({ adminUrl }) => response.end(adminUrl),
      (error: Error) => response.writeHead(500).end([error.message, error.cause].join('\n')),
    );
  });
  await new Promise<void>((listening) => door.listen(0, '127.0.0.1', listening));
  project.provide('testServerDoor', `http://127.0.0.1:${(door.address() as AddressInfo).port}/`);
  return async () => {
    door.closeAllConnections();
    door.close();
    await (await server?.catch(() => undefined))?.stop();
  };
}

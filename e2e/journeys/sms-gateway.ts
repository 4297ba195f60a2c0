import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/**
 * A gateway for texts that keeps what it takes as files, in the shape the mailbox keeps its mail in: journeys in
 * another process read both in the same way. The number stands where an address would.
 */
export async function startSmsGateway(dir: string): Promise<{ url: string; close(): Promise<void> }> {
  let count = 0;
  const server = createServer(async (request, response) => {
    const said = JSON.parse(await text(request)) as { to: string; text: string };
    count += 1;
    const mail = `Subject: text\nContent-Type: text/plain; charset=utf-8\n\n${said.text}`;
    writeFileSync(join(dir, `${String(count).padStart(6, '0')}.eml`), `${said.to}\n${mail}`);
    response.writeHead(202).end();
  });
  const listening = once(server, 'listening');
  server.listen(0, '127.0.0.1');
  await listening;
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

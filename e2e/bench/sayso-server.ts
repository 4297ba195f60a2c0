import { createServer } from 'node:http';
import { openFront } from '../../lib/process/front';
import { openContext } from '../../lib/services/context/open-context';
import { resolveConfig } from '../../lib/services/context/resolve-config';

/** The front of the real process, on its own port: the same doors, pools and batching, without the page framework. */
const { config } = await resolveConfig('join');
const front = openFront(openContext(config));
const server = createServer((request, response) => {
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  const listener = front.listenerFor(path);
  if (listener === null) response.writeHead(404).end();
  else listener(request, response);
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as { port: number }).port }));

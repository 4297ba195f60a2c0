import { createServer } from 'node:http';
import { openFront } from '../../lib/process/front';
import { openContext } from '../../lib/services/context/open-context';
import { resolveConfig } from '../../lib/services/context/resolve-config';

/** The front of the real web process alone: the same doors, pools and batching, without pages that need a build. */
const { config } = await resolveConfig('join');
const front = openFront(openContext(config));
const server = createServer((request, response) => {
  const listener = front.listenerFor((request.url ?? '/').split('?', 1)[0] ?? '/');
  if (listener === null) response.writeHead(404).end();
  else listener(request, response);
});
server.listen(config.port, config.host);

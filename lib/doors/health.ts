import type { ReadContext } from '../context';
import { respond } from '../http/respond';
import { checkReady } from '../services/context/check-ready';

const PLAIN = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };

/** `/healthz`: the process runs. Says nothing of what it depends on, so that a supervisor does not kill it for those. */
export function healthDoor(): Response {
  return respond('ok\n', { headers: PLAIN });
}

/** `/readyz`: the record can be read; 503 while it cannot, so that a balancer sends requests elsewhere. */
export async function readinessDoor(ctx: ReadContext): Promise<Response> {
  if (await checkReady(ctx)) return respond('ready\n', { headers: PLAIN });
  return respond('the database cannot be reached\n', {
    status: 503,
    headers: { ...PLAIN, 'retry-after': '5' },
  });
}

import { respond } from '../http/respond';

/** Paths no crawler has business in: links of single people, and what needs signing in. */
const CLOSED = ['/u/', '/unsubscribe/', '/preferences/', '/account', '/staff', '/api'] as const;

/** `/robots.txt`. */
export function robotsDoor(): Response {
  const lines = ['User-agent: *', ...CLOSED.map((path) => `Disallow: ${path}`)];
  return respond(`${lines.join('\n')}\n`, {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'public, max-age=86400' },
  });
}

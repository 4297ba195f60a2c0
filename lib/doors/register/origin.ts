/**
 * Which other website a form came from: null for our own page, `unknown` for a website that is not set up for it or
 * hides its name. A browser tells by `Sec-Fetch-Site`, which no page can set; without it the `Origin` tells.
 */
export function foreignOrigin(
  request: Request,
  appUrl: string,
  allowed: readonly string[],
): string | 'unknown' | null {
  const origin = request.headers.get('origin');
  const site = request.headers.get('sec-fetch-site');
  const own =
    site === null ? origin === null || origin === 'null' : site === 'same-origin' || site === 'none';
  if (own || origin === new URL(appUrl).origin) return null;
  return origin !== null && allowed.includes(origin) ? origin : 'unknown';
}

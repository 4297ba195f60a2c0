/**
 * Whether a form came from a page of ours, not from a stranger's. Browsers say so in `Sec-Fetch-Site`, which no page
 * can set; where it is missing the `Origin` must be ours. Anything else is refused.
 */
export function isSameOrigin(request: Request, appUrl: string): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  return request.headers.get('origin') === new URL(appUrl).origin;
}

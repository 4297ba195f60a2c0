/**
 * Whether a form came from a page of ours, not from a stranger's. Browsers say so in `Sec-Fetch-Site`, which no page
 * can set; where it is missing the `Origin` must be ours. Anything else is refused.
 */
export function isSameOrigin(request: Request, appUrl: string): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  return request.headers.get('origin') === new URL(appUrl).origin;
}

/**
 * Whether a browser says nothing of where a form came from: an old one, on a page that names itself to nobody. Never
 * enough by itself; a cookie that is `SameSite=Lax` beside it tells that no other site sent the form.
 */
export function isSilent(request: Request): boolean {
  return request.headers.get('sec-fetch-site') === null && request.headers.get('origin') === 'null';
}

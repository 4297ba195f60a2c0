import { respond } from './respond';

/** How a public page leaves: no script, no cookie, nothing from elsewhere (CONTRACT, "Public pages"). */
export interface PageOptions {
  status?: number;
  /** `sha256-…` of the page's one inline style. */
  styleHash: string;
  /** A page whose address holds a token is neither kept, indexed nor named to others. */
  tokenInPath?: boolean;
  headers?: Record<string, string>;
}

/** An HTML response with the public pages' policy. */
export function pageResponse(html: string, options: PageOptions): Response {
  const headers: Record<string, string> = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; style-src '${options.styleHash}'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    ...options.headers,
  };
  if (options.tokenInPath === true) headers['x-robots-tag'] = 'noindex, nofollow';
  if (options.status === 503) headers['retry-after'] = '5';
  return respond(html, { status: options.status ?? 200, headers });
}

/** 303 to another page of ours after a form was taken. */
export function seeOther(location: string): Response {
  return respond(null, {
    status: 303,
    headers: { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
  });
}

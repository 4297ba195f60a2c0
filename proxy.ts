import { type NextRequest, NextResponse } from 'next/server';

/**
 * How signed-in pages keep to themselves. With no referrer at all a browser does not say either that a form is ours;
 * no address of these pages holds a token.
 */
const APART = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'accelerometer=(), bluetooth=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()',
} as const;

/** Forms that answer with a page of the doors where they cannot be saved: it has a stricter policy, and its own style. */
const CARRIES_ITS_OWN = /^\/account\/(addresses\/change|details\/save)\/?$/;

/**
 * The policy of signed-in pages: scripts only with this response's nonce (the framework puts it on its own), nothing
 * from elsewhere, no framing, nothing kept. Public pages have a stricter one of their own (lib/http/page.ts).
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.randomUUID()).toString('base64');
  const development = process.env.NODE_ENV === 'development' ? " 'unsafe-eval'" : '';
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development}`,
    `style-src 'self'${development === '' ? '' : " 'unsafe-inline'"}`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${development === '' ? '' : ' ws:'}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  // A layout is told neither path nor query, and must know both to speak the page's language.
  headers.set('x-sayso-page', `${request.nextUrl.pathname}${request.nextUrl.search}`);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  if (!CARRIES_ITS_OWN.test(request.nextUrl.pathname))
    response.headers.set('content-security-policy', policy);
  for (const [name, value] of Object.entries(APART)) response.headers.set(name, value);
  return response;
}

export const config = { matcher: ['/account/:path*', '/staff/:path*'] };

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

/** Devices and sensors that no page of ours needs. */
const PERMISSIONS_POLICY = [
  'accelerometer',
  'bluetooth',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'serial',
  'usb',
]
  .map((feature) => `${feature}=()`)
  .join(', ');

/** How every page keeps to itself: not guessed at, not reached from other sites' windows, not loaded into their pages. */
const APART = {
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': PERMISSIONS_POLICY,
} as const;

/** An HTML response with the public pages' policy. `html` is text, or its UTF-8 bytes. */
export function pageResponse(html: string | Uint8Array, options: PageOptions): Response {
  const headers: Record<string, string> = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; style-src '${options.styleHash}'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    ...APART,
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
    headers: {
      location,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      // Many lead to or from an address that holds a token.
      'x-robots-tag': 'noindex, nofollow',
    },
  });
}

import { NextRequest } from 'next/server';
import { expect, it } from 'vitest';
import { config, proxy } from '../../proxy';

const sent = (path = '/account') => proxy(new NextRequest(`https://preferences.example.com${path}`));

function policyOf(response: Response): Map<string, string> {
  const policy = response.headers.get('content-security-policy') ?? '';
  return new Map(
    policy.split('; ').map((directive): [string, string] => {
      const space = directive.indexOf(' ');
      return [directive.slice(0, space), directive.slice(space + 1)];
    }),
  );
}

it('signed-in pages run only scripts with this answer’s nonce, load only from here, and are framed by nobody', () => {
  const policy = policyOf(sent());
  expect(policy.get('default-src')).toBe("'none'");
  expect(policy.get('script-src')).toMatch(/^'self' 'nonce-[\w+/]{22,}={0,2}' 'strict-dynamic'$/);
  expect(policy.get('style-src')).toBe("'self'");
  expect(policy.get('form-action')).toBe("'self'");
  expect(policy.get('base-uri')).toBe("'none'");
  expect(policy.get('frame-ancestors')).toBe("'none'");
  for (const value of policy.values()) expect(value).not.toMatch(/unsafe|\*|https?:/);
  for (const name of ['object-src', 'frame-src', 'worker-src', 'media-src'])
    expect(policy.has(name)).toBe(false);
});

it('every answer has a nonce of its own, and the page framework is told it', () => {
  const nonces = Array.from(
    { length: 20 },
    () => /nonce-([^']+)/.exec(policyOf(sent()).get('script-src') ?? '')?.[1],
  );
  expect(new Set(nonces).size).toBe(20);
  const response = sent();
  expect(response.headers.get('x-middleware-request-content-security-policy')).toBe(
    response.headers.get('content-security-policy'),
  );
});

it('signed-in pages are kept nowhere, found nowhere, and keep to themselves', () => {
  const { headers } = sent('/staff/person/1');
  expect(Object.fromEntries(headers)).toMatchObject({
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-robots-tag': 'noindex, nofollow',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  });
  expect(headers.get('permissions-policy')).toContain('camera=()');
});

it('covers every page of somebody signed in', () => {
  expect(config.matcher).toEqual(['/account/:path*', '/staff/:path*']);
});

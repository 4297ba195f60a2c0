import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  awayFrom,
  contactWith,
  doorsOf,
  linkFor,
  pointIdOf,
  SITE,
  type TestSite,
  testSite,
} from './doors.fixture';
import { askPage } from './sign-in/ask-page';
import { linkPage } from './sign-in/link-page';

const MOUNTED = fileURLToPath(new URL('../../app/(public)', import.meta.url));

/** Every public path: as mounted in the file system, `[token]` and the like standing for what a link carries. */
const routes = readdirSync(MOUNTED, { recursive: true, encoding: 'utf8' })
  .filter((path) => /(^|\/)route\.ts$/.test(path))
  .map((path) => `/${path.replace(/\/?route\.ts$/, '')}`)
  // Joining is one mount for its pages and the links it mails.
  .flatMap((path) =>
    path === '/register/[[...path]]' ? ['/register', '/register/confirm/[token]'] : [path],
  );

/** Every path the front's doors know, read off their own table. */
const source = readFileSync(new URL('./public.ts', import.meta.url), 'utf8');
const known = [...source.matchAll(/\['(\/[^']*)', /g)].map(([, path = '']) => path);

let site: TestSite;
let away: TestSite['ask'];
let closeAway: () => Promise<void>;
const EMAIL = 'ann.bell@somewhere.example';
const NAME = 'Ann Bell';
let tokens: string[];

beforeAll(async () => {
  site = await testSite();
  await contactWith(site, [{ email: EMAIL }, { phone: '+447700900123' }]);
  await site.test.asOwner('UPDATE contact SET name = $1', [NAME]);
  const erased = 'gone@somewhere.example';
  await site.post('/unsubscribe', [['address', erased]]);
  await site.test.asOwner('UPDATE contact_point SET typed = NULL, normalised = NULL WHERE id = $1', [
    pointIdOf(site.ctx, { email: erased }),
  ]);
  const topicNo = site.words.offers;
  tokens = [EMAIL, erased, 'never@somewhere.example'].flatMap((email) => [
    linkFor(site.ctx, { email }, { topicNo }),
    linkFor(site.ctx, { email }, { topicNo, use: 'preferences' }),
  ]);
  tokens.push('not-a-token', 'x'.repeat(2_000), '%3Cscript%3E');
  const ctx = await awayFrom(site.ctx);
  away = doorsOf(ctx).ask;
  closeAway = () => ctx.db.end();
});
afterAll(async () => {
  await closeAway();
  await site.close();
});

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
/** What is asked of each path: seen, and asked by a method it does not know; sent empty, sent wrong, sent right. */
const SEEN: RequestInit[] = [
  { method: 'GET' },
  { method: 'HEAD' },
  { method: 'GET', headers: { 'accept-language': 'ar', 'sec-gpc': '1' } },
  { method: 'PUT', body: 'x' },
];
const TYPED = 'typed@elsewhere.example';
const SENT: RequestInit[] = [
  '',
  'email=x&address=x&scope=x&form=post&choice=x&shown=x&code=x',
  `email=${TYPED}&address=${TYPED}&scope=all&do=stop`,
].map((body) => ({ method: 'POST', headers: FORM, body }));
const QUERIES = ['?sent', '?done', '?saved', '?lang=ar', '?error=x', '?confirmed', '?seen=0.yn'];

interface Seen {
  what: string;
  token: boolean;
  response: Response;
  html: string | null;
}

async function everyAnswer(route: string): Promise<Seen[]> {
  const token = route.includes('[');
  const paths = token ? tokens.map((one) => route.replace(/\[[^\]]+\]/g, one)) : [route];
  const asked = paths.flatMap((path) => [
    ...[...SEEN, ...SENT].flatMap((init) => [
      { ask: site.ask, path, init },
      { ask: away, path, init },
    ]),
    ...QUERIES.map((query) => ({ ask: site.ask, path: `${path}${query}`, init: { method: 'GET' } })),
  ]);
  return Promise.all(
    asked.map(async ({ ask, path, init }) => {
      const response = await ask(path, init);
      const isPage = (response.headers.get('content-type') ?? '').startsWith('text/html');
      const html = isPage ? await response.text() : null;
      return { what: `${init.method} ${path.slice(0, 90)} ${response.status}`, token, response, html };
    }),
  );
}

function policyOf(response: Response): Map<string, string> {
  const policy = response.headers.get('content-security-policy') ?? '';
  return new Map(
    policy.split('; ').map((directive): [string, string] => {
      const space = directive.indexOf(' ');
      return [directive.slice(0, space), directive.slice(space + 1)];
    }),
  );
}

/** What is wrong with how a page is sent, in words; nothing for a good one. */
function faultsOf({ response, html, token, what }: Seen): string[] {
  const faults: string[] = [];
  const header = (name: string) => response.headers.get(name) ?? '';
  const expectHeader = (name: string, value: string | RegExp) => {
    const fits = typeof value === 'string' ? header(name) === value : value.test(header(name));
    if (!fits) faults.push(`${what}: ${name} is "${header(name)}"`);
  };
  if (response.headers.getSetCookie().length > 0) faults.push(`${what}: sets a cookie`);
  if (token && response.status !== 204) {
    expectHeader('cache-control', 'no-store');
    expectHeader('referrer-policy', 'no-referrer');
    expectHeader('x-robots-tag', /noindex/);
  }
  if (html === null) return faults;
  expectHeader('cache-control', 'no-store');
  expectHeader('referrer-policy', 'no-referrer');
  faults.push(...pageFaults(response, html, what));
  return faults;
}

function pageFaults(response: Response, html: string, what: string): string[] {
  const faults: string[] = [];
  const policy = policyOf(response);
  const wanted: [string, RegExp][] = [
    ['default-src', /^'none'$/],
    ['style-src', /^'sha256-[\w+/]{43}='$/],
    ['img-src', /^'self'$/],
    ['form-action', /^'self'$/],
    ['base-uri', /^'none'$/],
    ['frame-ancestors', /^'none'$/],
  ];
  for (const [name, value] of wanted)
    if (!value.test(policy.get(name) ?? '')) faults.push(`${what}: ${name} is ${policy.get(name)}`);
  if (policy.size !== wanted.length) faults.push(`${what}: the policy says ${[...policy.keys()]}`);
  for (const [name, value] of [
    ['x-content-type-options', 'nosniff'],
    ['cross-origin-opener-policy', 'same-origin'],
    ['cross-origin-resource-policy', 'same-origin'],
  ] as const)
    if (response.headers.get(name) !== value) faults.push(`${what}: ${name}`);
  if (!/(^|, )geolocation=\(\)/.test(response.headers.get('permissions-policy') ?? ''))
    faults.push(`${what}: permissions-policy`);
  if (/<script|<iframe|<object|<embed|<link\b|<base\b|javascript:| on\w+="| style="/i.test(html))
    faults.push(`${what}: something that runs or loads`);
  for (const [, source = ''] of html.matchAll(/ (?:src|srcset|poster|data|action|formaction)="([^"]*)"/g))
    if (!source.startsWith('/') || source.startsWith('//'))
      faults.push(`${what}: loads or sends to ${source}`);
  for (const [anchor] of html.matchAll(/<a [^>]*href="https?:[^>]*>/g))
    if (!/ rel="[^"]*\bnoreferrer\b/.test(anchor)) faults.push(`${what}: names itself to ${anchor}`);
  return faults;
}

describe('every public path', () => {
  it('is in the file system as in the doors', () => {
    const fixed = routes.filter((route) => !route.includes('[') && route !== '/register');
    expect(new Set(fixed)).toEqual(new Set(known));
    expect(routes).toContain('/preferences/[token]');
  });

  it.each(routes)(
    '%s keeps to itself in every state',
    async (route) => {
      const seen = await everyAnswer(route);
      expect(seen.flatMap(faultsOf)).toEqual([]);
      expect(seen.length).toBeGreaterThan(10);
    },
    120_000,
  );

  it.each(routes.filter((route) => route.includes('[')))(
    '%s tells no address and no name',
    async (route) => {
      const seen = await everyAnswer(route);
      const telling = seen.filter(
        ({ html }) =>
          html !== null &&
          [EMAIL, NAME, 'ann.bell', '+447700900123', '07700 900123'].some((told) => html.includes(told)),
      );
      expect(telling.map(({ what }) => what)).toEqual([]);
      const titled = seen.filter(({ html }) => /<title>[^<]*[@\d•*…]/.test(html ?? ''));
      expect(titled.map(({ what }) => what)).toEqual([]);
    },
    120_000,
  );

  it('an error page of nowhere keeps to itself too', async () => {
    const response = await doorsOf(site.ctx).ask('/preferences');
    expect(pageFaults(response, await response.text(), 'nowhere')).toEqual([]);
  });
});

describe('the pages of signing in', () => {
  it('keep to themselves in every state, and that of a link names itself to nobody', async () => {
    const get = (path: string) => new Request(`${SITE}${path}`);
    for (const query of [
      '',
      '?sent=1',
      '?out=1',
      '?error=link',
      '?sent=1&error=code',
      '?sent=1&error=tries',
      '?lang=ar',
    ]) {
      for (const side of ['account', 'staff'] as const) {
        const response = await askPage(get(`/signin${query}`), site.ctx, side);
        expect(pageFaults(response, await response.text(), query)).toEqual([]);
        expect(response.headers.get('referrer-policy')).toBe('same-origin');
        expect(response.headers.get('cache-control')).toBe('no-store');
      }
    }
    for (const query of ['', '?for=x&token=y', `?for=contact:${site.ctx.newId()}&token=y`]) {
      const response = await linkPage(get(`/signin/confirm${query}`), site.ctx, null);
      const html = await response.text();
      expect(faultsOf({ response, html, token: true, what: query })).toEqual([]);
    }
  });
});

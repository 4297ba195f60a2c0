import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PEER_HEADER } from '../http/evidence';
import {
  awayFrom,
  doorsOf,
  exchange,
  ledgerOf,
  linkFor,
  listening,
  pointIdOf,
  rowCounts,
  SITE,
  somebody,
  TEST_COOKIES,
  type TestSite,
  testSite,
} from './doors.fixture';
import { asksNotToShare } from './gpc';
import { answerPublic, isPublicPath } from './public';

let site: TestSite;

beforeAll(async () => {
  site = await testSite();
});
afterAll(() => site.close());

const PAGES = ['/', '/unsubscribe', '/privacy', '/cookies', '/accessibility'];
const PLAIN = ['/.well-known/gpc.json', '/robots.txt', '/healthz', '/readyz'];

describe('the public paths', () => {
  it.each([...PAGES, ...PLAIN])(
    '%s answers GET and, without a body, HEAD; with a trailing slash, too',
    async (path) => {
      const get = await site.ask(path);
      const head = await site.ask(path, { method: 'HEAD' });
      expect([get.status, head.status]).toEqual([200, 200]);
      expect(await get.text()).not.toBe('');
      expect(await head.text()).toBe('');
      expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'));
      if (path !== '/') expect((await site.ask(`${path}/`)).status).toBe(200);
    },
  );

  it.each(PAGES)('%s is one plain page: no script, no cookie, no stranger, under 15 KB', async (path) => {
    const response = await site.ask(path);
    const html = await response.text();
    expect(html).not.toMatch(/<script|<link|<img|\son[a-z]+=|style=/i);
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^;]+; img-src 'self'; form-action 'self'/,
    );
    expect(Buffer.byteLength(html)).toBeLessThan(15 * 1024);
  });

  it.each([...PAGES, ...PLAIN])(
    '%s refuses what it does not take with 405 and says what it does',
    async (path) => {
      for (const method of ['PUT', 'DELETE', 'PATCH']) {
        const response = await site.ask(path, { method });
        expect(response.status).toBe(405);
        expect(response.headers.get('allow')).toMatch(/^GET, HEAD/);
      }
    },
  );

  it('reading all of them, as GET or HEAD, writes nothing anywhere', async () => {
    const email = somebody();
    const token = linkFor(site.ctx, { email }, { topicNo: site.words.offers });
    const before = await rowCounts(site);
    for (const path of [
      ...PAGES,
      ...PLAIN,
      `/u/${token}`,
      `/unsubscribe/${token}`,
      `/preferences/${token}`,
      '/?sent',
      '/unsubscribe?done',
    ]) {
      await site.ask(path);
      await site.ask(path, { method: 'HEAD' });
    }
    expect(await rowCounts(site)).toEqual(before);
  });

  it('are known by path alone, and nothing else is', () => {
    for (const path of [
      ...PAGES,
      ...PLAIN,
      '/u/x',
      '/u/x/',
      '/unsubscribe/x',
      '/preferences/x',
      '/preferences',
    ]) {
      expect([path, isPublicPath(path), site.door(new Request(`${SITE}${path}`)) !== null]).toEqual([
        path,
        true,
        true,
      ]);
    }
    for (const path of [
      '/account',
      '/staff',
      '/api/v1/decisions',
      '/signin',
      '/upper',
      '/_next/x',
      '/constructor',
      '/__proto__',
      '/robots.txt.bak',
    ]) {
      expect([path, isPublicPath(path), site.door(new Request(`${SITE}${path}`))]).toEqual([
        path,
        false,
        null,
      ]);
    }
  });

  it('answer on a socket with no more than one response to a HEAD', async () => {
    const { port, server } = await listening(site.door);
    const reply = await exchange(port, 'HEAD /privacy HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    expect(reply).toMatch(/^HTTP\/1\.1 200 /);
    expect(reply).not.toContain('<html');
    server.close();
  });

  it('say that they are away when they are, and health stays up', async () => {
    const away = await awayFrom(site.ctx);
    const doors = doorsOf(away);
    expect((await doors.ask('/readyz')).status).toBe(503);
    expect((await doors.ask('/healthz')).status).toBe(200);
    expect((await doors.ask('/unsubscribe')).status).toBe(200);
    const privacy = await doors.ask('/privacy');
    expect([privacy.status, privacy.headers.get('retry-after')]).toEqual([503, '5']);
    await away.db.end();
  });
});

describe('mounted by the page framework', () => {
  it('a peer a client made up never becomes evidence, and an unknown path is a page with 404', async () => {
    const email = somebody();
    const token = linkFor(site.ctx, { email }, { topicNo: site.words.offers });
    const request = new Request(`${SITE}/u/${token}`, {
      method: 'POST',
      body: 'List-Unsubscribe=One-Click',
      headers: { 'content-type': 'application/x-www-form-urlencoded', [PEER_HEADER]: '198.51.100.9' },
    });
    expect((await answerPublic(request, site.ctx, TEST_COOKIES)).status).toBe(200);
    const [event] = await ledgerOf(site, pointIdOf(site.ctx, { email }));
    expect(event?.body).not.toHaveProperty('ip');
    const missing = await answerPublic(new Request(`${SITE}/nowhere`), site.ctx, TEST_COOKIES);
    expect(missing.status).toBe(404);
    expect(await missing.text()).toContain('href="/unsubscribe"');
  });
});

describe('what the pages tell', () => {
  it('privacy names every sender as the tables have it, and nobody archived', async () => {
    await site.test.asOwner(
      `INSERT INTO sender (slug, kind, name, legal_name, postal_address, privacy_url, archived_at) VALUES ('gone', 'third_party', 'Gone', 'Gone Ltd', 'x', '', now())`,
    );
    const html = await (await site.ask('/privacy')).text();
    expect(html).toContain('Partner Ltd, 1 High Street, Leeds LS1 1AA');
    expect(html).toContain('mailto:brand@example.net');
    expect(html).toContain('Passing your details to Partner');
    expect(html).not.toContain('Gone');
  });

  it('cookies names the session cookies and how long they last', async () => {
    const html = await (await site.ask('/cookies')).text();
    expect(html).toContain('__Host-sayso-account');
    expect(html).toContain('30 days from signing in');
    expect(html).toContain('for 7 days');
    expect(html).toContain('__Host-sayso-asking');
    expect(html).toContain('1 hour from asking');
    expect(html).toContain('__Host-sayso-staff');
    expect(html).toContain('8 hours from signing in');
  });

  it('accessibility says whom to tell', async () => {
    expect(await (await site.ask('/accessibility')).text()).toContain('mailto:brand@example.net');
  });

  it('robots are kept from links of people and from what needs signing in', async () => {
    const text = await (await site.ask('/robots.txt')).text();
    for (const path of ['/u/', '/unsubscribe/', '/preferences/', '/account', '/staff', '/api']) {
      expect(text).toContain(`Disallow: ${path}\n`);
    }
  });
});

describe('Global Privacy Control', () => {
  const cases = JSON.parse(readFileSync(new URL('vectors/gpc-cases.json', import.meta.url), 'utf8')) as {
    wellKnown: { body: unknown; contentType: string };
    headerCases: { headers: string[]; signal: boolean }[];
  };

  it('is announced', async () => {
    const response = await site.ask('/.well-known/gpc.json');
    expect(response.headers.get('content-type')).toBe(cases.wellKnown.contentType);
    expect(await response.json()).toEqual(cases.wellKnown.body);
  });

  it.each(cases.headerCases)('$headers is a signal: $signal', ({ headers, signal }) => {
    const pairs = headers.map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    });
    expect(asksNotToShare(new Request(SITE, { headers: pairs }))).toBe(signal);
  });
});

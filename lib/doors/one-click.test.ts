import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linkKeyring } from '../domain/token';
import { decideQuestions } from '../services/decision/decide-questions';
import {
  awayFrom,
  contactWith,
  doorsOf,
  exchange,
  ledgerOf,
  linkFor,
  listening,
  pointIdOf,
  rowCounts,
  somebody,
  type TestSite,
  testSite,
} from './doors.fixture';

let site: TestSite;

beforeAll(async () => {
  site = await testSite();
});
afterAll(() => site.close());

const offersLink = (email: string) => linkFor(site.ctx, { email }, { topicNo: site.words.offers });
const eventsOf = (email: string) => ledgerOf(site, pointIdOf(site.ctx, { email }));
const oneClick = (token: string, init: RequestInit = {}) =>
  site.ask(`/u/${token}`, { method: 'POST', ...init });

async function answer(email: string): Promise<string> {
  const vocabulary = await site.ctx.vocabulary.current();
  const sender = vocabulary.senders.get(site.words.brand);
  const topic = vocabulary.topics.get(site.words.offers);
  if (sender === undefined || topic === undefined) throw new Error('no such topic');
  const [answered] = await decideQuestions(site.ctx, [
    { id: '1', address: { email }, contact: null, channel: 'email', sender, topic, country: 'GB' },
  ]);
  return `${answered?.decision.answer} ${answered?.decision.reasons[0]?.code}`;
}

describe('the requests of RFC 8058 on a socket', () => {
  let port: number;
  let stop: () => void;

  beforeAll(async () => {
    const { server, port: taken } = await listening(site.door);
    port = taken;
    stop = () => server.close();
  });
  afterAll(() => stop());

  /** A vector with the token as its path, the true length, and a request to close. */
  function vector(name: string, path: string): Buffer {
    const bytes = readFileSync(fileURLToPath(new URL(`vectors/${name}`, import.meta.url)));
    const end = bytes.indexOf('\r\n\r\n');
    const body = bytes.subarray(end + 4);
    const [, ...headers] = bytes.subarray(0, end).toString('latin1').split('\r\n');
    const kept = headers.filter((header) => !/^content-length:/i.test(header));
    const method = bytes.subarray(0, 4).toString('latin1').trim();
    const length = method === 'POST' ? [`Content-Length: ${body.length}`] : [];
    const head = [`${method} ${path} HTTP/1.1`, ...kept, ...length, 'Connection: close'].join('\r\n');
    return Buffer.concat([Buffer.from(`${head}\r\n\r\n`, 'latin1'), body]);
  }

  it.each([
    'rfc8058-8.1-urlencoded.http',
    'rfc8058-8.2-urlencoded-query.http',
    'rfc8058-8.3-multipart-VERBATIM-malformed.http',
    'rfc8058-8.3-multipart-ERRATA-5117-8927-5559.http',
    'crafted-post-empty-body.http',
  ])('%s is an opt-out: 200 and no redirect, and it is in the record', async (name) => {
    const email = somebody();
    const reply = await exchange(port, vector(name, `/u/${offersLink(email)}`));
    expect(reply).toMatch(/^HTTP\/1\.1 200 /);
    expect(reply).not.toMatch(/^(location|set-cookie):/im);
    expect(await eventsOf(email)).toMatchObject([
      {
        act: 'objected',
        channel: 'email',
        sender_no: site.words.brand,
        topic_no: site.words.offers,
        door: 'one_click',
      },
    ]);
    expect(await answer(email)).toBe('deny refused');
  });

  it('a trailing slash and a query are no redirect either', async () => {
    const email = somebody();
    const reply = await exchange(
      port,
      vector('rfc8058-8.1-urlencoded.http', `/u/${offersLink(email)}/?opaque=1`),
    );
    expect(reply).toMatch(/^HTTP\/1\.1 200 /);
    expect(await eventsOf(email)).toHaveLength(1);
  });

  it('a body cut short by the peer is an opt-out all the same once its bytes are there', async () => {
    const email = somebody();
    const body = '---FormBoundary\r\nContent-Disposition: form-data; name="List-Uns';
    const head = `POST /u/${offersLink(email)} HTTP/1.1\r\nHost: example.com\r\nContent-Type: multipart/form-data\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n`;
    expect(await exchange(port, head + body)).toMatch(/^HTTP\/1\.1 200 /);
    expect(await eventsOf(email)).toHaveLength(1);
  });

  it("a scanner's GET, HEAD and OPTIONS change nothing", async () => {
    const before = await rowCounts(site);
    const token = offersLink(somebody());
    const get = await exchange(port, vector('crafted-scanner-get.http', `/u/${token}`));
    expect(get).toMatch(/^HTTP\/1\.1 303 /);
    expect(get).toContain(`/unsubscribe/${token}`);
    expect((await site.ask(`/u/${token}`, { method: 'HEAD' })).status).toBe(303);
    expect((await site.ask(`/u/${token}`, { method: 'OPTIONS' })).status).toBe(204);
    expect((await site.ask(`/unsubscribe/${token}`)).status).toBe(200);
    expect(await rowCounts(site)).toEqual(before);
  });
});

describe('one click', () => {
  it('needs no body, no content type, and sets no cookie', async () => {
    const email = somebody();
    const response = await oneClick(offersLink(email));
    expect(response.status).toBe(200);
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await eventsOf(email)).toHaveLength(1);
  });

  it('takes no notice of a stranger’s cookies, origin or a form that says otherwise', async () => {
    const email = somebody();
    const other = await contactWith(site, [{ email: somebody() }]);
    const response = await oneClick(offersLink(email), {
      body: 'scope=none&List-Unsubscribe=No',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        cookie: `__Host-sayso-account=${other}; __Host-sayso-staff=x`,
        origin: 'https://elsewhere.example',
        'sec-fetch-site': 'cross-site',
      },
    });
    expect(response.status).toBe(200);
    expect(await eventsOf(email)).toMatchObject([{ act: 'objected', assurance: 'link' }]);
  });

  it('fifty at once are one event, and each is answered 200', async () => {
    const email = somebody();
    const token = offersLink(email);
    const responses = await Promise.all(Array.from({ length: 50 }, () => oneClick(token)));
    expect(new Set(responses.map((response) => response.status))).toEqual(new Set([200]));
    expect(await eventsOf(email)).toHaveLength(1);
  });

  it('a forged, cut, lengthened or foreign token is 404 and writes nothing', async () => {
    const before = await rowCounts(site);
    const email = somebody();
    const token = offersLink(email);
    const flipped = `${token.slice(0, 30)}${token[30] === 'A' ? 'B' : 'A'}${token.slice(31)}`;
    const strange = linkFor(
      { ...site.ctx, links: linkKeyring([randomBytes(32)]) },
      { email },
      { topicNo: site.words.offers },
    );
    const elsewhere = linkFor(site.ctx, { email }, { topicNo: site.words.offers, use: 'preferences' });
    for (const bad of [
      flipped,
      token.slice(0, -1),
      `${token}A`,
      `${token}=`,
      strange,
      elsewhere,
      '',
      'x',
      `${token}/x`,
      '%00',
    ]) {
      const response = await oneClick(bad);
      expect([bad.length, response.status]).toEqual([bad.length, 404]);
      expect(await response.text()).not.toContain('example.com');
    }
    expect(await rowCounts(site)).toEqual(before);
  });

  it('links signed with a key since rotated still work', async () => {
    const email = somebody();
    const token = offersLink(email);
    const rotated = { ...site.ctx, links: linkKeyring([randomBytes(32), ...site.ctx.config.linkKeys]) };
    const response = await doorsOf(rotated).ask(`/u/${token}`, { method: 'POST' });
    expect(response.status).toBe(200);
    expect(await eventsOf(email)).toHaveLength(1);
  });

  it('answers 503 with Retry-After, never a false success, while the database is away', async () => {
    const email = somebody();
    await site.ctx.vocabulary.current();
    const away = await awayFrom(site.ctx);
    const response = await doorsOf(away).ask(`/u/${offersLink(email)}`, { method: 'POST' });
    expect(response.status).toBe(503);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await eventsOf(email)).toHaveLength(0);
    await away.db.end();
  });

  it('stops an archived topic, and everything when the topic is gone', async () => {
    const email = somebody();
    const [topic] = await site.test.asOwner<{ no: number }>(
      `INSERT INTO topic (sender_no, slug, name, channels, archived_at) VALUES ($1, 'old', 'Old', ARRAY['email']::channel_scope[], now()) RETURNING no`,
      [site.words.brand],
    );
    await site.ctx.vocabulary.atLeast(2);
    const archived = linkFor(site.ctx, { email }, { topicNo: topic?.no ?? 0 });
    const gone = linkFor(site.ctx, { email }, { topicNo: 987_654 });
    expect([(await oneClick(archived)).status, (await oneClick(gone)).status]).toEqual([200, 200]);
    expect((await eventsOf(email)).at(-1)).toMatchObject({ channel: 'email', sender_no: 0, topic_no: 0 });
    expect(await answer(email)).toBe('deny refused');
  });

  it('works for an address since erased, and for one never seen', async () => {
    const email = somebody();
    await contactWith(site, [{ email }]);
    const id = pointIdOf(site.ctx, { email });
    await site.test.asOwner('UPDATE contact_point SET typed = NULL, normalised = NULL WHERE id = $1', [id]);
    await site.test.asOwner(
      'UPDATE contact_contact_point SET detached_at = now() WHERE contact_point_id = $1',
      [id],
    );
    expect((await oneClick(offersLink(email))).status).toBe(200);
    const [kept] = await site.test.asOwner('SELECT typed, normalised FROM contact_point WHERE id = $1', [id]);
    expect(kept).toEqual({ typed: null, normalised: null });
    expect(await answer(email)).toBe('deny refused');
    const shown = await (await site.ask(`/unsubscribe/${offersLink(email)}`)).text();
    expect(shown).toContain('address we no longer hold');
  });

  it.each(['PUT', 'PATCH', 'DELETE'])('%s is 405 and says what is allowed', async (method) => {
    const email = somebody();
    const response = await site.ask(`/u/${offersLink(email)}`, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toContain('POST');
    expect(await eventsOf(email)).toHaveLength(0);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { premisesRef } from '../domain/contact-point/locate';
import {
  awayFrom,
  contactWith,
  doorsOf,
  ledgerOf,
  located,
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

const WIDE = {
  act: 'objected',
  channel: 'all',
  sender_no: 0,
  topic_no: 0,
  door: 'opt_out_page',
  assurance: 'none',
};
const byAddress = (address: string, headers: Record<string, string> = {}) =>
  site.post(
    '/unsubscribe',
    [
      ['form', 'address'],
      ['address', address],
    ],
    headers,
  );
const LETTER = { name: 'Mr J Smith', lines: '12 High Street\nLeeds', postcode: 'LS1 1AA', country: '' };
const byPost = (values: Record<string, string>) =>
  site.post('/unsubscribe', [['form', 'post'], ...Object.entries(values)]);
const placeOf = (name: string) =>
  located(site.ctx, { postal: { name, lines: ['12 High St', 'Leeds'], postcode: 'ls11aa' } });

describe('opting out by typed address', () => {
  it('stops everything for an email address, known or not, with the same answer', async () => {
    const [known, unknown] = [somebody(), somebody()];
    await contactWith(site, [{ email: known }]);
    const answers = await Promise.all([byAddress(` ${known.toUpperCase()} `), byAddress(unknown)]);
    const told = answers.map((one) => [one.status, ...one.headers.entries()]);
    expect(told[0]).toEqual(told[1]);
    expect(answers.map((one) => one.headers.get('location'))).toEqual([
      '/unsubscribe?done',
      '/unsubscribe?done',
    ]);
    for (const email of [known, unknown]) {
      expect(await ledgerOf(site, pointIdOf(site.ctx, { email }))).toMatchObject([WIDE]);
    }
    const done = await (await site.ask('/unsubscribe?done')).text();
    expect(done).toContain('Your choice is saved');
    expect(done).not.toContain('example.com');
  });

  it('stops a number however it is written, and one that no plan has', async () => {
    for (const typed of ['07700 900789', '+44 (0)7700 900-789', '００４４ ７７００ ９００７８９']) {
      expect((await byAddress(typed)).status).toBe(303);
    }
    expect(await ledgerOf(site, pointIdOf(site.ctx, { phone: '07700900789' }))).toMatchObject([WIDE]);
    const before = await rowCounts(site);
    expect((await byAddress('12345 ext')).status).toBe(303);
    expect((await rowCounts(site))['public.consent_event']).toBeGreaterThan(
      before['public.consent_event'] ?? 0,
    );
  });

  it('keeps an address that cannot be parsed rather than refuse it', async () => {
    const before = (await rowCounts(site))['public.consent_event'] ?? 0;
    expect((await byAddress('ann@@example')).status).toBe(303);
    expect((await rowCounts(site))['public.consent_event']).toBe(before + 1);
  });

  it('needs something typed: an error with the value kept, and nothing recorded', async () => {
    const before = await rowCounts(site);
    for (const typed of ['', '   ', 'ann.example']) {
      const response = await byAddress(typed);
      const html = await response.text();
      expect(response.status).toBe(400);
      expect(html).toContain('role="alert"');
      expect(html).toContain('href="#address"');
      expect(html).toContain(`value="${typed.trim()}"`);
    }
    const broken = await site.ask('/unsubscribe', {
      method: 'POST',
      body: '--',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
    });
    expect(broken.status).toBe(400);
    expect(await rowCounts(site)).toEqual(before);
  });

  it('is never limited, and a repeat adds nothing', async () => {
    const email = somebody();
    const answers = await Promise.all(Array.from({ length: 60 }, () => byAddress(email)));
    expect(new Set(answers.map((one) => one.status))).toEqual(new Set([303]));
    expect(await ledgerOf(site, pointIdOf(site.ctx, { email }))).toHaveLength(1);
  });

  it('takes no notice of cookies or origin, and keeps what arrived as evidence', async () => {
    const email = somebody();
    await byAddress(email, {
      cookie: '__Host-sayso-account=x',
      origin: 'https://elsewhere.example',
      'user-agent': 'Probe/1',
    });
    const [event] = await ledgerOf(site, pointIdOf(site.ctx, { email }));
    expect(event?.body).toMatchObject({ page: '/unsubscribe', user_agent: 'Probe/1' });
    expect(JSON.stringify(event?.body)).not.toContain(email);
  });
});

describe('opting out of post', () => {
  it('binds the person named on the letter, and not others there', async () => {
    expect((await byPost(LETTER)).status).toBe(303);
    expect(await ledgerOf(site, placeOf('John Smith').ids[0] ?? '')).toMatchObject([WIDE]);
    expect(await ledgerOf(site, placeOf('Ann Lee').ids[0] ?? '')).toEqual([]);
    expect(await ledgerOf(site, placeOf('John Smith').premisesIds[0] ?? '')).toEqual([]);
  });

  it('binds the whole household when asked, with a name or without', async () => {
    const lines = '14 High Street\nLeeds';
    expect((await byPost({ ...LETTER, lines, household: 'yes' })).status).toBe(303);
    const there = located(site.ctx, {
      postal: { name: 'Ann Lee', lines: ['14 High St'], postcode: 'LS1 1AA' },
    });
    const premises = premisesRef(there, site.ctx.config.addressKeys);
    expect(await ledgerOf(site, premises?.id ?? '')).toMatchObject([{ ...WIDE, body: { household: true } }]);
    expect((await byPost({ lines: '16 High Street', postcode: 'LS1 1AA' })).status).toBe(303);
    const next = located(site.ctx, {
      postal: { name: 'Ann Lee', lines: ['16 High St'], postcode: 'LS1 1AA' },
    });
    expect(await ledgerOf(site, next.premisesIds[0] ?? '')).toMatchObject([WIDE]);
  });

  it('needs a line or a postcode: an error with the values kept', async () => {
    const response = await byPost({ ...LETTER, lines: '', postcode: '', household: 'yes' });
    const html = await response.text();
    expect(response.status).toBe(400);
    expect(html).toContain('href="#lines"');
    expect(html).toContain('value="Mr J Smith"');
    expect(html).toMatch(/name="household"[^>]* checked/);
  });
});

it('is 503 with the values kept while the record is away', async () => {
  const away = await awayFrom(site.ctx);
  const doors = doorsOf(away);
  const email = somebody();
  const response = await doors.post('/unsubscribe', [
    ['form', 'address'],
    ['address', email],
  ]);
  const html = await response.text();
  expect(response.status).toBe(503);
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(html).toContain(`value="${email}"`);
  expect(html).toContain('Nothing was saved just now');
  expect((await doors.post('/unsubscribe', [['form', 'post'], ...Object.entries(LETTER)])).status).toBe(503);
  expect(await ledgerOf(site, pointIdOf(site.ctx, { email }))).toEqual([]);
  await away.db.end();
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contactWith, pointIdOf, rowCounts, somebody } from './doors.fixture';
import { box, formIn, type PreferenceSite, preferenceSite, ticking, unticking } from './preferences.fixture';

let site: PreferenceSite;

beforeAll(async () => {
  site = await preferenceSite();
});
afterAll(() => site.close());
beforeEach(() => site.later(1));

describe('the preference page', () => {
  it('opens by its own link and by that of an unsubscribe footer, and by no other', async () => {
    const email = somebody();
    expect((await site.ask(site.pathTo({ email }))).status).toBe(200);
    expect((await site.ask(site.pathTo({ email }, 'unsubscribe'))).status).toBe(200);
    expect((await site.ask(`${site.pathTo({ email })}/`)).status).toBe(200);
    const token = site.pathTo({ email }).slice('/preferences/'.length);
    for (const bad of [
      token.slice(1),
      token.slice(0, -1),
      `${token}A`,
      token.replace(/.$/, (end) => (end === 'A' ? 'Q' : 'A')),
      '',
      'x',
    ]) {
      expect((await site.ask(`/preferences/${bad}`)).status).toBe(404);
      expect((await site.post(`/preferences/${bad}`, [['do', 'stop']])).status).toBe(404);
    }
    expect(await site.events({ email })).toEqual([]);
  });

  it('shows every refusable topic of own brands, then third parties, nothing ticked, and essential ones as such', async () => {
    const html = await (await site.ask(site.pathTo({ email: somebody() }))).text();
    const form = formIn(html);
    expect(form.fields.filter(([name]) => name === 'choice' || name === 'refuse')).toEqual([]);
    const { words } = site;
    expect(form.fields.find(([name]) => name === 'shown')?.[1]).toBe(
      [
        site.offers,
        site.news,
        box('email', words.otherBrand, words.otherOffers),
        box('email', words.partner, words.partnerOffers),
      ].join(' '),
    );
    expect(html).toContain('Tick to hear from us.');
    expect(html).toContain('Service from Brand');
    expect(html).toContain('https://example.com/privacy');
  });

  it('is plain, private HTML: no script, no cookie, not kept, not indexed', async () => {
    const response = await site.ask(site.pathTo({ email: somebody() }));
    const html = await response.text();
    expect(html).not.toMatch(/<script/i);
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-/,
    );
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-robots-tag')).toContain('noindex');
  });

  it('GET and HEAD change nothing', async () => {
    const email = somebody();
    await contactWith(site, [{ email }]);
    const before = await rowCounts(site);
    await site.ask(site.pathTo({ email }));
    expect((await site.ask(site.pathTo({ email }), { method: 'HEAD' })).status).toBe(200);
    await site.ask(`${site.pathTo({ email })}?saved&do=stop&do=save&choice=${site.offers}`);
    expect(await rowCounts(site)).toEqual(before);
  });

  it('masks the address, names nobody where it is shared, and names other addresses only of a sole user', async () => {
    const [shared, sole, other] = [somebody(), somebody(), somebody()];
    await contactWith(site, [{ email: shared }]);
    await contactWith(site, [{ email: shared }, { phone: '07700 900123' }]);
    await contactWith(site, [{ email: sole }, { email: other }]);
    const sharedPage = await (await site.ask(site.pathTo({ email: shared }))).text();
    expect(sharedPage).toContain('More than one person');
    expect(sharedPage).not.toContain('It also covers');
    const solePage = await (await site.ask(site.pathTo({ email: sole }))).text();
    expect(solePage).toContain('It also covers');
    expect(solePage).not.toContain(sole);
    expect(solePage).not.toContain(other);
  });
});

describe('stopping everything', () => {
  it('covers every channel and sender, and a sole user’s other addresses', async () => {
    const [email, other] = [somebody(), somebody()];
    await contactWith(site, [{ email }, { email: other }]);
    const response = await site.post(site.pathTo({ email }), [['do', 'stop']]);
    expect(response.headers.get('location')).toBe(`${site.pathTo({ email })}?stopped`);
    const wide = {
      act: 'objected',
      channel: 'all',
      sender_no: 0,
      topic_no: 0,
      door: 'preference_page',
      assurance: 'link',
    };
    expect(await site.events({ email })).toMatchObject([wide]);
    expect(await site.events({ email: other })).toMatchObject([wide]);
    const html = await (await site.ask(`${site.pathTo({ email })}?stopped`)).text();
    expect(html).toContain('All marketing to this address is stopped');
    expect(html).not.toContain('<button class="plain"');
  });

  it('works for an address since erased, and tells its history without naming anybody', async () => {
    const email = somebody();
    await site.save({ email }, (form) => ticking(form, site.offers));
    const id = pointIdOf(site.ctx, { email });
    await site.test.asOwner('UPDATE contact_point SET typed = NULL, normalised = NULL WHERE id = $1', [id]);
    site.later(5);
    const html = await (await site.ask(site.pathTo({ email }))).text();
    expect(html).toContain('address we no longer hold');
    expect(html).toContain('Yes to Offers from Brand by email');
    expect((await site.post(site.pathTo({ email }), [['do', 'stop']])).status).toBe(303);
    expect(await site.events({ email })).toHaveLength(2);
  });

  it('history shows the newest twenty-five acts and says that there are more', async () => {
    const email = somebody();
    for (let turn = 0; turn < 13; turn++) {
      site.later(5);
      await site.save({ email }, (form) => ticking(form, site.offers));
      site.later(5);
      await site.save({ email }, (form) => unticking(form, site.offers));
    }
    const html = await (await site.ask(site.pathTo({ email }))).text();
    expect(html.match(/Yes taken back: Offers from Brand by email/g)).toHaveLength(13);
    expect(html).toContain('Only the newest are shown here');
  });
});

it('PUT is 405 and says what is allowed', async () => {
  const response = await site.ask(site.pathTo({ email: somebody() }), { method: 'PUT' });
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RawAddress } from '../domain/contact-point/address';
import type { LinkUse } from '../domain/token';
import {
  awayFrom,
  contactWith,
  doorsOf,
  ledgerOf,
  linkFor,
  pointIdOf,
  rowCounts,
  somebody,
  type TestSite,
  testSite,
} from './doors.fixture';

let site: TestSite;
let assessed: number;

beforeAll(async () => {
  site = await testSite();
  const [topic] = await site.test.asOwner<{ no: number }>(
    `INSERT INTO topic (sender_no, slug, name, description, channels) VALUES ($1, 'catalogue', 'Catalogue', 'Twice a year.', ARRAY['post','phone']::channel_scope[]) RETURNING no`,
    [site.words.brand],
  );
  assessed = topic?.no ?? 0;
  await site.test.asOwner(
    `INSERT INTO legitimate_interest_assessment (id, sender_no, topic_no, channel, purpose, balancing, valid_from)
     VALUES ($1, $2, $3, 'post', 'p', 'b', '2020-01-01')`,
    [site.ctx.newId(), site.words.brand, assessed],
  );
});
afterAll(() => site.close());
beforeEach(() => later(1));

const later = (minutes: number) => {
  site.ctx.clock.now = new Date(site.ctx.clock.now.getTime() + minutes * 60_000);
};
const pathTo = (address: RawAddress, use: LinkUse = 'preferences') =>
  `/preferences/${linkFor(site.ctx, address, { topicNo: site.words.offers, use })}`;
const events = (address: RawAddress) => ledgerOf(site, pointIdOf(site.ctx, address));
const box = (channel: string, senderNo: number, topicNo: number) => `${channel}.${senderNo}.${topicNo}`;
const offers = () => box('email', site.words.brand, site.words.offers);
const news = () => box('email', site.words.brand, site.words.news);

interface Form {
  action: string;
  fields: [string, string][];
}

/** The page's form of choices as a browser would send it, untouched. */
async function formOn(path: string, headers: Record<string, string> = {}): Promise<Form> {
  return formIn(await (await site.ask(path, { headers })).text());
}

function formIn(html: string): Form {
  const form = /<form[^>]*id="choices"[\s\S]*?<\/form>/.exec(html)?.[0] ?? '';
  const action = (/action="([^"]+)"/.exec(form)?.[1] ?? '').replaceAll('&amp;', '&');
  const fields = [...form.matchAll(/<input([^>]*)>/g)].flatMap(([, input = '']): [string, string][] => {
    const value = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(input)?.[1] ?? '';
    if (value('type') === 'checkbox' && !/ checked/.test(input)) return [];
    return [[value('name'), value('value')]];
  });
  return { action, fields };
}

const ticking = (form: Form, ...boxes: string[]) => [
  ...form.fields,
  ...boxes.map((value): [string, string] => ['choice', value]),
];
const unticking = (form: Form, ...boxes: string[]) =>
  form.fields.filter(([, value]) => !boxes.includes(value));

async function save(address: RawAddress, change: (form: Form) => [string, string][]): Promise<Response> {
  const form = await formOn(pathTo(address));
  return site.post(form.action, change(form));
}

describe('the preference page', () => {
  it('opens by its own link and by that of an unsubscribe footer, and by no other', async () => {
    const email = somebody();
    expect((await site.ask(pathTo({ email }))).status).toBe(200);
    expect((await site.ask(pathTo({ email }, 'unsubscribe'))).status).toBe(200);
    expect((await site.ask(`${pathTo({ email })}/`)).status).toBe(200);
    const token = pathTo({ email }).slice('/preferences/'.length);
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
    expect(await events({ email })).toEqual([]);
  });

  it('shows every refusable topic of own brands, then third parties, nothing ticked, and essential ones as such', async () => {
    const html = await (await site.ask(pathTo({ email: somebody() }))).text();
    const form = formIn(html);
    expect(form.fields.filter(([name]) => name === 'choice' || name === 'refuse')).toEqual([]);
    const { words } = site;
    expect(form.fields.find(([name]) => name === 'shown')?.[1]).toBe(
      [
        offers(),
        news(),
        box('email', words.otherBrand, words.otherOffers),
        box('email', words.partner, words.partnerOffers),
      ].join(' '),
    );
    expect(html).toContain('Tick to hear from us.');
    expect(html).toContain('Service from Brand');
    expect(html).toContain('https://example.com/privacy');
  });

  it('is plain, private HTML: no script, no cookie, not kept, not indexed', async () => {
    const response = await site.ask(pathTo({ email: somebody() }));
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
    await site.ask(pathTo({ email }));
    expect((await site.ask(pathTo({ email }), { method: 'HEAD' })).status).toBe(200);
    await site.ask(`${pathTo({ email })}?saved&do=stop&do=save&choice=${offers()}`);
    expect(await rowCounts(site)).toEqual(before);
  });

  it('masks the address, names nobody where it is shared, and names other addresses only of a sole user', async () => {
    const [shared, sole, other] = [somebody(), somebody(), somebody()];
    await contactWith(site, [{ email: shared }]);
    await contactWith(site, [{ email: shared }, { phone: '07700 900123' }]);
    await contactWith(site, [{ email: sole }, { email: other }]);
    const sharedPage = await (await site.ask(pathTo({ email: shared }))).text();
    expect(sharedPage).toContain('More than one person');
    expect(sharedPage).not.toContain('It also covers');
    const solePage = await (await site.ask(pathTo({ email: sole }))).text();
    expect(solePage).toContain('It also covers');
    expect(solePage).not.toContain(sole);
    expect(solePage).not.toContain(other);
  });
});

describe('saving choices', () => {
  it('a new tick is a yes with its notice and evidence, for the linked address alone, in one instruction', async () => {
    const [email, other] = [somebody(), somebody()];
    await contactWith(site, [{ email }, { email: other }]);
    const response = await save({ email }, (form) => ticking(form, offers(), news()));
    expect([response.status, response.headers.get('location')]).toEqual([303, `${pathTo({ email })}?saved`]);
    const said = await events({ email });
    expect(said).toMatchObject([
      {
        act: 'given',
        channel: 'email',
        basis: 'consent',
        lifting: true,
        assurance: 'link',
        door: 'preference_page',
        notice_version_id: site.words.notice,
      },
      { act: 'given', topic_no: site.words.news },
    ]);
    expect(new Set(said.map((event) => event.instruction_id)).size).toBe(1);
    expect(said[0]?.body).toMatchObject({
      page: '/preferences',
      notices: expect.arrayContaining([site.words.notice]),
    });
    expect(await events({ email: other })).toEqual([]);
    const after = await formOn(pathTo({ email }));
    expect(after.fields.filter(([name]) => name === 'choice').map(([, value]) => value)).toEqual([
      offers(),
      news(),
    ]);
  });

  it('lifts a standing no for exactly that box, and the wide no is still told', async () => {
    const email = somebody();
    await site.post(pathTo({ email }), [['do', 'stop']]);
    later(5);
    await save({ email }, (form) => ticking(form, offers()));
    const html = await (await site.ask(pathTo({ email }))).text();
    expect(formIn(html).fields.filter(([name]) => name === 'choice')).toEqual([['choice', offers()]]);
    expect(html).toContain('You said no to all marketing on');
  });

  it('an unticked yes is withdrawn; what is left alone stays and says so', async () => {
    const email = somebody();
    await save({ email }, (form) => ticking(form, offers(), news()));
    later(5);
    const untouched = await save({ email }, (form) => form.fields);
    expect(untouched.headers.get('location')).toBe(`${pathTo({ email })}?unchanged`);
    await save({ email }, (form) => unticking(form, offers()));
    expect((await events({ email })).map((event) => event.act)).toEqual(['given', 'given', 'withdrawn']);
  });

  it('only boxes that were shown, and that exist, can change', async () => {
    const email = somebody();
    const { words } = site;
    const response = await site.post(pathTo({ email }), [
      ['do', 'save'],
      [
        'shown',
        `${news()} ${box('email', words.brand, 999_999)} ${box('email', words.partner, words.offers)} ${box('sms', words.brand, words.offers)} ${box('email', words.brand, words.service)}`,
      ],
      ['notice', words.notice],
      ...[
        offers(),
        box('email', words.brand, 999_999),
        box('email', words.partner, words.offers),
        box('sms', words.brand, words.offers),
        box('email', words.brand, words.service),
      ].map((value): [string, string] => ['choice', value]),
    ]);
    expect(response.headers.get('location')).toBe(`${pathTo({ email })}?unchanged`);
    expect(await events({ email })).toEqual([]);
  });

  it('a yes without the words it rests on is not taken: 400, ticks kept, nothing recorded', async () => {
    const email = somebody();
    const unpublished = site.ctx.newId();
    await site.test.asOwner(
      `INSERT INTO notice_version (id, slug, version, language, words, channels, sender_nos, topic_nos, words_digest)
       VALUES ($1, 'draft', 1, 'en', 'w', ARRAY['email']::channel_scope[], ARRAY[$2]::int[], ARRAY[]::int[], '\\x00')`,
      [unpublished, site.words.brand],
    );
    for (const notice of [null, unpublished, site.ctx.newId(), 'x']) {
      const form = await formOn(pathTo({ email }));
      const fields = ticking(form, offers()).filter(([name]) => name !== 'notice');
      if (notice !== null) fields.push(['notice', notice]);
      const response = await site.post(form.action, fields);
      expect(response.status).toBe(400);
      expect(formIn(await response.text()).fields).toContainEqual(['choice', offers()]);
    }
    expect(await events({ email })).toEqual([]);
  });

  it('a page left open while new words are published rests on the words it showed; another notice is not taken', async () => {
    const [early, late, sly] = [somebody(), somebody(), somebody()];
    const publish = async (slug: string, version: number, words: string, topicNos: number[]) => {
      const id = site.ctx.newId();
      await site.test.asOwner(
        `INSERT INTO notice_version (id, slug, version, language, words, channels, sender_nos, topic_nos, words_digest, published_at)
         VALUES ($1, $2, $3, 'en', $4, ARRAY['email']::channel_scope[], $5::int[], $6::int[], '\\x00', now())`,
        [id, slug, version, words, [site.words.otherBrand], topicNos],
      );
      return id;
    };
    const value = box('email', site.words.otherBrand, site.words.otherOffers);
    const first = await publish('other', 1, 'First words.', []);
    const open = await formOn(pathTo({ email: early }));
    expect(open.fields).toContainEqual(['notice', first]);
    const second = await publish('other', 2, 'Second words.', []);
    await site.post(open.action, ticking(open, value));
    expect(await events({ email: early })).toMatchObject([{ act: 'given', notice_version_id: first }]);
    const fresh = await formOn(pathTo({ email: late }));
    await site.post(fresh.action, ticking(fresh, value));
    expect(await events({ email: late })).toMatchObject([{ act: 'given', notice_version_id: second }]);
    const aside = [
      ...ticking(fresh, value).filter(([name]) => name !== 'notice'),
      ['notice', site.words.notice],
    ] as [string, string][];
    expect((await site.post(pathTo({ email: sly }), aside)).status).toBe(400);
    expect(await events({ email: sly })).toEqual([]);
  });

  it.each([
    ['an unreadable box', [['choice', 'email.0.0']]],
    ['an unreadable stop', [['refuse', 'all.1.1']]],
    ['no list of what was shown', []],
    ['no word of what to do', [['do', 'dance']]],
  ] as [string, [string, string][]][])(
    '%s is 400 with the ticks kept, and nothing is recorded',
    async (what, extra) => {
      const email = somebody();
      const shown: [string, string][] = what.startsWith('no list')
        ? []
        : [['shown', `${offers()} ${news()}`]];
      const doing: [string, string][] = what.startsWith('no word') ? [] : [['do', 'save']];
      const response = await site.post(pathTo({ email }), [
        ...doing,
        ...shown,
        ['notice', site.words.notice],
        ['choice', news()],
        ...extra,
      ]);
      expect(response.status).toBe(400);
      const html = await response.text();
      expect(html).toContain('could not be read');
      expect(formIn(html).fields).toContainEqual(['choice', news()]);
      expect(await events({ email })).toEqual([]);
    },
  );

  it('what is sent by default can be stopped: objected', async () => {
    const postal = {
      postal: { name: 'Ann Lee', lines: ['4 Low Road', 'Leeds'], postcode: 'LS1 4AA', country: 'GB' },
    };
    await contactWith(site, [postal]);
    const form = await formOn(pathTo(postal));
    const value = box('post', site.words.brand, assessed);
    expect(form.fields.find(([name]) => name === 'shown')?.[1]).toContain(value);
    await site.post(form.action, [...form.fields, ['refuse', value]]);
    expect(await events(postal)).toMatchObject([
      { act: 'objected', channel: 'post', topic_no: assessed, lifting: false },
    ]);
  });

  it('a number gets a box for each channel the notice names', async () => {
    const phone = { phone: '07700 900456' };
    const form = await formOn(pathTo(phone));
    const shown = form.fields.find(([name]) => name === 'shown')?.[1]?.split(' ') ?? [];
    const { brand, offers: topic } = site.words;
    expect(shown).toContain(box('sms', brand, topic));
    expect(shown).toContain(box('phone', brand, topic));
    expect(shown).not.toContain(box('fax', brand, topic));
    await site.post(form.action, ticking(form, box('sms', brand, topic)));
    expect(await events(phone)).toMatchObject([{ act: 'given', channel: 'sms' }]);
  });

  it('Global Privacy Control ticks nothing, takes a ticked third party all the same, and is kept as evidence', async () => {
    const email = somebody();
    const value = box('email', site.words.partner, site.words.partnerOffers);
    const form = await formOn(pathTo({ email }), { 'sec-gpc': '1' });
    expect(form.fields.filter(([name]) => name === 'choice')).toEqual([]);
    await site.post(form.action, ticking(form, value), { 'sec-gpc': '1' });
    expect(await events({ email })).toMatchObject([
      { act: 'given', sender_no: site.words.partner, body: { gpc: true } },
    ]);
  });

  it('another person’s session cookie changes nothing about whose choices these are', async () => {
    const [email, signedIn] = [somebody(), somebody()];
    const cookie = `__Host-sayso-account=${await contactWith(site, [{ email: signedIn }])}`;
    const form = await formOn(pathTo({ email }), { cookie });
    await site.post(form.action, ticking(form, offers()), { cookie, origin: 'https://elsewhere.example' });
    expect(await events({ email })).toHaveLength(1);
    expect(await events({ email: signedIn })).toEqual([]);
  });
});

describe('two at once', () => {
  it('a page opened before an opt-out never brings back what the opt-out stopped', async () => {
    const email = somebody();
    await save({ email }, (form) => ticking(form, offers()));
    later(5);
    const stale = await formOn(pathTo({ email }));
    later(5);
    await site.post(pathTo({ email }), [['do', 'stop']]);
    later(5);
    const response = await site.post(stale.action, ticking(stale, news()));
    expect(response.headers.get('location')).toBe(`${pathTo({ email })}?unchanged`);
    expect((await events({ email })).map((event) => event.act)).toEqual(['given', 'withdrawn']);
    expect((await formOn(pathTo({ email }))).fields.filter(([name]) => name === 'choice')).toEqual([]);
  });

  it('twenty saves of the same form at once are one yes', async () => {
    const email = somebody();
    const form = await formOn(pathTo({ email }));
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => site.post(form.action, ticking(form, offers()))),
    );
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([303]));
    expect(await events({ email })).toHaveLength(1);
  });

  it('saves and stops at once all answer, and the stop stands', async () => {
    const email = somebody();
    const form = await formOn(pathTo({ email }));
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        index % 2 === 0
          ? site.post(form.action, ticking(form, offers()))
          : site.post(pathTo({ email }), [['do', 'stop']]),
      ),
    );
    expect((await formOn(pathTo({ email }))).fields.filter(([name]) => name === 'choice')).toEqual([]);
  });
});

describe('stopping everything', () => {
  it('covers every channel and sender, and a sole user’s other addresses', async () => {
    const [email, other] = [somebody(), somebody()];
    await contactWith(site, [{ email }, { email: other }]);
    const response = await site.post(pathTo({ email }), [['do', 'stop']]);
    expect(response.headers.get('location')).toBe(`${pathTo({ email })}?stopped`);
    const wide = {
      act: 'objected',
      channel: 'all',
      sender_no: 0,
      topic_no: 0,
      door: 'preference_page',
      assurance: 'link',
    };
    expect(await events({ email })).toMatchObject([wide]);
    expect(await events({ email: other })).toMatchObject([wide]);
    const html = await (await site.ask(`${pathTo({ email })}?stopped`)).text();
    expect(html).toContain('All marketing to this address is stopped');
    expect(html).not.toContain('<button class="plain"');
  });

  it('works for an address since erased, and tells its history without naming anybody', async () => {
    const email = somebody();
    await save({ email }, (form) => ticking(form, offers()));
    const id = pointIdOf(site.ctx, { email });
    await site.test.asOwner('UPDATE contact_point SET typed = NULL, normalised = NULL WHERE id = $1', [id]);
    later(5);
    const html = await (await site.ask(pathTo({ email }))).text();
    expect(html).toContain('address we no longer hold');
    expect(html).toContain('Yes to Offers from Brand by email');
    expect((await site.post(pathTo({ email }), [['do', 'stop']])).status).toBe(303);
    expect(await events({ email })).toHaveLength(2);
  });

  it('history shows the newest fifty and says that there is more', async () => {
    const email = somebody();
    for (let turn = 0; turn < 26; turn++) {
      later(5);
      await save({ email }, (form) => ticking(form, offers()));
      later(5);
      await save({ email }, (form) => unticking(form, offers()));
    }
    const html = await (await site.ask(pathTo({ email }))).text();
    expect(html.match(/Yes taken back: Offers from Brand by email/g)).toHaveLength(25);
    expect(html).toContain('Only the newest are shown here');
  });
});

describe('while the record is away', () => {
  it('a save is 503 with the page as it was shown and every tick kept', async () => {
    const email = somebody();
    await save({ email }, (form) => ticking(form, news()));
    later(5);
    const form = await formOn(pathTo({ email }));
    const away = await awayFrom(site.ctx);
    const response = await doorsOf(away).post(form.action, [
      ...unticking(form, news()),
      ['choice', offers()],
    ]);
    const html = await response.text();
    expect(response.status).toBe(503);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(html).toContain('could not save your choices');
    const kept = formIn(html);
    expect(kept.fields.filter(([name]) => name === 'choice')).toEqual([['choice', offers()]]);
    expect(kept.fields.filter(([name]) => name !== 'choice')).toEqual(
      form.fields.filter(([name]) => name !== 'choice'),
    );
    // The page that was shown again can be sent as it is once the record is back.
    expect((await site.post(kept.action, kept.fields)).headers.get('location')).toContain('?saved');
    expect((await events({ email })).slice(1).map((event) => [event.act, event.topic_no])).toEqual([
      ['given', site.words.offers],
      ['withdrawn', site.words.news],
    ]);
    await away.db.end();
  });

  it('a stop and the page itself are 503, never a false success', async () => {
    const away = await awayFrom(site.ctx);
    const doors = doorsOf(away);
    const path = pathTo({ email: somebody() });
    expect((await doors.post(path, [['do', 'stop']])).status).toBe(503);
    expect((await doors.ask(path)).status).toBe(503);
    await away.db.end();
  });
});

it('PUT is 405 and says what is allowed', async () => {
  const response = await site.ask(pathTo({ email: somebody() }), { method: 'PUT' });
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
});

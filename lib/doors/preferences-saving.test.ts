import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contactWith, somebody } from './doors.fixture';
import { box, formIn, type PreferenceSite, preferenceSite, ticking, unticking } from './preferences.fixture';

let site: PreferenceSite;
let assessed: number;

beforeAll(async () => {
  site = await preferenceSite();
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
beforeEach(() => site.later(1));

describe('saving choices', () => {
  it('a new tick is a yes with its notice and evidence, for the linked address alone, in one instruction', async () => {
    const [email, other] = [somebody(), somebody()];
    await contactWith(site, [{ email }, { email: other }]);
    const response = await site.save({ email }, (form) => ticking(form, site.offers, site.news));
    expect([response.status, response.headers.get('location')]).toEqual([
      303,
      `${site.pathTo({ email })}?saved`,
    ]);
    const said = await site.events({ email });
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
    expect(await site.events({ email: other })).toEqual([]);
    const after = await site.formOn(site.pathTo({ email }));
    expect(after.fields.filter(([name]) => name === 'choice').map(([, value]) => value)).toEqual([
      site.offers,
      site.news,
    ]);
  });

  it('lifts a standing no for exactly that box, and the wide no is still told', async () => {
    const email = somebody();
    await site.post(site.pathTo({ email }), [['do', 'stop']]);
    site.later(5);
    await site.save({ email }, (form) => ticking(form, site.offers));
    const html = await (await site.ask(site.pathTo({ email }))).text();
    expect(formIn(html).fields.filter(([name]) => name === 'choice')).toEqual([['choice', site.offers]]);
    expect(html).toContain('You said no to all marketing on');
  });

  it('an unticked yes is withdrawn; what is left alone stays and says so', async () => {
    const email = somebody();
    await site.save({ email }, (form) => ticking(form, site.offers, site.news));
    site.later(5);
    const untouched = await site.save({ email }, (form) => form.fields);
    expect(untouched.headers.get('location')).toBe(`${site.pathTo({ email })}?unchanged`);
    await site.save({ email }, (form) => unticking(form, site.offers));
    expect((await site.events({ email })).map((event) => event.act)).toEqual(['given', 'given', 'withdrawn']);
  });

  it('only boxes that were shown, and that exist, can change', async () => {
    const email = somebody();
    const { words } = site;
    const response = await site.post(site.pathTo({ email }), [
      ['do', 'save'],
      [
        'shown',
        `${site.news} ${box('email', words.brand, 999_999)} ${box('email', words.partner, words.offers)} ${box('sms', words.brand, words.offers)} ${box('email', words.brand, words.service)}`,
      ],
      ['notice', words.notice],
      ...[
        site.offers,
        box('email', words.brand, 999_999),
        box('email', words.partner, words.offers),
        box('sms', words.brand, words.offers),
        box('email', words.brand, words.service),
      ].map((value): [string, string] => ['choice', value]),
    ]);
    expect(response.headers.get('location')).toBe(`${site.pathTo({ email })}?unchanged`);
    expect(await site.events({ email })).toEqual([]);
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
      const form = await site.formOn(site.pathTo({ email }));
      const fields = ticking(form, site.offers).filter(([name]) => name !== 'notice');
      if (notice !== null) fields.push(['notice', notice]);
      const response = await site.post(form.action, fields);
      expect(response.status).toBe(400);
      expect(formIn(await response.text()).fields).toContainEqual(['choice', site.offers]);
    }
    expect(await site.events({ email })).toEqual([]);
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
    const open = await site.formOn(site.pathTo({ email: early }));
    expect(open.fields).toContainEqual(['notice', first]);
    const second = await publish('other', 2, 'Second words.', []);
    await site.post(open.action, ticking(open, value));
    expect(await site.events({ email: early })).toMatchObject([{ act: 'given', notice_version_id: first }]);
    const fresh = await site.formOn(site.pathTo({ email: late }));
    await site.post(fresh.action, ticking(fresh, value));
    expect(await site.events({ email: late })).toMatchObject([{ act: 'given', notice_version_id: second }]);
    const aside = [
      ...ticking(fresh, value).filter(([name]) => name !== 'notice'),
      ['notice', site.words.notice],
    ] as [string, string][];
    expect((await site.post(site.pathTo({ email: sly }), aside)).status).toBe(400);
    expect(await site.events({ email: sly })).toEqual([]);
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
        : [['shown', `${site.offers} ${site.news}`]];
      const doing: [string, string][] = what.startsWith('no word') ? [] : [['do', 'save']];
      const response = await site.post(site.pathTo({ email }), [
        ...doing,
        ...shown,
        ['notice', site.words.notice],
        ['choice', site.news],
        ...extra,
      ]);
      expect(response.status).toBe(400);
      const html = await response.text();
      expect(html).toContain('could not be read');
      expect(formIn(html).fields).toContainEqual(['choice', site.news]);
      expect(await site.events({ email })).toEqual([]);
    },
  );

  it('what is sent by default can be stopped: objected', async () => {
    const postal = {
      postal: { name: 'Ann Lee', lines: ['4 Low Road', 'Leeds'], postcode: 'LS1 4AA', country: 'GB' },
    };
    await contactWith(site, [postal]);
    const form = await site.formOn(site.pathTo(postal));
    const value = box('post', site.words.brand, assessed);
    expect(form.fields.find(([name]) => name === 'shown')?.[1]).toContain(value);
    await site.post(form.action, [...form.fields, ['refuse', value]]);
    expect(await site.events(postal)).toMatchObject([
      { act: 'objected', channel: 'post', topic_no: assessed, lifting: false },
    ]);
  });

  it('a number gets a box for each channel the notice names', async () => {
    const phone = { phone: '07700 900456' };
    const form = await site.formOn(site.pathTo(phone));
    const shown = form.fields.find(([name]) => name === 'shown')?.[1]?.split(' ') ?? [];
    const { brand, offers: topic } = site.words;
    expect(shown).toContain(box('sms', brand, topic));
    expect(shown).toContain(box('phone', brand, topic));
    expect(shown).not.toContain(box('fax', brand, topic));
    await site.post(form.action, ticking(form, box('sms', brand, topic)));
    expect(await site.events(phone)).toMatchObject([{ act: 'given', channel: 'sms' }]);
  });

  it('Global Privacy Control ticks nothing, takes a ticked third party all the same, and is kept as evidence', async () => {
    const email = somebody();
    const value = box('email', site.words.partner, site.words.partnerOffers);
    const form = await site.formOn(site.pathTo({ email }), { 'sec-gpc': '1' });
    expect(form.fields.filter(([name]) => name === 'choice')).toEqual([]);
    await site.post(form.action, ticking(form, value), { 'sec-gpc': '1' });
    expect(await site.events({ email })).toMatchObject([
      { act: 'given', sender_no: site.words.partner, body: { gpc: true } },
    ]);
  });

  it('says what Global Privacy Control comes to beside the third parties, and only to a browser that sends it', async () => {
    const path = site.pathTo({ email: somebody() });
    const note = 'Your browser asks us not to share your data.';
    const heeded = await (await site.ask(path, { headers: { 'sec-gpc': '1' } })).text();
    expect(heeded.indexOf(note)).toBeGreaterThan(heeded.indexOf('From other companies'));
    for (const headers of [{}, { 'sec-gpc': '0' }])
      expect(await (await site.ask(path, { headers })).text()).not.toContain(note);
  });

  it('another person’s session cookie changes nothing about whose choices these are', async () => {
    const [email, signedIn] = [somebody(), somebody()];
    const cookie = `__Host-sayso-account=${await contactWith(site, [{ email: signedIn }])}`;
    const form = await site.formOn(site.pathTo({ email }), { cookie });
    await site.post(form.action, ticking(form, site.offers), { cookie, origin: 'https://elsewhere.example' });
    expect(await site.events({ email })).toHaveLength(1);
    expect(await site.events({ email: signedIn })).toEqual([]);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bareRef } from '../domain/contact-point/locate';
import { ALL } from '../domain/vocabulary';
import { record } from '../services/ledger/record';
import { pauseContact } from '../services/pause/pause-contact';
import { awayFrom, contactWith, doorsOf, pointIdOf, somebody } from './doors.fixture';
import { type PreferenceSite, preferenceSite, ticking } from './preferences.fixture';

let site: PreferenceSite;

beforeAll(async () => {
  site = await preferenceSite();
  await site.test.asOwner(`UPDATE topic SET frequencies = '{every,weekly,monthly}' WHERE no = $1`, [
    site.words.offers,
  ]);
});
afterAll(() => site.close());
beforeEach(() => site.later(1));

const page = async (email: string) => (await site.ask(site.pathTo({ email }))).text();
const pausing = (until: string, channel = 'all'): [string, string][] => [
  ['do', 'pause'],
  ['channel', channel],
  ['until', until],
];

/** Something a signed-in person says of an address they use. */
async function saySignedIn(email: string, contactId: string): Promise<string> {
  const id = site.ctx.newId();
  await site.ctx.db.transaction((tx) =>
    record(site.ctx, tx, [
      {
        id,
        saidAt: site.ctx.now(),
        door: 'account',
        actor: { kind: 'person', id: contactId },
        assurance: 'signed_in',
        evidence: { page: '/account' },
        utterances: [
          {
            point: bareRef(pointIdOf(site.ctx, { email }), 'email', 1),
            contactId,
            statements: [{ act: 'objected', channel: 'all', senderNo: ALL, topicNo: ALL }],
          },
        ],
      },
    ]),
  );
  return id;
}

describe('a break by link', () => {
  it('is recorded for the linked address, told on the page, and ended by it', async () => {
    const [email, other] = [somebody(), somebody()];
    await contactWith(site, [{ email }, { email: other }]);
    const path = site.pathTo({ email });
    const paused = await site.post(path, pausing('2027-01-05'));
    expect([paused.status, paused.headers.get('location')]).toEqual([303, `${path}?paused`]);
    expect(await site.events({ email })).toMatchObject([
      { act: 'paused', channel: 'all', door: 'preference_page', assurance: 'link' },
    ]);
    expect(await site.events({ email: other })).toEqual([]);
    const told = await page(email);
    expect(told).toContain('You take a break from marketing by any means</b> until 5 January 2027');
    expect(told).toContain('Break from all marketing by any means until 5 January 2027');
    site.later(1);
    const ended = await site.post(path, [
      ['do', 'resume'],
      ['channel', 'all'],
    ]);
    expect(ended.headers.get('location')).toBe(`${path}?resumed`);
    expect(await page(email)).not.toContain('You take a break');
    const again = await site.post(path, [
      ['do', 'resume'],
      ['channel', 'all'],
    ]);
    expect(again.headers.get('location')).toBe(`${path}?not_paused`);
  });

  it.each([
    ['2020-01-01', 'That day is over'],
    ['', 'Choose the day'],
    ['soon', 'That is not a day'],
    ['2031-01-01', 'A break may last a year'],
  ])('until %j comes back as 400 with what was typed, and nothing is recorded', async (until, words) => {
    const email = somebody();
    const answered = await site.post(site.pathTo({ email }), pausing(until));
    const html = await answered.text();
    expect(answered.status).toBe(400);
    expect(html).toContain(words);
    expect(html).toMatch(new RegExp(`<input id="until"[^>]* value="${until}"`));
    expect(html).toContain('<a href="#until">');
    expect(await site.events({ email })).toEqual([]);
  });

  it('while the record is away is 503, keeps what was typed and says that nothing was saved', async () => {
    const email = somebody();
    await page(email);
    const away = await awayFrom(site.ctx);
    const answered = await doorsOf(away).post(site.pathTo({ email }), pausing('2027-01-05'));
    const html = await answered.text();
    expect(answered.status).toBe(503);
    expect(html).toContain('We could not save your break');
    expect(html).toContain('value="2027-01-05"');
    await away.db.end();
  });
});

describe('several people behind one address', () => {
  it('none is shown to another: no names, no other addresses, nothing one of them said while known', async () => {
    const [shared, annOnly] = [somebody(), somebody()];
    const ann = await contactWith(site, [{ email: shared }, { email: annOnly }]);
    await site.test.asOwner(`UPDATE contact SET name = 'Ann Bellweather' WHERE id = $1`, [ann]);
    const act = await saySignedIn(shared, ann);
    await pauseContact(site.ctx, {
      contactId: ann,
      channels: ['email'],
      until: '2027-02-01',
      evidence: {},
    });
    // While she is alone, her link tells her of it.
    const alone = await page(shared);
    expect(alone).toContain('You take a break');
    expect(alone).toContain(act);
    await contactWith(site, [{ email: shared }]);
    site.later(1);
    const said = await site.save({ email: shared }, (form) => ticking(form, site.offers));
    expect(said.status).toBe(303);
    const html = await page(shared);
    expect(html).toContain('More than one person uses this address.');
    for (const told of [
      'Bellweather',
      annOnly,
      ann,
      act,
      'You take a break',
      'It also covers your other addresses',
    ])
      expect(html).not.toContain(told);
    // What was said at the address itself is told, and has its receipt.
    expect(html).toContain('Yes to Offers from Brand by email');
    expect(html.match(/\/receipts\//g)).toHaveLength(1);
    const hers = await site.ask(`${site.pathTo({ email: shared })}/receipts/${act}`);
    expect(hers.status).toBe(404);
  });

  it('an address that changed hands tells its new user nothing of what the old one said while known', async () => {
    const email = somebody();
    const before = await contactWith(site, [{ email }]);
    const act = await saySignedIn(email, before);
    await site.test.asOwner('UPDATE contact_contact_point SET detached_at = now() WHERE contact_id = $1', [
      before,
    ]);
    await contactWith(site, [{ email }]);
    expect(await page(email)).not.toContain(act);
  });
});

describe('how often', () => {
  it('is changed by the form where the page had shown it, and kept as history', async () => {
    const email = somebody();
    const field = `often.${site.words.offers}`;
    const choose = (value: string) => site.save({ email }, (form) => [...form.fields, [field, value]]);
    const stale = await site.formOn(site.pathTo({ email }));
    expect(stale.fields).toContainEqual([`often_was.${site.words.offers}`, 'every']);
    expect((await choose('weekly')).headers.get('location')).toContain('?saved');
    site.later(1);
    // A page from before, on which it was left alone, says nothing of it.
    const left = await site.post(stale.action, [...stale.fields, [field, 'every']]);
    expect(left.headers.get('location')).toContain('?unchanged');
    expect(await page(email)).toMatch(/<option value="weekly" selected="">At most once a week<\/option>/);
    await site.save({ email }, (form) => [...form.fields, [`often.${site.words.news}`, 'weekly']]);
    await site.save({ email }, (form) => [...form.fields, [field, 'hourly']]);
    const rows = await site.test.asOwner(
      'SELECT channel, topic_no, frequency, door FROM frequency_choice WHERE contact_point_id = $1',
      [pointIdOf(site.ctx, { email })],
    );
    expect(rows).toEqual([
      { channel: 'email', topic_no: site.words.offers, frequency: 'weekly', door: 'preference_page' },
    ]);
  });
});

describe('two tabs on one link', () => {
  it('a box left as it was shown says nothing, though another tab ticked it', async () => {
    const email = somebody();
    const first = await site.formOn(site.pathTo({ email }));
    site.later(1);
    await site.save({ email }, (form) => ticking(form, site.news));
    site.later(1);
    await site.post(first.action, ticking(first, site.offers));
    expect((await site.events({ email })).map(({ act, topic_no: topic }) => [act, topic])).toEqual([
      ['given', site.words.news],
      ['given', site.words.offers],
    ]);
  });

  it('a form whose yes lost its words still has its nos recorded, and says which yes was not', async () => {
    const email = somebody();
    await site.save({ email }, (form) => ticking(form, site.news));
    site.later(1);
    const form = await site.formOn(site.pathTo({ email }));
    const fields = ticking(form, site.offers).filter(
      ([name, value]) => name !== 'notice' && !(name === 'choice' && value === site.news),
    );
    const answered = await site.post(form.action, fields);
    expect(answered.headers.get('location')).toBe(`${site.pathTo({ email })}?saved&unshown=1`);
    expect((await site.events({ email })).at(-1)).toMatchObject({ act: 'withdrawn' });
    const told = await site.ask(answered.headers.get('location') ?? '');
    expect(await told.text()).toContain('The words beside the box have changed.');
  });
});

describe('a receipt by link', () => {
  it('is a page and a file, kept by nobody on the way, and says nothing in its address but the token', async () => {
    const email = somebody();
    await site.save({ email }, (form) => ticking(form, site.offers));
    const [said] = await site.events({ email });
    const path = `${site.pathTo({ email })}/receipts/${said?.instruction_id}`;
    const shown = await site.ask(path);
    expect(shown.status).toBe(200);
    for (const [name, value] of [
      ['cache-control', 'no-store'],
      ['referrer-policy', 'no-referrer'],
      ['x-robots-tag', 'noindex, nofollow'],
    ] as const)
      expect(shown.headers.get(name)).toBe(value);
    const html = await shown.text();
    expect(html).toContain('Tick to hear from us.');
    expect(html).not.toContain(email);
    const file = await site.ask(`${path}.json`);
    expect(file.headers.get('content-type')).toContain('application/json');
    expect(file.headers.get('cache-control')).toBe('no-store');
    expect(await file.json()).toMatchObject({
      record_id: said?.instruction_id,
      events: [{ event_state: 'given' }],
    });
    expect((await site.ask(path, { method: 'POST' })).status).toBe(405);
    const stranger = site.pathTo({ email: somebody() });
    expect((await site.ask(`${stranger}/receipts/${said?.instruction_id}`)).status).toBe(404);
    expect((await site.ask(`${stranger}/receipts/../x`)).status).toBe(404);
    expect((await site.ask(`/preferences/nonsense/receipts/${said?.instruction_id}`)).status).toBe(404);
  });
});

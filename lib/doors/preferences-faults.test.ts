import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { awayFrom, doorsOf, somebody } from './doors.fixture';
import { formIn, type PreferenceSite, preferenceSite, ticking, unticking } from './preferences.fixture';

let site: PreferenceSite;

beforeAll(async () => {
  site = await preferenceSite();
});
afterAll(() => site.close());
beforeEach(() => site.later(1));

describe('two at once', () => {
  it('a page opened before an opt-out never brings back what the opt-out stopped', async () => {
    const email = somebody();
    await site.save({ email }, (form) => ticking(form, site.offers));
    site.later(5);
    const stale = await site.formOn(site.pathTo({ email }));
    site.later(5);
    await site.post(site.pathTo({ email }), [['do', 'stop']]);
    site.later(5);
    const response = await site.post(stale.action, ticking(stale, site.news));
    expect(response.headers.get('location')).toBe(`${site.pathTo({ email })}?unchanged&overtaken=1`);
    expect((await site.events({ email })).map((event) => event.act)).toEqual(['given', 'withdrawn']);
    const told = await (await site.ask(`${site.pathTo({ email })}?unchanged&overtaken=1`)).text();
    expect(told).toContain('A no came in while this page was open');
    expect((await site.formOn(site.pathTo({ email }))).fields.filter(([name]) => name === 'choice')).toEqual(
      [],
    );
  });

  it('twenty saves of the same form at once are one yes', async () => {
    const email = somebody();
    const form = await site.formOn(site.pathTo({ email }));
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => site.post(form.action, ticking(form, site.offers))),
    );
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([303]));
    expect(await site.events({ email })).toHaveLength(1);
  });

  it('saves and stops at once all answer, and the stop stands', async () => {
    const email = somebody();
    const form = await site.formOn(site.pathTo({ email }));
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        index % 2 === 0
          ? site.post(form.action, ticking(form, site.offers))
          : site.post(site.pathTo({ email }), [['do', 'stop']]),
      ),
    );
    expect((await site.formOn(site.pathTo({ email }))).fields.filter(([name]) => name === 'choice')).toEqual(
      [],
    );
  });
});

describe('while the record is away', () => {
  it('a save is 503 with the page as it was shown and every tick kept', async () => {
    const email = somebody();
    await site.save({ email }, (form) => ticking(form, site.news));
    site.later(5);
    const form = await site.formOn(site.pathTo({ email }));
    const away = await awayFrom(site.ctx);
    const response = await doorsOf(away).post(form.action, [
      ...unticking(form, site.news),
      ['choice', site.offers],
    ]);
    const html = await response.text();
    expect(response.status).toBe(503);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(html).toContain('could not save your choices');
    // What was said cannot be read now, so nothing is claimed about it.
    expect(html).not.toContain('What was said before');
    expect(html).not.toContain('Nothing has been said');
    const kept = formIn(html);
    expect(kept.fields.filter(([name]) => name === 'choice')).toEqual([['choice', site.offers]]);
    expect(kept.fields.filter(([name]) => name !== 'choice')).toEqual(
      form.fields.filter(([name]) => name !== 'choice'),
    );
    // The page that was shown again can be sent as it is once the record is back.
    expect((await site.post(kept.action, kept.fields)).headers.get('location')).toContain('?saved');
    expect((await site.events({ email })).slice(1).map((event) => [event.act, event.topic_no])).toEqual([
      ['withdrawn', site.words.news],
      ['given', site.words.offers],
    ]);
    await away.db.end();
  });

  it('a stop and the page itself are 503, never a false success', async () => {
    const away = await awayFrom(site.ctx);
    const doors = doorsOf(away);
    const path = site.pathTo({ email: somebody() });
    expect((await doors.post(path, [['do', 'stop']])).status).toBe(503);
    expect((await doors.ask(path)).status).toBe(503);
    await away.db.end();
  });
});

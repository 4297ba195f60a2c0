import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linkFor, somebody, type TestSite, testSite } from './doors.fixture';

let site: TestSite;
beforeAll(async () => {
  site = await testSite();
});
afterAll(async () => {
  await site?.close();
});

const inWelsh = { 'accept-language': 'cy-GB,cy;q=0.9,en;q=0.5' };
const htmlOf = async (path: string, headers: Record<string, string> = {}) =>
  (await site.ask(path, { headers })).text();

describe('a public page', () => {
  it('is in the language of the browser, and of the link before that', async () => {
    const path = `/unsubscribe/${linkFor(site.ctx, { email: somebody() }, { topicNo: site.words.offers })}`;
    expect(await htmlOf(path)).toContain('<html lang="en" dir="ltr">');
    expect(await htmlOf(path, inWelsh)).toContain('<html lang="cy" dir="ltr">');
    expect(await htmlOf(`${path}?lang=ar`, inWelsh)).toContain('<html lang="ar" dir="rtl">');
    expect(await htmlOf(`${path}?lang=xx`, inWelsh)).toContain('<html lang="cy" dir="ltr">');
  });

  it('stays in the language of the link from form to form, without a cookie', async () => {
    const token = linkFor(site.ctx, { email: somebody() }, { topicNo: site.words.offers });
    const asked = await htmlOf(`/unsubscribe/${token}?lang=ar`);
    expect(asked).toContain(`action="/unsubscribe/${token}?lang=ar"`);
    const answer = await site.post(`/unsubscribe/${token}?lang=ar`, [['scope', 'topic']]);
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(answer.headers.get('location')).toBe(`/unsubscribe/${token}?done&lang=ar`);
    const done = await htmlOf(`/unsubscribe/${token}?done&lang=ar`);
    expect(done).toContain('<html lang="ar" dir="rtl">');
    expect(done).toContain(`href="/preferences/${token}?lang=ar"`);
    expect(done).toContain('href="?done&amp;lang=fr"');
  });

  it.each(['/', '/unsubscribe'])('that takes a form at %s answers in the same language', async (path) => {
    const wrong = await site.post(`${path}?lang=cy`, [['email', '']]);
    expect(wrong.status).toBe(400);
    expect(await wrong.text()).toContain('<html lang="cy" dir="ltr">');
    const email = somebody();
    const right = await site.post(`${path}?lang=cy`, [
      ['email', email],
      ['address', email],
    ]);
    expect(right.headers.get('location')).toMatch(/^\/(unsubscribe\?done|\?sent)&lang=cy$/);
  });

  it('that is not there says so in the language of the browser', async () => {
    const html = await htmlOf('/unsubscribe/not-a-token', inWelsh);
    expect(html).toContain('<html lang="cy" dir="ltr">');
  });

  it('shows a notice in the page’s language where there is one, and marks one that is in English', async () => {
    const token = linkFor(
      site.ctx,
      { email: somebody() },
      { topicNo: site.words.offers, use: 'preferences' },
    );
    const before = await htmlOf(`/preferences/${token}?lang=pl`);
    expect(before).toContain('<div lang="en" dir="ltr"><p>Tick to hear from us.</p></div>');
    await site.test.asOwner(
      `INSERT INTO notice_version (id, slug, version, language, words, basis, channels, sender_nos, topic_nos, words_digest, published_at, created_at)
       SELECT gen_random_uuid(), slug, version, 'pl', 'Zaznacz, jeśli chcesz.', basis, channels, sender_nos, topic_nos, sha256('pl'), published_at, created_at
       FROM notice_version WHERE id = $1`,
      [site.words.notice],
    );
    const after = await htmlOf(`/preferences/${token}?lang=pl`);
    expect(after).toContain('<p>Zaznacz, jeśli chcesz.</p>');
    expect(after).not.toContain('Tick to hear from us.');
    expect(await htmlOf(`/preferences/${token}?lang=fr`)).toContain(
      '<div lang="en" dir="ltr"><p>Tick to hear',
    );
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awayFrom, doorsOf, ledgerOf, pointIdOf, rowCounts, somebody, type TestSite } from '../doors.fixture';
import { hiddenFields, type JoinSite, joinSite } from './register.fixture';

let site: JoinSite;
beforeAll(async () => {
  site = await joinSite();
});
afterAll(() => site?.close());

const page = async (path: string, headers: Record<string, string> = {}) =>
  (await site.ask(path, { headers })).text();
const boxOf = async (topic: string, label: string, path = '/register/northgate') =>
  site.boxes(await page(path)).find((one) => one.topic === topic && one.label === label)?.value ??
  'no such box';
const events = (email: string) => ledgerOf(site as unknown as TestSite, pointIdOf(site.ctx, { email }));
const counts = () => rowCounts(site as unknown as TestSite);
const linkTo = async (email: string) => {
  const mail = (await site.mails()).findLast(({ to }) => to === email);
  return /\/register\/confirm\/[\w-]+/.exec(mail?.text ?? '')?.[0] ?? 'no link';
};
const join = async (email: string, headers: Record<string, string> = {}) =>
  site.post(
    '/register/northgate',
    await site.fill('northgate', [
      ['email', email],
      ['choice', await boxOf('Offers', 'Email')],
    ]),
    headers,
  );

describe('the page of a form', () => {
  it('ticks nothing, and shows the published words and each third party by name with its privacy notice', async () => {
    const html = await page('/register/northgate');
    expect(html).not.toMatch(/checked=""/);
    expect(html).toContain('May Northgate write to you or call you about offers');
    for (const name of ['Fellside Travel', 'Harbour Insurance', 'Bright Optics'])
      expect(html).toContain(`<h3><bdi>${name}</bdi></h3>`);
    expect(html).toContain('href="https://www.example.org/fellside/privacy"');
    expect(html).not.toContain('<script');
    expect(await page('/register')).toContain('href="/register/northgate"');
  });

  it('asks nothing for third parties when the browser sends Sec-GPC, and counts no tick for one', async () => {
    const html = await page('/register/northgate', { 'sec-gpc': '1' });
    expect(html).not.toContain('Fellside Travel');
    expect(html).toContain('asks us not to share');
    const email = somebody();
    const partner = await boxOf('Walking holidays', 'Email');
    const filled = await site.fill('northgate', [
      ['email', email],
      ['choice', partner],
      ['choice', await boxOf('Offers', 'Email')],
    ]);
    await site.post('/register/northgate', filled, { 'sec-gpc': '1' });
    const said = await events(email);
    expect(said.map(({ act, topic_no }) => [act, String(topic_no)])).toEqual([
      ['requested', (await boxOf('Offers', 'Email')).split('.')[2]],
    ]);
    expect(said[0]?.body).toMatchObject({ gpc: true });
  });

  it('is not there under another name', async () => {
    for (const path of ['/register/nothing', '/register/northgate/more', '/register/northgate/embed/more'])
      expect((await site.ask(path)).status).toBe(404);
    expect((await site.ask('/register/northgate', { method: 'PUT' })).status).toBe(405);
  });
});

describe('a form sent', () => {
  it('answers the same whether the address is known or not', async () => {
    const [known, unknown] = [somebody(), somebody()];
    await join(known);
    await site.post(await linkTo(known), [['do', 'confirm']]);
    const answers = [await join(known), await join(unknown)];
    for (const answer of answers) {
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/register/northgate?sent']);
      expect(answer.headers.get('set-cookie')).toBeNull();
    }
  });

  it('goes through by mail, page and button, and a scanner that opens the link changes nothing', async () => {
    const email = somebody();
    await join(email);
    const link = await linkTo(email);
    const before = await counts();
    for (let turn = 0; turn < 3; turn += 1) {
      const answer = await site.ask(link);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('x-robots-tag')).toContain('noindex');
      expect(await answer.text()).toContain('Offers from Northgate: Email');
      await site.ask(link, { method: 'HEAD' });
    }
    expect(await counts()).toEqual(before);
    const done = await site.post(link, [['do', 'confirm']]);
    expect([done.status, done.headers.get('location')]).toEqual([303, link]);
    const html = await page(link);
    expect(html).toContain('It is confirmed');
    expect(html).toMatch(/href="\/preferences\/[\w-]{74}"/);
    const said = await events(email);
    expect(said.map(({ act, door, lifting }) => [act, door, lifting])).toEqual([
      ['requested', 'registration', false],
      ['given', 'registration_confirmed', true],
    ]);
    expect(said[1]?.body?.words).toContain('May Northgate write to you or call you about offers');
    expect(said[1]?.body?.words).toContain('[ ] Email');
  });

  it('with a link of another use confirms nothing', async () => {
    const email = somebody();
    await join(email);
    const link = await linkTo(email);
    const other = await site.ask(link.replace('/register/confirm/', '/preferences/'));
    expect(other.status).toBe(404);
    const broken = await site.ask(`${link.slice(0, -2)}AA`);
    expect(broken.status).toBe(404);
  });

  it('with faults says each at its field and keeps what was typed and ticked', async () => {
    const box = await boxOf('Offers', 'Texts');
    const answer = await site.post(
      '/register/northgate',
      await site.fill('northgate', [
        ['email', 'ann(at)example'],
        ['name', 'Ann "A" <Example>'],
        ['lines', '1 High Street'],
        ['choice', box],
      ]),
    );
    expect(answer.status).toBe(400);
    const html = await answer.text();
    expect(html).toContain('<title>Error: ');
    for (const field of ['email', 'phone', 'lines']) expect(html).toContain(`href="#${field}"`);
    expect(html).toContain('value="ann(at)example"');
    expect(html).toContain('value="Ann &quot;A&quot; &lt;Example&gt;"');
    expect(html.split(`value="${box}"`)[0]?.length).toBeGreaterThan(0);
    expect(html).toMatch(
      new RegExp(
        `name="choice" checked="" value="${box}"|value="${box}" checked=""|checked=""[^>]*value="${box}"`,
      ),
    );
  });

  it('with words other than its own is shown again with empty boxes, and records no yes', async () => {
    const email = somebody();
    const filled = (
      await site.fill('northgate', [
        ['email', email],
        ['choice', await boxOf('Offers', 'Email')],
      ])
    ).map(([name, value]): [string, string] => [name, name === 'shown' ? '0'.repeat(64) : value]);
    const answer = await site.post('/register/northgate', filled);
    expect(answer.status).toBe(400);
    const html = await answer.text();
    expect(html).toContain('The words of this form have changed');
    expect(html).not.toMatch(/checked=""/);
    expect(html).toContain(`value="${email}"`);
    expect(await events(email)).toEqual([]);
  });

  it('while the record is away comes back with everything in it, to be sent again', async () => {
    const email = somebody();
    const filled = await site.fill('northgate', [
      ['email', email],
      ['lines', '1 High Street\r\nLeeds & "more"'],
      ['choice', await boxOf('Offers', 'Email')],
    ]);
    const away = await awayFrom(site.ctx as TestSite['ctx']);
    const answer = await doorsOf(away).post('/register/northgate', filled);
    expect(answer.status).toBe(503);
    const html = await answer.text();
    expect(hiddenFields(html).map(([name, value]) => [name, value.replaceAll('\r\n', '\n')])).toEqual(
      filled.map(([name, value]) => [name, value.replaceAll('\r\n', '\n')]),
    );
    const again = await site.post(
      '/register/northgate',
      hiddenFields(html).filter(([name]) => name !== 'lines'),
    );
    expect(again.status).toBe(303);
    expect((await events(email)).map(({ act }) => act)).toEqual(['requested']);
    await away.db.end();
  });
});

describe('a box that says no', () => {
  it('holds at once, whatever words it came with and from wherever', async () => {
    const email = somebody();
    const answer = await site.post(
      '/register/order',
      [
        ['email', email],
        ['refuse', 'yes'],
      ],
      { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' },
    );
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/register/order?refused']);
    expect((await events(email)).map(({ act, assurance }) => [act, assurance])).toEqual([
      ['refused', 'asserted'],
      ['refused', 'asserted'],
    ]);
  });
});

describe('a form on another website', () => {
  const snippetOf = (html: string) =>
    /<textarea[^>]*>([\s\S]*?)<\/textarea>/
      .exec(html)?.[1]
      ?.replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#x27;', "'")
      .replaceAll('&amp;', '&') ?? '';
  const from = (origin: string) => ({ origin, 'sec-fetch-site': 'cross-site' });

  it('holds the same boxes and words, posts to ours, and is taken from the websites set up for it', async () => {
    const snippet = snippetOf(await page('/register/newsletter/embed'));
    expect(snippet).toContain('action="https://preferences.example.com/register/newsletter?lang=en"');
    expect(site.boxes(snippet)).toEqual(site.boxes(await page('/register/newsletter')));
    expect(snippet).toContain('May Northgate Print send you the newsletter');
    expect(snippet).not.toMatch(/<script|style=|checked=""/);
    const email = somebody();
    const [box] = site.boxes(snippet);
    const filled = await site.fill(
      'newsletter',
      [
        ['email', email],
        ['choice', box?.value ?? ''],
      ],
      snippet,
    );
    const answer = await site.post('/register/newsletter?lang=en', filled, from('https://www.example.com'));
    expect(answer.headers.get('location')).toBe('/register/newsletter?sent&lang=en');
    const [asked] = await events(email);
    expect(asked).toMatchObject({ act: 'requested', body: { sent_from: 'https://www.example.com' } });
  });

  it('is shown again on our page, typed text kept, when it comes from any other', async () => {
    const email = somebody();
    for (const origin of ['https://elsewhere.example', 'null']) {
      const filled = await site.fill('newsletter', [
        ['email', email],
        ['choice', await boxOf('Newsletter', 'Email', '/register/newsletter')],
      ]);
      const answer = await site.post('/register/newsletter', filled, from(origin));
      expect(answer.status).toBe(400);
      const html = await answer.text();
      expect(html).toContain('This came from another website');
      expect(html).toContain(`value="${email}"`);
    }
    expect(await events(email)).toEqual([]);
  });
});

import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UnsubscribePage } from '../pages/unsubscribe-page';
import { expect, test } from './journey';
import { site } from './site';

interface Announced {
  id: string;
  candidates: number;
  sent: number;
  withheld: Record<string, number>;
  failed: number;
  inDoubt: number;
  /** Came sooner than the person asked to hear: it waits for a digest. */
  forDigest: number;
  done: boolean;
}

const body = join(tmpdir(), `sayso-announcement-${process.pid}.md`);

test.beforeAll(() => writeFileSync(body, '# Autumn sale\n\nEverything for **wet days** at half price.\n'));
test.afterAll(() => rmSync(body, { force: true }));

function announce(subject: string): Promise<Announced> {
  const words = ['--sender', 'northgate', '--topic', 'offers', '--subject', subject, '--body', body];
  return site.run<Announced>('announce', ...words, '--json');
}

test('a real email leaves with a signed link, one click in it stops the next one, and every other system is told no', async ({
  page,
  request,
  cast,
}) => {
  test.setTimeout(300_000);
  const clicking = cast.joined(3).email;
  const reading = cast.keen(0).email;
  const before = site.mailMark();
  const first = await announce('Autumn sale');
  expect(first).toMatchObject({ done: true, failed: 0, inDoubt: 0 });
  expect(first.sent).toBeGreaterThan(20);

  const [mail, ...more] = await site.mailsTo(clicking, before);
  expect(more).toEqual([]);
  if (mail === undefined) throw new Error('the announcement did not arrive');
  expect(mail.subject).toBe('Autumn sale');
  expect(mail.header('List-Unsubscribe-Post')).toEqual(['List-Unsubscribe=One-Click']);
  expect(mail.header('List-Id')).toHaveLength(1);
  const [oneClick, ...others] = mail.header('List-Unsubscribe');
  expect(others).toEqual([]);
  expect(oneClick).toMatch(/^<https?:\/\/[^<>,]+>$/);
  const [signature] = mail.header('DKIM-Signature');
  const signed = /\bh=([^;]+)/
    .exec(signature ?? '')?.[1]
    ?.toLowerCase()
    .split(/\s*:\s*/);
  expect(signed).toEqual(expect.arrayContaining(['list-unsubscribe', 'list-unsubscribe-post', 'list-id']));
  expect(mail.text).toContain('Northgate Outdoor Limited');
  const [another] = await site.mailsTo(reading, before);
  expect(another?.header('List-Unsubscribe')).not.toEqual(mail.header('List-Unsubscribe'));

  const url = oneClick?.slice(1, -1) ?? '';
  const post = (to: string) =>
    request.post(to, { form: { 'List-Unsubscribe': 'One-Click' }, maxRedirects: 0 });
  const forged = await post(url.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')));
  expect(forged.status()).toBe(404);
  expect((await site.decide({ email: clicking }, 'email')).answer).toBe('allow');
  for (const answer of await Promise.all(Array.from({ length: 10 }, () => post(url)))) {
    expect(answer.status()).toBe(200);
    expect(answer.headers()).not.toHaveProperty('location');
    expect(answer.headers()).not.toHaveProperty('set-cookie');
  }
  const refused = await site.decide({ email: clicking }, 'email');
  expect(refused).toMatchObject({ answer: 'deny', reasons: [{ code: 'refused' }] });
  expect(refused.relied_on).toHaveLength(1);

  // The footer's link, by somebody who reads to the end.
  await page.goto(site.linkIn(another ?? mail, '/unsubscribe/'));
  await expect(new UnsubscribePage(page).title).toHaveText('Stop emails from Northgate');

  const between = site.mailMark();
  const second = await announce('Winter sale');
  // Whoever chose to hear weekly hears of the second one later.
  expect(second.sent + second.forDigest).toBe(first.sent + first.forDigest - 1);
  expect(second.withheld.refused).toBe((first.withheld.refused ?? 0) + 1);
  expect(await site.mailsTo(clicking, between)).toEqual([]);
  expect(await site.mailsTo(reading, between)).toHaveLength(1);
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { PEER_HEADER } from '../http/evidence';
import { answerLinkRequests } from '../services/link-request/link-request.fixture';
import {
  awayFrom,
  contactWith,
  doorsOf,
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

const ask = (email: string, peer?: string) =>
  site.post('/', [['email', email]], peer === undefined ? {} : { [PEER_HEADER]: peer });
/** What is queued for an address once every request was answered. */
async function mailsTo(email: string) {
  await answerLinkRequests(site.ctx, site.test);
  return site.test.asOwner<{ kind: string; contact_id: string | null }>(
    'SELECT kind, contact_id FROM message WHERE contact_point_id = $1',
    [pointIdOf(site.ctx, { email })],
  );
}

it('answers the same for an address that is known and one that is not, and mails the known one alone', async () => {
  const [known, unknown] = [somebody(), somebody()];
  const contactId = await contactWith(site, [{ email: known }]);
  const answers = [await ask(known), await ask(unknown)];
  expect(answers.map((one) => [one.status, one.headers.get('location')])).toEqual([
    [303, '/?sent'],
    [303, '/?sent'],
  ]);
  expect(await mailsTo(known)).toEqual([{ kind: 'preference_link', contact_id: contactId }]);
  expect(await mailsTo(unknown)).toEqual([]);
  const stored = await site.test.asOwner('SELECT 1 FROM contact_point WHERE id = $1', [
    pointIdOf(site.ctx, { email: unknown }),
  ]);
  expect(stored).toEqual([]);
  expect(await (await site.ask('/?sent')).text()).toContain('If we hold that address');
});

it('mails an address that has only ever said no, and not one that was erased', async () => {
  const [refused, erased] = [somebody(), somebody()];
  for (const email of [refused, erased]) await site.post('/unsubscribe', [['address', email]]);
  await site.test.asOwner('UPDATE contact_point SET typed = NULL, normalised = NULL WHERE id = $1', [
    pointIdOf(site.ctx, { email: erased }),
  ]);
  expect([(await ask(refused)).status, (await ask(erased)).status]).toEqual([303, 303]);
  expect(await mailsTo(refused)).toHaveLength(1);
  expect(await mailsTo(erased)).toHaveLength(0);
});

it('mails one address three times an hour at most, and goes on answering the same', async () => {
  const email = somebody();
  await contactWith(site, [{ email }]);
  const answers = await Promise.all(Array.from({ length: 6 }, () => ask(email)));
  expect(new Set(answers.map((one) => one.headers.get('location')))).toEqual(new Set(['/?sent']));
  expect(await mailsTo(email)).toHaveLength(3);
  site.ctx.clock.now = new Date(site.ctx.clock.now.getTime() + 60 * 60_000);
  await ask(email);
  expect(await mailsTo(email)).toHaveLength(4);
});

it('mails sixty links an hour to one network at most; the counter does not say who', async () => {
  const emails = Array.from({ length: 62 }, () => somebody());
  for (const email of emails) await contactWith(site, [{ email }]);
  const answers = await Promise.all(emails.map((email, at) => ask(email, `192.0.2.${at}`)));
  expect(new Set(answers.map((one) => one.status))).toEqual(new Set([303]));
  let mailed = 0;
  for (const email of emails) mailed += (await mailsTo(email)).length;
  expect(mailed).toBe(60);
  await ask(emails[0] ?? '', '192.0.3.1');
  expect(await mailsTo(emails[0] ?? '')).not.toHaveLength(0);
  const buckets = await site.test.asOwner<{ bucket: string }>('SELECT bucket FROM rate_counter');
  expect(JSON.stringify(buckets)).not.toMatch(/192\.0\.[23]\.|example\.com/);
});

it('says what is wrong with what was typed, and keeps it', async () => {
  const before = await rowCounts(site);
  for (const [typed, words] of [
    ['', 'Type your email address'],
    ['ann@', 'Type a full email address'],
    ['<ann>', 'Type a full email address'],
  ] as const) {
    const response = await ask(typed);
    const html = await response.text();
    expect(response.status).toBe(400);
    expect(html).toContain(words);
    expect(html).toContain(`value="${typed.replace('<', '&lt;').replace('>', '&gt;')}"`);
  }
  expect(await rowCounts(site)).toEqual(before);
});

it('is 503 with the address kept while the record is away', async () => {
  const away = await awayFrom(site.ctx);
  const email = somebody();
  const response = await doorsOf(away).post('/', [['email', email]]);
  expect(response.status).toBe(503);
  expect(await response.text()).toContain(`value="${email}"`);
  await away.db.end();
});

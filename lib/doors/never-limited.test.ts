import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { PEER_HEADER } from '../http/evidence';
import { createApiClient } from '../services/api-client/create-api-client';
import { addPerson } from '../services/person/person.fixture';
import { stopAll } from './account/stop-everything';
import { openApi } from './api/v1/api';
import { linkFor, SITE, type TestSite, testSite } from './doors.fixture';

let site: TestSite;

beforeAll(async () => {
  site = await testSite();
});
afterAll(() => site.close());

const MANY = 1_000;
/** One IP for all: a mail provider's, an office's, or somebody's who presses again and again. */
const PEER = { [PEER_HEADER]: '192.0.2.7' };
const FORM = { 'content-type': 'application/x-www-form-urlencoded', ...PEER };

let round = 0;
beforeEach(() => {
  round += 1;
});
const person = (at: number) => `person${round}-${at}@example.com`;
const token = (email: string) => linkFor(site.ctx, { email }, { topicNo: site.words.offers });

async function statusesOf(optOut: (at: number) => Promise<Response>): Promise<Map<number, number>> {
  const counted = new Map<number, number>();
  const answers = await Promise.all(Array.from({ length: MANY }, (_, at) => optOut(at)));
  for (const { status } of answers) counted.set(status, (counted.get(status) ?? 0) + 1);
  return counted;
}
const refused = async () => {
  const [row] = await site.test.asOwner<{ count: number }>(
    `SELECT count(DISTINCT contact_point_id)::int AS count FROM consent_event WHERE act IN ('objected', 'withdrawn', 'refused')`,
  );
  return row?.count ?? 0;
};

it('a thousand one-click posts from one IP are all carried out', async () => {
  const before = await refused();
  const statuses = await statusesOf((at) =>
    site.ask(`/u/${token(person(at))}`, {
      method: 'POST',
      body: 'List-Unsubscribe=One-Click',
      headers: FORM,
    }),
  );
  expect([...statuses]).toEqual([[200, MANY]]);
  expect(await refused()).toBe(before + MANY);
}, 60_000);

it('a thousand forms of the unsubscribe page from one IP are all carried out', async () => {
  const before = await refused();
  const statuses = await statusesOf((at) =>
    site.post(`/unsubscribe/${token(person(at))}`, [['scope', 'all']], FORM),
  );
  expect([...statuses]).toEqual([[303, MANY]]);
  expect(await refused()).toBe(before + MANY);
}, 60_000);

it('a thousand opt-outs by address from one IP are all carried out', async () => {
  const before = await refused();
  const statuses = await statusesOf((at) => site.post('/unsubscribe', [['address', person(at)]], FORM));
  expect([...statuses]).toEqual([[303, MANY]]);
  expect(await refused()).toBe(before + MANY);
}, 60_000);

it('a thousand presses of stop everything on the preference page from one IP are all carried out', async () => {
  const before = await refused();
  const statuses = await statusesOf((at) =>
    site.post(`/preferences/${token(person(at))}`, [['do', 'stop']], FORM),
  );
  expect([...statuses]).toEqual([[303, MANY]]);
  expect(await refused()).toBe(before + MANY);
}, 60_000);

it('a thousand presses of stop everything in the account by one person are all answered as done', async () => {
  const { id } = await addPerson(site.test, { name: 'Ann Bell', addresses: [{ email: person(0) }] });
  const statuses = await statusesOf(() =>
    stopAll(new Request(`${SITE}/account/stop`, { method: 'POST', headers: FORM }), site.ctx, {
      contactId: id,
    }),
  );
  expect([...statuses]).toEqual([[303, MANY]]);
}, 60_000);

it('a thousand opt-outs told to the API by one client are all carried out', async () => {
  const { key } = await createApiClient(site.ctx, {
    name: 'crm',
    scopes: ['consent-events'],
    senders: ['brand'],
  });
  const api = openApi(site.ctx);
  const before = await refused();
  const statuses = await statusesOf((at) =>
    api(
      new Request(`${SITE}/api/v1/consent-events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...PEER },
        body: JSON.stringify({
          events: [
            { email: person(at), act: 'withdrawn', channel: 'email', sender: 'brand', topic: 'offers' },
          ],
        }),
      }),
    ),
  );
  expect([...statuses]).toEqual([[201, MANY]]);
  expect(await refused()).toBe(before + MANY);
}, 60_000);

it('none of it was counted against anybody', async () => {
  expect(await site.test.asOwner('SELECT bucket FROM rate_counter')).toEqual([]);
});

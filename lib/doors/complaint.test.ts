import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { PEER_HEADER } from '../http/evidence';
import { type RequestWorld, requestWorld } from '../services/data-request/data-request.fixture';
import { addPerson } from '../services/person/person.fixture';
import { complaintDoor } from './complaint';

let world: RequestWorld;
let count = 0;
beforeAll(async () => {
  world = await requestWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  await world.rows('DELETE FROM rate_counter');
});

function send(fields: Record<string, string>, peer = '192.0.2.1'): Promise<Response> {
  const body = new URLSearchParams({ token: `page ${count}`, ...fields });
  const init = { method: 'POST', body, headers: { [PEER_HEADER]: peer } };
  return complaintDoor(new Request('https://preferences.example.com/complaint', init), world.ctx);
}
const open = (query = '', method = 'GET') =>
  complaintDoor(new Request(`https://preferences.example.com/complaint${query}`, { method }), world.ctx);
const newEmail = () => {
  count += 1;
  return `cross${count}@example.com`;
};
const complaints = () =>
  world.rows('SELECT reference, name, words, contact_id, acknowledged_at, reply_point_id FROM data_request');

test('anybody complains without signing in, is told a number, and the acknowledgement is queued at once', async () => {
  const email = newEmail();
  const answer = await send({ words: 'You wrote to me at night.', email, name: 'Ann' });
  expect(answer.status).toBe(303);
  const reference = new URL(answer.headers.get('location') ?? '', 'https://x').searchParams.get('sent');
  expect(reference).toMatch(/^DR-/);
  const kept = (await complaints()).find((one) => one.reference === reference);
  expect(kept).toMatchObject({ name: 'Ann', words: 'You wrote to me at night.', contact_id: null });
  expect(kept?.acknowledged_at).not.toBeNull();
  const mails = await world.rows(
    "SELECT 1 FROM message WHERE kind = 'data_request' AND contact_point_id = $1",
    [kept?.reply_point_id],
  );
  expect(mails).toHaveLength(1);
  const page = await (await open(`?sent=${reference}`)).text();
  expect(page).toContain(reference);
});

test('sent twice, or twice at once, is one complaint', async () => {
  const email = newEmail();
  const fields = { words: 'Twice.', email };
  const answers = await Promise.all([send(fields), send(fields)]);
  answers.push(await send(fields));
  expect(new Set(answers.map((one) => one.headers.get('location'))).size).toBe(1);
});

test('needs no email address: then staff acknowledge it', async () => {
  const words = 'Write to me by post, please.';
  expect((await send({ words })).status).toBe(303);
  const kept = (await complaints()).find((one) => one.words === words);
  expect(kept).toMatchObject({ acknowledged_at: null, reply_point_id: null });
});

test('keeps what was typed and says what is wrong, each beside its field', async () => {
  const answer = await send({ words: ' ', email: 'no address', name: 'Ann <b>' });
  expect(answer.status).toBe(400);
  const page = await answer.text();
  expect(page).toContain('href="#words"');
  expect(page).toContain('href="#email"');
  expect(page).toContain('value="no address"');
  expect(page).toContain('Ann &lt;b&gt;');
  expect(page).toContain('<title>Error: ');
});

test('answers the same for a known address and an unknown one, and ties it to nobody', async () => {
  const [known, unknown] = [newEmail(), newEmail()];
  await addPerson(world.db, { name: 'Ann Bell', addresses: [{ email: known }] });
  const shape = async (email: string) => {
    const answer = await send({ words: `About ${email}`, email });
    return [
      answer.status,
      (answer.headers.get('location') ?? '').replace(/DR-.*/, 'DR'),
      answer.headers.get('set-cookie'),
    ];
  };
  expect(await shape(known)).toEqual(await shape(unknown));
  expect((await complaints()).every((one) => one.contact_id === null)).toBe(true);
});

test('an address is not bombed with acknowledgements, and every complaint is still taken', async () => {
  const email = newEmail();
  for (let at = 0; at < 8; at += 1)
    expect((await send({ words: `Number ${at}`, email, token: `t${at}` })).status).toBe(303);
  const kept = (await complaints()).filter((one) => /^Number \d$/.test(String(one.words)));
  expect(kept).toHaveLength(8);
  expect(kept.filter((one) => one.acknowledged_at !== null)).toHaveLength(5);
});

test('one network that floods the form is told to write by post', async () => {
  for (let at = 0; at < 60; at += 1) await send({ words: 'Flood', token: `f${at}` }, '198.51.100.9');
  const answer = await send({ words: 'Flood', token: 'last' }, '198.51.100.77');
  expect(answer.status).toBe(429);
  expect(await answer.text()).toContain('by post');
  expect((await send({ words: 'Mine', token: 'other' }, '203.0.113.9')).status).toBe(303);
});

test('a GET writes nothing, and other methods are told so', async () => {
  const before = (await complaints()).length;
  expect((await open()).status).toBe(200);
  expect((await open('?sent=<script>')).status).toBe(200);
  expect((await open('', 'PUT')).status).toBe(405);
  expect((await complaints()).length).toBe(before);
});

test('with the database away it says so, keeps the words, and acknowledges nothing', async () => {
  const away = await requestWorld();
  await away.close();
  const body = new URLSearchParams({ words: 'Keep this', email: newEmail() });
  const request = new Request('https://preferences.example.com/complaint', { method: 'POST', body });
  const answer = await complaintDoor(request, away.ctx);
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain('Keep this');
});

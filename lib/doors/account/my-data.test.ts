import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askErasure } from '../../services/data-request/ask-erasure';
import { EVIDENCE, type RequestWorld, requestWorld } from '../../services/data-request/data-request.fixture';
import { addStaffMember } from '../../services/person/person.fixture';
import { answerAtDesk, eraseAtDesk } from '../desk/data-requests';
import { somebodyEverywhere } from './my-data.fixture';
import { downloadHtml, downloadJson, downloadSchema } from './my-data-download';
import { askAboutMyData, lift, takeBack } from './my-data-forms';
import { myDataSchema } from './my-data-schema';

let world: RequestWorld;
let count = 0;
beforeAll(async () => {
  world = await requestWorld();
});
afterAll(() => world?.close());

const form = (fields: Record<string, string>) =>
  new Request('https://preferences.example.com/account/my-data/send', {
    method: 'POST',
    body: new URLSearchParams(fields),
  });
const GET = new Request('https://preferences.example.com/account/my-data/download.json');
const place = (answer: Response) => `${answer.status} ${answer.headers.get('location')}`;

async function somebody() {
  count += 1;
  const { id } = await world.person('Ann Bell', [{ email: `ann${count}@example.com` }]);
  return { contactId: id };
}
const requestsOf = (contactId: string) =>
  world.rows<{ id: string; kind: string; state: string }>(
    'SELECT id, kind, state FROM data_request WHERE contact_id = $1 ORDER BY received_at',
    [contactId],
  );

describe('the downloads', () => {
  test('are files that nobody keeps and whose name names nobody', async () => {
    const { id } = await somebodyEverywhere(world);
    const person = { contactId: id };
    for (const [answer, type, name] of [
      [await downloadJson(GET, world.ctx, person), 'application/json', 'my-data.json'],
      [await downloadHtml(GET, world.ctx, person), 'text/html', 'my-data.html'],
      [await downloadSchema(GET, world.ctx), 'application/schema+json', 'my-data.schema.json'],
    ] as const) {
      expect(answer.status).toBe(200);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('content-type')).toContain(type);
      expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${name}"`);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  test('in JSON is what its published schema says', async () => {
    const { id } = await somebodyEverywhere(world);
    const json = await (await downloadJson(GET, world.ctx, { contactId: id })).json();
    expect(myDataSchema.safeParse(json).success).toBe(true);
    const schema = (await (await downloadSchema(GET, world.ctx)).json()) as {
      properties: Record<string, unknown>;
      $id: string;
    };
    expect(Object.keys(json as object).sort()).toEqual(Object.keys(schema.properties).sort());
    expect((json as { schema: { url: string; version: number } }).schema).toMatchObject({
      url: schema.$id,
      version: 1,
    });
  });

  test('to read needs nothing else, holds every part, and carries no script of anybody', async () => {
    const { id } = await somebodyEverywhere(world);
    await world.rows("UPDATE contact SET name = '<script>alert(1)</script>', country = 'GB' WHERE id = $1", [
      id,
    ]);
    const html = await (await downloadHtml(GET, world.ctx, { contactId: id })).text();
    expect(html).not.toMatch(/<script|src=|href="(?!#)/);
    expect(html).toContain('&lt;script&gt;');
    for (const part of [
      'Your addresses',
      'What was said',
      'Who got your data',
      'Winter',
      'We stop.',
      'It is Ada.',
    ])
      expect(html).toContain(part);
    expect(html).toContain('Tick to hear from us.');
    expect(html).not.toContain('MISSING');
  });

  test('in Arabic reads from the right', async () => {
    const { id } = await somebodyEverywhere(world);
    await world.rows("UPDATE contact SET locale = 'ar' WHERE id = $1", [id]);
    const html = await (await downloadHtml(GET, world.ctx, { contactId: id })).text();
    expect(html).toContain('<html lang="ar" dir="rtl">');
  });

  test('of a database that is away are no file', async () => {
    const away = await requestWorld();
    await away.close();
    await expect(downloadJson(GET, away.ctx, { contactId: away.manager.id })).rejects.toThrow();
  });
});

describe('the forms', () => {
  test.each([
    ['correction', 'open'],
    ['objection', 'open'],
    ['complaint', 'open'],
    ['restriction', 'open'],
    ['marketing_objection', 'done'],
  ])('%s is taken', async (kind, state) => {
    const person = await somebody();
    const answer = await askAboutMyData(form({ kind, token: 't', words: 'Because.' }), world.ctx, person);
    expect(place(answer)).toBe(`303 /account/my-data?did=${kind}`);
    expect(await requestsOf(person.contactId)).toMatchObject([{ kind, state }]);
  });

  test('erasing needs the box, and taking back or lifting is one press', async () => {
    const person = await somebody();
    const bare = await askAboutMyData(form({ kind: 'erasure' }), world.ctx, person);
    expect(place(bare)).toMatch(/^303 \/account\/my-data\/ask\/erasure\?draft=[0-9a-f-]{36}$/);
    expect(await requestsOf(person.contactId)).toEqual([]);
    await askAboutMyData(form({ kind: 'erasure', confirm: 'yes' }), world.ctx, person);
    const [request] = await requestsOf(person.contactId);
    const back = form({ request: request?.id ?? '' });
    expect(place(await takeBack(back.clone(), world.ctx, person))).toBe('303 /account/my-data?did=withdrawn');
    expect(place(await takeBack(back, world.ctx, person))).toBe('303 /account/my-data?did=closed');
    await askAboutMyData(form({ kind: 'restriction' }), world.ctx, person);
    expect(place(await lift(form({}), world.ctx, person))).toBe('303 /account/my-data?did=lifted');
  });

  test('that cannot be read do nothing', async () => {
    const person = await somebody();
    expect(place(await askAboutMyData(form({ kind: 'nonsense' }), world.ctx, person))).toBe(
      '303 /account/my-data',
    );
    expect(place(await takeBack(form({ request: 'x' }), world.ctx, person))).toBe('303 /account/my-data');
    const empty = await askAboutMyData(form({ kind: 'complaint', words: ' ' }), world.ctx, person);
    expect(place(empty)).toContain('/ask/complaint?draft=');
    expect(await requestsOf(person.contactId)).toEqual([]);
  });
});

describe('the desk', () => {
  async function asked() {
    const person = await somebody();
    await askErasure(world.ctx, { ...person, evidence: EVIDENCE });
    const [request] = await requestsOf(person.contactId);
    world.wait();
    return { ...person, page: `/staff/data-requests/${request?.id}`, request: request?.id ?? '' };
  }

  test('erases by a ticked box, and says what became of it', async () => {
    const { page, request } = await asked();
    const press = (fields: Record<string, string>) =>
      eraseAtDesk(form({ request, ...fields }), world.ctx, world.manager);
    expect(place(await press({}))).toBe(`303 ${page}?problem=confirm_missing#confirm`);
    expect(place(await press({ confirm: 'yes' }))).toBe(`303 ${page}?did=erased`);
    expect(place(await press({ confirm: 'yes' }))).toBe(`303 ${page}?problem=closed`);
  });

  test('answers in words, and an agent may not', async () => {
    const { page, request } = await asked();
    const answer = (fields: Record<string, string>, staff = world.manager) =>
      answerAtDesk(form({ request, ...fields }), world.ctx, staff);
    expect(place(await answer({ answer: 'refuse' }))).toBe(
      `303 ${page}?problem=words_missing&answer=refuse#refuse-words`,
    );
    expect(place(await answer({ answer: 'done', words: 'x' }))).toContain('problem=needs_carrying_out');
    expect(place(await answer({ answer: 'refuse', words: 'We must keep it.' }))).toBe(
      `303 ${page}?did=refuse`,
    );
    expect(place(await answer({ answer: 'nonsense' }))).toBe(`303 ${page}?problem=closed`);
    const agent = await addStaffMember(world.db, 'agent');
    await expect(answer({ answer: 'progress', words: 'x' }, agent)).rejects.toThrow(/manager/);
  });
});

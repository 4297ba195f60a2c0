import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applySetup } from '../../../services/setup/apply-setup';
import { demoSetup } from '../../../services/setup/demo-setup';
import { type ApiWorld, openApiWorld } from './api.fixture';

let world: ApiWorld;
let key: string;
let people = 0;

beforeAll(async () => {
  world = await openApiWorld();
  await applySetup(world.ctx, demoSetup());
  ({ key } = await world.newKey({ senders: ['northgate', 'northgate-print'] }));
});
afterAll(() => world?.close());

const somebody = () => `joiner${people++}@example.com`;
const show = async (form: string, query = '') =>
  (await world.call('GET', `/join-forms/${form}${query}`, undefined, { key })).json;
const filled = async (form: string, more: object) => {
  const shown = await show(form);
  return {
    form,
    version: shown.version,
    language: 'en',
    shown: shown.shown,
    notice_versions: shown.sections.map((section: { notice_version: string }) => section.notice_version),
    ...more,
  };
};
const send = (body: object, headers: Record<string, string> = {}, by = key) =>
  world.call('POST', '/registrations', body, { key: by, headers });
const count = async (table: string) =>
  (await world.test.asOwner<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`))[0]?.n ?? -1;

describe('GET /join-forms/{form}', () => {
  it('tells the words, the boxes and what was shown by them, in the language asked for', async () => {
    const shown = await show('northgate');
    expect(shown.sections.map((one: { sender: string }) => one.sender)).toEqual([
      'northgate',
      'fellside-travel',
      'harbour-insurance',
      'bright-optics',
    ]);
    expect(shown.words).toContain('May Northgate write to you or call you about offers');
    expect((await show('northgate', '?language=de')).shown).not.toBe(shown.shown);
    const alone = await show('northgate', '?share=false');
    expect(alone.sections).toHaveLength(1);
  });

  it('answers 404 for no form, 400 for no language of ours, 401 without a key', async () => {
    expect((await world.call('GET', '/join-forms/nothing', undefined, { key })).status).toBe(404);
    expect((await world.call('GET', '/join-forms/northgate?language=xx', undefined, { key })).status).toBe(
      400,
    );
    expect((await world.call('GET', '/join-forms/northgate', undefined, { key: null })).status).toBe(401);
  });
});

describe('POST /registrations', () => {
  it('asks for confirmation, once under an idempotency key', async () => {
    const [box] = (await show('newsletter')).sections[0].boxes;
    const body = await filled('newsletter', {
      email: somebody(),
      boxes: [box.box],
      evidence: { ip: '192.0.2.7' },
    });
    const before = await count('registration');
    const headers = { 'idempotency-key': '"join-1"' };
    const answers = [await send(body, headers), await send(body, headers)];
    for (const { status, json } of answers) {
      expect(status).toBe(201);
      expect(json).toEqual({ status: 'confirmation_asked', confirm_within_days: 7 });
    }
    expect(answers[1]?.headers.get('idempotent-replayed')).toBe('true');
    expect(await count('registration')).toBe(before + 1);
    expect((await send({ ...body, email: somebody() }, headers)).status).toBe(422);
    const [event] = await world.test.asOwner<{ act: string; actor_kind: string; body: object }>(
      `SELECT e.act, e.actor_kind, v.body FROM consent_event e JOIN evidence v USING (contact_point_id, instruction_id)
       ORDER BY e.recorded_at DESC LIMIT 1`,
    );
    expect(event).toMatchObject({
      act: 'requested',
      actor_kind: 'api_client',
      body: { page: 'POST /registrations', reported: { ip: '192.0.2.7' }, form: 'newsletter' },
    });
  });

  it('takes a no from any key, and a yes from one of the sender alone', async () => {
    const other = await world.newKey({ senders: ['brand'] });
    const no = await filled('order', { email: somebody(), refused: true });
    expect((await send(no, {}, other.key)).json).toMatchObject({ status: 'refused' });
    const yes = await filled('order', { email: somebody() });
    expect((await send(yes, {}, other.key)).status).toBe(403);
    const bare = await world.newKey({ scopes: ['decisions'], senders: ['northgate'] });
    expect((await send(yes, {}, bare.key)).status).toBe(403);
  });

  it('records no yes for words that were not shown, and the no all the same', async () => {
    const before = await count(`consent_event WHERE act = 'refused'`);
    const body = await filled('order', { email: somebody(), refused: false, shown: '0'.repeat(64) });
    const answer = await send(body);
    expect(answer.status).toBe(422);
    expect(answer.json.errors).toEqual([expect.objectContaining({ pointer: '#/shown' })]);
    const refusing = await send({ ...body, email: somebody(), refused: true });
    expect(refusing.json).toMatchObject({ status: 'refused' });
    expect(await count(`consent_event WHERE act = 'refused'`)).toBe(before + 2);
  });

  it('names every fault, and is not found for no form', async () => {
    const body = await filled('northgate', {
      email: 'nobody',
      boxes: (await show('northgate')).sections[0].boxes.map((one: { box: string }) => one.box),
    });
    const { status, json } = await send(body);
    expect(status).toBe(422);
    expect(json.errors.map((one: { pointer: string }) => one.pointer)).toEqual([
      '#/email',
      '#/phone',
      '#/postal',
    ]);
    expect((await send({ ...body, form: 'nothing' })).status).toBe(404);
    expect((await send({ ...body, more: 1 })).status).toBe(400);
  });

  it('records a soft opt-in at once where its form says so, with every limb and lifting nothing', async () => {
    const file = demoSetup();
    const form = file.join_forms.find(({ slug }) => slug === 'order');
    if (form === undefined) throw new Error('the demo has no order form');
    await applySetup(world.ctx, { ...file, join_forms: [{ ...form, slug: 'till', confirm: 'none' }] });
    const body = await filled('till', { email: somebody(), reference: 'T-1' });
    expect((await send(body)).json).toMatchObject({ status: 'recorded' });
    const rows = await world.test.asOwner<{
      basis: string;
      lifting: boolean;
      assurance: string;
      body: object;
    }>(
      `SELECT e.basis, e.lifting, e.assurance, v.body FROM consent_event e JOIN evidence v USING (contact_point_id, instruction_id)
       WHERE e.act = 'given'`,
    );
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({
      basis: 'soft_opt_in',
      lifting: false,
      assurance: 'asserted',
      body: { soft_opt_in: { obtained_in: 'sale', reference: 'T-1' } },
    });
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applySetup } from '../setup/apply-setup';
import { demoSetup } from '../setup/demo-setup';
import { confirmRegistration } from './confirm-registration';
import { type JoinWorld, newcomer, openJoinWorld } from './join-world.fixture';
import { showForm } from './show-form';

let world: JoinWorld;
const OFFERS = 'email northgate/offers';

beforeAll(async () => {
  world = await openJoinWorld();
});
afterAll(() => world?.close());

const confirm = async (email: string) => confirmRegistration(world.ctx, await world.linkOf(email), {});
const later = (ms: number) => {
  world.ctx.clock.now = new Date(world.ctx.clock.now.getTime() + ms);
};
const mailsTo = async (email: string) =>
  world.test.asOwner<{ id: string }>('SELECT id FROM message WHERE contact_point_id = $1', [
    await world.pointId({ email }),
  ]);

describe('a soft opt-in', () => {
  it('stores every limb, lifts nothing, and is for our own electronic mail alone', async () => {
    const email = newcomer();
    await world.send({ form: 'order', typed: { email, reference: 'A-17' } });
    await confirm(email);
    expect(await world.answer({ email }, OFFERS)).toBe('allow');
    const given = (await world.events({ email })).filter(({ act }) => act === 'given');
    expect(given).toHaveLength(2);
    expect(given[0]).toMatchObject({ basis: 'soft_opt_in', lifting: false });
    expect(given[0]?.body).toMatchObject({
      refused: false,
      soft_opt_in: {
        obtained_in: 'sale',
        reference: 'A-17',
        similar_products: 'outdoor clothing and equipment like what was bought',
        refusal_in_every_message: true,
        collected_by: 'northgate',
      },
    });
  });

  it('does not take back a no', async () => {
    const email = newcomer();
    await world.send({ form: 'order', typed: { email }, refused: true });
    later(60_000);
    await world.send({ form: 'order', typed: { email } });
    await confirm(email);
    expect(await world.answer({ email }, OFFERS)).toBe('refused');
  });

  it('refused is recorded at once: before any mail, beyond any limit, with an address that is none', async () => {
    const email = newcomer();
    for (let turn = 0; turn < 5; turn += 1)
      expect(
        await world.send({ form: 'order', typed: { email, phone: '07700 900555' }, refused: true }),
      ).toEqual({
        outcome: 'refused',
      });
    expect((await world.events({ email })).map(({ act, door }) => [act, door])).toEqual([
      ['refused', 'registration'],
      ['refused', 'registration'],
    ]);
    expect(await world.events({ phone: '07700 900555' })).toMatchObject([
      { act: 'refused', channel: 'sms' },
      {},
    ]);
    expect(await mailsTo(email)).toEqual([]);
    const before = await world.test.asOwner(`SELECT 1 FROM consent_event WHERE act = 'refused'`);
    const sent = await world.send({ form: 'order', typed: { email: 'bob at example' }, refused: true });
    expect(sent.outcome).toBe('faulty');
    expect(await world.test.asOwner(`SELECT 1 FROM consent_event WHERE act = 'refused'`)).not.toHaveLength(
      before.length,
    );
  });
});

describe('forms', () => {
  it('may still be sent in as they were shown before they changed', async () => {
    const { ctx } = world;
    const asked = { slug: 'newsletter', language: 'en', withoutPartners: false };
    const today = await showForm(ctx, asked);
    const noticeIds = today?.sections.map(({ noticeId }) => noticeId) ?? [];
    const again = await showForm(ctx, { ...asked, shown: { version: 1, noticeIds } });
    expect(again?.offer).toEqual(today?.offer);
    expect(await showForm(ctx, { ...asked, shown: { version: 9, noticeIds } })).toBeNull();
    expect((await showForm(ctx, { ...asked, shown: { version: 1, noticeIds: [] } }))?.sections).toEqual([]);
  });

  it('show the words in the language asked for, and in English where there are none', async () => {
    const inLanguage = async (language: string) =>
      (await showForm(world.ctx, { slug: 'newsletter', language, withoutPartners: false }))?.sections.map(
        ({ notice }) => notice.language,
      );
    expect(await inLanguage('xx')).toEqual(['en']);
    const file = demoSetup();
    const [own] = file.notices.filter(({ slug }) => slug === 'northgate-print-sign-up');
    if (own === undefined) throw new Error('the demo has no such notice');
    const gaelic = { ...own, language: 'gd', words: 'Am faod sinn sgrìobhadh thugaibh?' };
    await applySetup(world.ctx, { ...file, notices: [...file.notices, gaelic] });
    expect(await inLanguage('gd')).toEqual(['gd']);
  });
});

import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { confirmRegistration } from './confirm-registration';
import { type JoinWorld, newcomer, openJoinWorld } from './join-world.fixture';
import { purgeRegistrations } from './purge-registrations';
import { showRegistration } from './show-registration';

let world: JoinWorld;
const OFFERS = 'email northgate/offers';
const HOLIDAYS = 'email fellside-travel/holidays';

beforeAll(async () => {
  world = await openJoinWorld();
});
afterAll(() => world?.close());

const confirm = async (email: string) =>
  confirmRegistration(world.ctx, await world.linkOf(email), { ip: '192.0.2.9' });
const later = (ms: number) => {
  world.ctx.clock.now = new Date(world.ctx.clock.now.getTime() + ms);
};
const mailsTo = async (email: string) =>
  world.test.asOwner<{ id: string }>(
    `SELECT id FROM message WHERE contact_point_id = $1 AND kind = 'registration_confirm'`,
    [await world.pointId({ email })],
  );

describe('a registration', () => {
  it('is no permission until it is confirmed, and then is one for exactly the boxes ticked', async () => {
    const email = newcomer();
    expect(
      await world.send({ typed: { email, name: 'Ann Example' }, tick: [OFFERS, HOLIDAYS] }),
    ).toMatchObject({ outcome: 'asked' });
    expect(await world.answer({ email }, OFFERS)).toBe('unknown_jurisdiction');
    const asked = await world.events({ email });
    expect(asked.map(({ act, door, assurance }) => [act, door, assurance])).toEqual([
      ['requested', 'registration', 'none'],
      ['requested', 'registration', 'none'],
    ]);
    expect(await world.contactsOf(email)).toEqual([]);
    later(1_000);
    expect(await confirm(email)).toBe('confirmed');
    expect(await world.answer({ email }, OFFERS)).toBe('allow');
    expect(await world.answer({ email }, HOLIDAYS)).toBe('allow');
    expect(await world.answer({ email }, 'email northgate/events')).toBe('no_record');
    expect(await world.answer({ email }, 'email bright-optics/binoculars')).toBe('no_record');
    expect(await world.contactsOf(email)).toMatchObject([{ name: 'Ann Example', country: 'GB' }]);
  });

  it('that waits at a known address is denied as unconfirmed', async () => {
    const email = newcomer();
    await world.send({ typed: { email }, tick: [OFFERS] });
    await confirm(email);
    await world.send({ typed: { email }, tick: ['email northgate/events'] });
    expect(await world.answer({ email }, 'email northgate/events')).toBe('unconfirmed');
  });

  it('keeps in evidence the words shown, the form and its version, the notices, and both moments', async () => {
    const email = newcomer();
    await world.send({ typed: { email }, tick: [OFFERS] });
    await confirm(email);
    const [, given] = await world.events({ email });
    expect(given).toMatchObject({
      act: 'given',
      door: 'registration_confirmed',
      assurance: 'confirmed',
      lifting: true,
    });
    expect(given?.body).toMatchObject({
      page: '/register/northgate',
      form: 'northgate',
      form_version: 1,
      language: 'en',
      words: 'The words as rendered.',
      words_sha256: createHash('sha256').update('The words as rendered.').digest('hex'),
      ticked: [await world.box(OFFERS)],
      ip: '192.0.2.1',
      confirmation: { ip: '192.0.2.9', confirmed_by: 'mailed_link' },
    });
  });

  it('confirmed lifts a no that stood, for its own boxes alone', async () => {
    const email = newcomer();
    await world.send({ typed: { email }, tick: [OFFERS] });
    await confirm(email);
    await world.send({ form: 'order', typed: { email }, refused: true });
    expect(await world.answer({ email }, OFFERS)).toBe('refused');
    later(10 * 60_000);
    await world.send({ typed: { email }, tick: [OFFERS] });
    expect(await world.answer({ email }, OFFERS)).toBe('refused');
    expect(await confirm(email)).toBe('confirmed');
    expect(await world.answer({ email }, OFFERS)).toBe('allow');
    expect(await world.answer({ email }, 'email northgate/new-products')).toBe('refused');
  });

  it('sent twice is one registration with one mail, and mails again later', async () => {
    const email = newcomer();
    const sending = { typed: { email, name: 'Bo Example' }, tick: [OFFERS] };
    await Promise.all([world.send(sending), world.send(sending)]);
    expect(await mailsTo(email)).toHaveLength(1);
    later(3 * 60_000);
    await world.send(sending);
    expect(await mailsTo(email)).toHaveLength(2);
    expect(await world.events({ email })).toHaveLength(1);
    await Promise.all([confirm(email), confirm(email)]);
    expect((await world.events({ email })).filter(({ act }) => act === 'given')).toHaveLength(1);
    expect(await world.contactsOf(email)).toHaveLength(1);
  });

  it('answers the same beyond the limit of mails, and sends none', async () => {
    const email = newcomer();
    for (let turn = 0; turn < 6; turn += 1) {
      later(3 * 60_000 + 1);
      expect(await world.send({ typed: { email }, tick: [OFFERS] })).toMatchObject({ outcome: 'asked' });
    }
    expect((await mailsTo(email)).length).toBeLessThanOrEqual(4);
    expect((await mailsTo(email)).length).toBeGreaterThan(0);
  });

  it('at an address of a known contact leaves their name alone and is theirs', async () => {
    const email = newcomer();
    await world.send({ typed: { email, name: 'Cy Example' }, tick: [OFFERS] });
    await confirm(email);
    const [before] = await world.contactsOf(email);
    await world.send({ typed: { email, name: 'Somebody Else' }, tick: [HOLIDAYS] });
    await confirm(email);
    expect(await world.contactsOf(email)).toEqual([before]);
    const given = (await world.events({ email })).filter(({ act }) => act === 'given');
    expect(given.map(({ contact_id }) => contact_id)).toEqual([before?.id, before?.id]);
  });

  it('at an address that several share and that signs nobody in is nobody’s in particular', async () => {
    const email = newcomer();
    await world.send({ typed: { email }, tick: [HOLIDAYS] });
    const pointId = await world.pointId({ email });
    for (const name of ['One Example', 'Two Example']) {
      const id = world.ctx.newId();
      await world.test.asOwner(`INSERT INTO contact (id, name, country) VALUES ($1, $2, 'GB')`, [id, name]);
      await world.test.asOwner(
        `INSERT INTO contact_contact_point (contact_point_id, contact_id, channels) VALUES ($1, $2, '{email}')`,
        [pointId, id],
      );
    }
    expect(await confirm(email)).toBe('confirmed');
    expect(await world.contactsOf(email)).toHaveLength(2);
    expect((await world.events({ email })).at(-1)).toMatchObject({ act: 'given', contact_id: null });
    expect(await world.answer({ email }, HOLIDAYS)).toBe('allow');
  });

  it('and another of the same address, confirmed at the same moment, make one contact', async () => {
    const email = newcomer();
    const links = [];
    for (const tick of [OFFERS, HOLIDAYS, 'email northgate/events']) {
      await world.send({ typed: { email, name: tick }, tick: [tick] });
      links.push(await world.linkOf(email));
      later(1_000);
    }
    expect(new Set(links.map(({ messageId }) => messageId)).size).toBe(3);
    const confirmations = links.map((link) => confirmRegistration(world.ctx, link, {}));
    expect(await Promise.all(confirmations)).toEqual(['confirmed', 'confirmed', 'confirmed']);
    expect(await world.contactsOf(email)).toHaveLength(1);
    expect((await world.events({ email })).filter(({ act }) => act === 'given')).toHaveLength(3);
  });

  it('lapses: what was typed is forgotten, the link does nothing, and the ledger keeps ids alone', async () => {
    const email = newcomer();
    await world.send({ typed: { email, name: 'Di Example' }, tick: [OFFERS] });
    const link = await world.linkOf(email);
    later(8 * 24 * 60 * 60_000);
    expect(await confirmRegistration(world.ctx, link, {})).toBe('gone');
    await purgeRegistrations(world.ctx, 100);
    expect(await confirmRegistration(world.ctx, link, {})).toBe('gone');
    expect(await showRegistration(world.ctx, link)).toEqual({ state: 'gone' });
    const [point] = await world.test.asOwner<{ typed: string | null; normalised: string | null }>(
      'SELECT typed, normalised FROM contact_point WHERE id = $1',
      [await world.pointId({ email })],
    );
    expect(point).toEqual({ typed: null, normalised: null });
    expect(await world.events({ email })).toMatchObject([{ act: 'requested', body: null }]);
    await world.send({ typed: { email }, tick: [OFFERS] });
    expect(await confirm(email)).toBe('confirmed');
    expect(await world.answer({ email }, OFFERS)).toBe('allow');
  });

  it('that lapses takes nothing from an address that is known otherwise', async () => {
    const email = newcomer();
    await world.send({ typed: { email }, tick: [OFFERS] });
    await confirm(email);
    await world.send({ typed: { email }, tick: [HOLIDAYS] });
    later(8 * 24 * 60 * 60_000);
    await purgeRegistrations(world.ctx, 100);
    expect(await world.answer({ email }, OFFERS)).toBe('allow');
    const [point] = await world.test.asOwner<{ typed: string | null }>(
      'SELECT typed FROM contact_point WHERE id = $1',
      [await world.pointId({ email })],
    );
    expect(point?.typed).toBe(email);
  });

  it('whose words were not those of the form records no yes', async () => {
    const email = newcomer();
    expect(await world.send({ typed: { email }, tick: [OFFERS], words: null })).toEqual({
      outcome: 'unshown',
    });
    expect(await world.events({ email })).toEqual([]);
  });

  it('counts no box of a third party while the browser asks not to share', async () => {
    const email = newcomer();
    await world.send({ typed: { email }, tick: [OFFERS, HOLIDAYS], gpc: true });
    await confirm(email);
    expect(await world.answer({ email }, OFFERS)).toBe('allow');
    expect(await world.answer({ email }, HOLIDAYS)).toBe('no_record');
  });

  it('says what is missing, and keeps nothing of it', async () => {
    const sent = await world.send({
      typed: { email: 'not an address', lines: '1 High Street', postcode: 'LS1 1AA' },
      tick: ['sms northgate/offers', 'post northgate/offers'],
    });
    expect(sent).toEqual({
      outcome: 'faulty',
      faults: [
        { field: 'email', problem: 'malformed' },
        { field: 'phone', problem: 'missing' },
        { field: 'name', problem: 'missing' },
      ],
    });
    expect(await world.send({ form: 'newsletter', typed: { email: newcomer() } })).toEqual({
      outcome: 'faulty',
      faults: [{ field: 'choice', problem: 'missing' }],
    });
  });
});

describe('a yes to post', () => {
  const typed = { name: 'Flo Example', lines: '12 High Street\nLeeds', postcode: 'LS1 4AB' };
  const postal = {
    postal: { name: 'Flo Example', lines: ['12 High Street', 'Leeds'], postcode: 'LS1 4AB', country: 'GB' },
  };

  it('counts for the name given, and takes back no refusal made there', async () => {
    const email = newcomer();
    await world.send({ typed: { ...typed, email }, tick: ['post northgate/events'] });
    await confirm(email);
    expect(await world.answer(postal, 'post northgate/events')).toBe('allow');
    const [, given] = await world.events(postal);
    expect(given).toMatchObject({ act: 'given', assurance: 'asserted', lifting: false });
  });
});

import type { JobHelpers } from 'graphile-worker';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sendPhoneCodeJob } from '../../jobs/send-phone-code';
import type { TextMessage } from '../../sms/sms-provider';
import { stopEverything } from '../preference/stop-everything';
import { confirmNumber } from './confirm-number';
import { confirmRegistration } from './confirm-registration';
import { type JoinWorld, newcomer, openJoinWorld } from './join-world.fixture';
import { purgeRegistrations } from './purge-registrations';
import { showRegistration } from './show-registration';
import { textNumber } from './text-number';

let world: JoinWorld;
const SMS = 'sms northgate/offers';
const CALLS = 'phone northgate/offers';
const OFFERS = 'email northgate/offers';
let numbers = 0;

beforeAll(async () => {
  world = await openJoinWorld();
});
afterAll(() => world?.close());

const newNumber = () => `07700 9003${String(++numbers).padStart(2, '0')}`;
const later = (ms: number) => {
  world.ctx.clock.now = new Date(world.ctx.clock.now.getTime() + ms);
};

/** The code texted last, after the waiting job has run as the worker would run it. */
async function textedCode(): Promise<string> {
  const texts: TextMessage[] = [];
  const job = sendPhoneCodeJob(world.ctx, {
    send: async (message) => {
      texts.push(message);
      return { outcome: 'accepted' };
    },
  });
  const waiting = await world.test.asOwner<{ payload: unknown }>(
    `DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_tasks t
     WHERE t.id = j.task_id AND t.identifier = 'send-phone-code' RETURNING j.payload`,
  );
  for (const { payload } of waiting) await job(payload, {} as JobHelpers);
  return /\d{6}/.exec(texts.at(-1)?.text ?? '')?.[0] ?? 'no text';
}

async function registered(tick: readonly string[]) {
  const [email, phone] = [newcomer(), newNumber()];
  await world.send({ typed: { email, phone, name: 'Gus Example' }, tick });
  return { email, phone, link: await world.linkOf(email) };
}

it('a number counts once the code texted to it came back, and not by the mailed link alone', async () => {
  const { email, phone, link } = await registered([OFFERS, SMS, CALLS]);
  expect(await textNumber(world.ctx, link, null)).toEqual({ outcome: 'gone' });
  await confirmRegistration(world.ctx, link, {});
  expect(await world.answer({ email }, OFFERS)).toBe('allow');
  expect(await world.answer({ phone }, SMS)).not.toBe('allow');
  const shown = await showRegistration(world.ctx, link);
  expect(shown).toMatchObject({ state: 'confirmed', number: { kind: 'phone' } });
  expect(JSON.stringify(shown)).not.toContain(phone.replaceAll(' ', '').slice(1));
  expect((await textNumber(world.ctx, link, null)).outcome).toBe('asked');
  const code = await textedCode();
  const wrong = code === '000000' ? '000001' : '000000';
  expect(await confirmNumber(world.ctx, link, { code: wrong, evidence: {} })).toMatchObject({
    outcome: 'wrong',
  });
  expect(await world.answer({ phone }, SMS)).not.toBe('allow');
  expect(await confirmNumber(world.ctx, link, { code, evidence: {} })).toEqual({ outcome: 'right' });
  expect(await world.answer({ phone }, SMS)).toBe('allow');
  const given = (await world.events({ phone })).filter(({ act }) => act === 'given');
  expect(given.map(({ assurance, lifting }) => [assurance, lifting])).toEqual([
    ['confirmed', true],
    ['confirmed', true],
  ]);
  expect(given[0]?.body).toMatchObject({ confirmation: { confirmed_by: 'texted_code' } });
  expect(await confirmNumber(world.ctx, link, { code, evidence: {} })).toEqual({ outcome: 'gone' });
  expect(await showRegistration(world.ctx, link)).toMatchObject({ state: 'confirmed', number: null });
});

it('a number gained brings the refusals of its contact, and the yes counts for its own boxes alone', async () => {
  const email = newcomer();
  await world.send({ typed: { email }, tick: [OFFERS] });
  await confirmRegistration(world.ctx, await world.linkOf(email), {});
  const [contact] = await world.contactsOf(email);
  later(1_000);
  await stopEverything(world.ctx, { contactId: contact?.id ?? '', evidence: {} });
  later(1_000);
  const phone = newNumber();
  await world.send({ typed: { email, phone }, tick: [SMS] });
  const link = await world.linkOf(email);
  await confirmRegistration(world.ctx, link, {});
  await textNumber(world.ctx, link, null);
  await confirmNumber(world.ctx, link, { code: await textedCode(), evidence: {} });
  expect(await world.answer({ phone }, SMS)).toBe('allow');
  expect(await world.answer({ phone }, 'sms northgate/events')).toBe('refused');
  expect(await world.answer({ phone }, CALLS)).toBe('refused');
  expect(await world.answer({ email }, OFFERS)).toBe('refused');
});

it('a number never confirmed is forgotten when its registration runs out', async () => {
  const { phone, link } = await registered([OFFERS, SMS]);
  await confirmRegistration(world.ctx, link, {});
  later(8 * 24 * 60 * 60_000);
  expect(await textNumber(world.ctx, link, null)).toEqual({ outcome: 'gone' });
  await purgeRegistrations(world.ctx, 100);
  const [point] = await world.test.asOwner<{ typed: string | null }>(
    'SELECT typed FROM contact_point WHERE id = $1',
    [await world.pointId({ phone })],
  );
  expect(point).toEqual({ typed: null });
  expect(await world.answer({ phone }, SMS)).not.toBe('allow');
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { eraseContact } from '../contact/erase-contact';
import { checkPermissions } from '../ledger/rebuild-permissions';
import { verifyLedger } from '../ledger/verify-ledger';
import { confirmRegistration } from '../registration/confirm-registration';
import { type JoinWorld, newcomer, openJoinWorld } from '../registration/join-world.fixture';

let world: JoinWorld;
const OFFERS = 'email northgate/offers';

beforeAll(async () => {
  world = await openJoinWorld();
});
afterAll(() => world?.close());

const later = () => {
  world.ctx.clock.now = new Date(world.ctx.clock.now.getTime() + 60_000);
};

async function join(email: string): Promise<void> {
  await world.send({ typed: { email, name: 'Ann Example' }, tick: [OFFERS] });
  later();
  expect(await confirmRegistration(world.ctx, await world.linkOf(email), { ip: '192.0.2.9' })).toBe(
    'confirmed',
  );
  later();
}

test('somebody who was erased joins again with the same address: a new person, a new yes, and the rest still no', async () => {
  const email = newcomer();
  await join(email);
  expect(await world.answer({ email }, OFFERS)).toBe('allow');
  const pointId = await world.pointId({ email });
  const [before] = await world.test.asOwner<{ contact_id: string }>(
    'SELECT contact_id FROM contact_contact_point WHERE contact_point_id = $1',
    [pointId],
  );
  const erase = {
    contactId: before?.contact_id ?? '',
    actor: { kind: 'system' as const, id: null },
    evidence: { request: 'DR-TEST-0001' },
  };
  expect(await world.ctx.db.transaction((tx) => eraseContact(world.ctx, tx, erase))).toEqual({
    forgotten: 1,
    shared: 0,
  });
  expect(await world.ctx.db.transaction((tx) => eraseContact(world.ctx, tx, erase))).toBeNull();
  expect(await world.answer({ email }, OFFERS)).toBe('erased');
  later();
  await join(email);
  expect(await world.answer({ email }, OFFERS)).toBe('allow');
  expect(await world.answer({ email }, 'email northgate/events')).toBe('refused');
  const uses = await world.test.asOwner<{ contact_id: string; open: boolean }>(
    'SELECT contact_id, detached_at IS NULL AS open FROM contact_contact_point WHERE contact_point_id = $1 ORDER BY attached_at',
    [pointId],
  );
  expect(uses.map(({ open }) => open)).toEqual([false, true]);
  expect(new Set(uses.map((use) => use.contact_id)).size).toBe(2);
  expect((await verifyLedger(world.ctx)).intact).toBe(true);
  expect((await checkPermissions(world.ctx)).equal).toBe(true);
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Mailer } from '../mail/transport';
import { add, codeFor, pointIdOf } from '../services/account-address/addresses.fixture';
import { confirmAddress } from '../services/account-address/confirm-address';
import { forgetPending } from '../services/account-address/forget-pending';
import { addPerson } from '../services/person/person.fixture';
import { attempt, readMessage } from './mail-attempts.fixture';
import { type MailWorld, mailerTo, openMailWorld, type Relay, startRelay } from './mail-world.fixture';

let world: MailWorld;
let relay: Relay;
let mailer: Mailer;
let count = 0;

beforeAll(async () => {
  world = await openMailWorld();
});
afterAll(async () => {
  await world?.close();
});
beforeEach(async () => {
  relay = await startRelay();
  mailer = mailerTo(world.ctx, relay);
});
afterEach(async () => {
  await mailer.close();
  await relay.close();
});

async function asked() {
  count += 1;
  const own = { email: `own${count}@example.com` };
  const { id: contactId } = await addPerson(world.test, { name: 'Ann Bell', addresses: [own] });
  const email = `New.Address${count}@example.org`;
  await add(world.ctx, contactId, { email }, ['email']);
  const pointId = pointIdOf(world.ctx, { email });
  const [message] = await world.test.asOwner<{ id: string; contact_point_id: string }>(
    'SELECT id, contact_point_id FROM message WHERE contact_point_id = $1',
    [pointId],
  );
  if (message === undefined) throw new Error('no mail was queued');
  return { contactId, email, pointId, message };
}

describe('the mail that confirms an address', () => {
  it('goes to the address as it was typed, with the code and a link that holds both', async () => {
    const { contactId, email, pointId, message } = await asked();
    const queue = JSON.stringify(await world.test.asOwner('SELECT * FROM graphile_worker._private_jobs'));
    expect(queue).not.toContain('@');
    await attempt(world, mailer, message);
    const [arrived] = relay.arrived;
    const code = await codeFor(world.ctx, contactId, pointId);
    expect(arrived?.to).toEqual([email]);
    expect(arrived?.raw).not.toMatch(/^List-/im);
    expect(arrived?.mail.subject).not.toContain(code);
    expect(arrived?.mail.text).toContain(`Your code is ${code}.`);
    const link = /https:\S+/.exec(arrived?.mail.text ?? '')?.[0] ?? '';
    expect(Object.fromEntries(new URL(link).searchParams)).toEqual({ address: pointId, code, lang: 'en' });
    expect(JSON.stringify(await readMessage(world, message.id))).not.toContain(code);
    expect((await confirmAddress(world.ctx, { contactId, pointId, code })).outcome).toBe('confirmed');
  });

  it('repeated after a fault of the relay has the same code', async () => {
    const { contactId, pointId, message } = await asked();
    relay.refuse = { code: 451, text: 'later' };
    await attempt(world, mailer, message);
    relay.refuse = null;
    await attempt(world, mailer, message);
    const code = await codeFor(world.ctx, contactId, pointId);
    expect(relay.arrived[0]?.mail.text).toContain(code);
  });

  it('is not sent once nobody wants the address any more', async () => {
    const { contactId, pointId, message } = await asked();
    await forgetPending(world.ctx, { contactId, pointId });
    await attempt(world, mailer, message);
    expect(relay.arrived).toEqual([]);
    expect(await readMessage(world, message.id)).toMatchObject({
      state: 'withheld',
      failure: 'no longer wanted',
    });
  });
});

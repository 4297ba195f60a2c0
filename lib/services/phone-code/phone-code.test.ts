import type { JobHelpers } from 'graphile-worker';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../db/testing/database';
import { sendPhoneCodeJob } from '../../jobs/send-phone-code';
import type { SmsOutcome, TextMessage } from '../../sms/sms-provider';
import { checkCode } from '../address-code/check-code';
import { seedTestVocabulary, testContext } from '../context/context.fixture';
import { checkPhoneCode } from './check-phone-code';
import { sendPhoneCode } from './send-phone-code';

let db: TestDatabase;
let ctx: ReturnType<typeof testContext>;
let texts: TextMessage[];
/** How the gateway answers. */
let gateway: SmsOutcome;
let count = 0;
let days = 22;

beforeAll(async () => {
  db = await testDatabase();
  ctx = testContext(db);
  await seedTestVocabulary(db);
});
afterAll(async () => {
  await ctx.db.end();
  await db.drop();
});
beforeEach(() => {
  texts = [];
  gateway = { outcome: 'accepted' };
  // A noon of its own for each test, so that none counts against the next.
  days += 1;
  ctx.clock.now = new Date(Date.UTC(2026, 10, days, 12));
});

const later = (ms: number) => {
  ctx.clock.now = new Date(ctx.clock.now.getTime() + ms);
};

interface Somebody {
  ownerId: string;
  number: string;
}
function somebody(): Somebody {
  count += 1;
  return { ownerId: ctx.newId(), number: `07700 900${String(count).padStart(3, '0')}` };
}
const ask = (who: Somebody, peer: string | null = null) =>
  sendPhoneCode(ctx, { ...who, language: 'en', peer });
const check = (who: Somebody, code: string) =>
  ctx.db.transaction((tx) => checkPhoneCode(ctx, tx, { ...who, code }));

/** Runs every waiting job that texts a code, as the worker would. */
async function work(): Promise<void> {
  const job = sendPhoneCodeJob(ctx, {
    send: async (message) => {
      texts.push(message);
      return gateway;
    },
  });
  const waiting = await db.asOwner<{ id: string; payload: unknown }>(
    `DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_tasks t
     WHERE t.id = j.task_id AND t.identifier = 'send-phone-code' RETURNING j.id, j.payload`,
  );
  for (const { payload } of waiting) await job(payload, {} as JobHelpers);
}
const codeIn = (text: TextMessage | undefined) => /code is (\d{6})/.exec(text?.text ?? '')?.[1] ?? '';
const wrongFor = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

async function texted(who: Somebody): Promise<string> {
  await ask(who);
  await work();
  return codeIn(texts.at(-1));
}

describe('a code texted to a number', () => {
  it('proves control of that number for that person, once', async () => {
    const who = somebody();
    const code = await texted(who);
    expect(texts).toHaveLength(1);
    expect(texts[0]?.to).toMatch(/^\+447700900\d{3}$/);
    expect(texts[0]?.text).toContain(`@preferences.example.com #${code}`);
    expect(await check(somebody(), code)).toEqual({ outcome: 'void' });
    expect(await check({ ...who, ownerId: ctx.newId() }, code)).toEqual({ outcome: 'void' });
    expect(await check({ ...who, number: somebody().number }, code)).toEqual({ outcome: 'void' });
    expect(await check(who, ` ${code.slice(0, 3)} ${code.slice(3)} `)).toEqual({ outcome: 'right' });
    expect(await check(who, code)).toEqual({ outcome: 'void' });
  });

  it('stands nowhere in the database, and neither it nor the number in the queue', async () => {
    const who = somebody();
    await ask(who);
    const queue = JSON.stringify(await db.asOwner('SELECT * FROM graphile_worker._private_jobs'));
    await work();
    const rows = JSON.stringify(await db.asOwner('SELECT * FROM address_code'));
    expect(rows).toContain(texts[0]?.to ?? 'no text');
    expect(rows).not.toContain(codeIn(texts[0]));
    expect(queue).toContain(who.ownerId);
    expect(queue).not.toContain('447700');
  });

  it('is void after five wrong tries, even for the right one', async () => {
    const who = somebody();
    const code = await texted(who);
    for (const triesLeft of [4, 3, 2, 1])
      expect(await check(who, wrongFor(code))).toEqual({ outcome: 'wrong', triesLeft });
    expect(await check(who, wrongFor(code))).toEqual({ outcome: 'void' });
    expect(await check(who, code)).toEqual({ outcome: 'void' });
    expect(await check(who, await texted(who))).toEqual({ outcome: 'right' });
  });

  it('of forty tries at once is tried five times at most, and a right one is right once', async () => {
    const who = somebody();
    const code = await texted(who);
    const wrong = await Promise.all(Array.from({ length: 40 }, () => check(who, wrongFor(code))));
    expect(wrong.filter(({ outcome }) => outcome === 'wrong')).toHaveLength(4);
    const other = somebody();
    const right = await texted(other);
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => check(other, right)));
    expect(outcomes.filter(({ outcome }) => outcome === 'right')).toHaveLength(1);
  });

  it('costs no try when it is not six digits', async () => {
    const who = somebody();
    const code = await texted(who);
    for (let turn = 0; turn < 8; turn += 1)
      expect(await check(who, '12 34')).toEqual({ outcome: 'malformed' });
    expect(await check(who, code)).toEqual({ outcome: 'right' });
  });

  it('works for ten minutes from its sending', async () => {
    const [early, late] = [somebody(), somebody()];
    await ask(early);
    await ask(late);
    later(60_000);
    await work();
    const [first = '', second = ''] = texts.map(codeIn);
    later(10 * 60_000 - 1);
    expect(await check(early, first)).toEqual({ outcome: 'right' });
    later(1);
    expect(await check(late, second)).toEqual({ outcome: 'void' });
  });

  it('is replaced by the next, but a form sent twice, or several times at once, asks once', async () => {
    const who = somebody();
    const twice = [await ask(who), await ask(who)];
    expect(twice.map(({ outcome }) => outcome)).toEqual(['asked', 'asked']);
    await work();
    expect(texts).toHaveLength(1);
    later(30_000);
    const next = await texted(who);
    expect(texts).toHaveLength(2);
    const [first = ''] = texts.map(codeIn);
    expect(await check(who, first)).toMatchObject({ outcome: 'wrong' });
    expect(await check(who, next)).toEqual({ outcome: 'right' });
    const other = somebody();
    await Promise.all(Array.from({ length: 3 }, () => ask(other)));
    await work();
    expect(texts).toHaveLength(3);
  });

  it('is not sent by a job that runs twice, nor by one that was overtaken', async () => {
    const who = somebody();
    await ask(who);
    const [row] = await db.asOwner<{ ask_id: string; contact_point_id: string }>(
      'SELECT ask_id, contact_point_id FROM address_code WHERE owner_id = $1',
      [who.ownerId],
    );
    const payload = {
      contactPointId: row?.contact_point_id,
      ownerId: who.ownerId,
      askId: row?.ask_id,
    };
    const job = sendPhoneCodeJob(ctx, {
      send: async (message) => {
        texts.push(message);
        return { outcome: 'accepted' };
      },
    });
    await Promise.all([job(payload, {} as JobHelpers), job(payload, {} as JobHelpers)]);
    expect(texts).toHaveLength(1);
    await db.asOwner('DELETE FROM graphile_worker._private_jobs');
    later(31_000);
    await ask(who);
    await job(payload, {} as JobHelpers);
    expect(texts).toHaveLength(1);
  });

  it('that the gateway did not take can be asked for again at once', async () => {
    const who = somebody();
    gateway = { outcome: 'failed', reason: '503' };
    await texted(who);
    gateway = { outcome: 'accepted' };
    expect(await check(who, await texted(who))).toEqual({ outcome: 'right' });
  });
});

describe('asking for codes', () => {
  it('is limited for each number, whoever asks, and says when to come back', async () => {
    const { number } = somebody();
    const outcomes = [];
    for (let turn = 0; turn < 5; turn += 1) outcomes.push(await ask({ ownerId: ctx.newId(), number }));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      ...Array(3).fill('asked'),
      'too_many',
      'too_many',
    ]);
    expect(outcomes.at(-1)).toMatchObject({ retryInS: 60 * 60 });
    later(60 * 60_000);
    expect((await ask({ ownerId: ctx.newId(), number })).outcome).toBe('asked');
  });

  it('is limited for each person over any numbers, and for each peer, whose address is kept nowhere', async () => {
    const { ownerId } = somebody();
    const byPerson = [];
    for (let turn = 0; turn < 11; turn += 1) byPerson.push(await ask({ ...somebody(), ownerId }));
    expect(byPerson.filter(({ outcome }) => outcome === 'too_many')).toHaveLength(1);
    const byPeer = [];
    for (let turn = 0; turn < 31; turn += 1) byPeer.push(await ask(somebody(), '192.0.2.7'));
    expect(byPeer.filter(({ outcome }) => outcome === 'too_many')).toHaveLength(1);
    const counters = JSON.stringify(await db.asOwner('SELECT bucket FROM rate_counter'));
    expect(counters).not.toContain('192.0.2.7');
    expect(counters).not.toContain('7700');
  });

  it('says what is wrong with a number that is none', async () => {
    expect(await ask({ ownerId: ctx.newId(), number: 'call me' })).toMatchObject({ outcome: 'malformed' });
  });

  it('without a gateway or a local mailbox says so and keeps nothing', async () => {
    const relayed = { ...ctx, config: { ...ctx.config, smtpUrl: 'smtp://relay.example.com' } };
    const who = somebody();
    expect(await sendPhoneCode(relayed, { ...who, language: 'en', peer: null })).toEqual({
      outcome: 'cannot_text',
    });
    expect(await db.asOwner('SELECT 1 FROM address_code WHERE owner_id = $1', [who.ownerId])).toEqual([]);
  });

  it('does not try codes that were never asked for', async () => {
    const outcome = await ctx.db.transaction((tx) =>
      checkCode(ctx, tx, { contactPointId: ctx.newId(), ownerId: ctx.newId(), code: '123456' }),
    );
    expect(outcome).toEqual({ outcome: 'void' });
  });
});

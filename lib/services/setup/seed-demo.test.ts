import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMO_PERSON_EMAIL, demoPeople } from '../../../db/seed/demo-people';
import { SEED_TODAY } from '../../../db/seed/seeded';
import { slugIndex } from '../../domain/slug-index';
import { decideQuestions } from '../decision/decide-questions';
import { checkPermissions } from '../ledger/rebuild-permissions';
import { verifyLedger } from '../ledger/verify-ledger';
import { type DemoReport, seedDemo } from './seed-demo';
import { openTestContext, type TestContext } from './test-context.fixture';

let opened: TestContext;
let first: DemoReport;
beforeAll(async () => {
  opened = await openTestContext();
  first = await seedDemo(opened.ctx);
});
afterAll(() => opened?.close());

const everything = `select contact_point_id, seq, encode(hash, 'hex') as hash from consent_event order by 1, 2`;

test('the demo has a few hundred people, verifies and equals a rebuild', async () => {
  expect(first.contacts).toBeGreaterThan(300);
  expect(first.instructions).toBeGreaterThan(400);
  expect((await verifyLedger(opened.ctx)).intact).toBe(true);
  expect((await checkPermissions(opened.ctx)).equal).toBe(true);
});

test('a second run adds nothing', async () => {
  const before = await opened.test.asOwner(everything);
  expect(await seedDemo(opened.ctx)).toEqual({ contacts: 0, instructions: 0 });
  expect(await opened.test.asOwner(everything)).toEqual(before);
});

test('two databases get the same data', async () => {
  const other = await openTestContext();
  try {
    await seedDemo(other.ctx);
    const facts = `select act, channel, sender_no, topic_no, door, contact_id, said_at, recorded_at, event_id, encode(evidence_digest, 'hex') as evidence
      from consent_event order by contact_point_id, seq`;
    expect(await other.test.asOwner(facts)).toEqual(await opened.test.asOwner(facts));
  } finally {
    await other.close();
  }
});

test('every state, every country group and every role comes up', async () => {
  const values = async (sql: string) =>
    (await opened.test.asOwner<{ v: string }>(sql)).map(({ v }) => v).sort();
  expect(await values('select distinct status::text v from contact')).toEqual([
    'active',
    'deceased',
    'restricted',
  ]);
  expect(await values('select distinct country::text v from contact')).toEqual([
    'CA',
    'DE',
    'FR',
    'GB',
    'IE',
    'US',
  ]);
  expect(await values('select distinct role::text v from staff')).toEqual([
    'admin',
    'agent',
    'auditor',
    'manager',
  ]);
  expect(await values('select distinct act::text v from consent_event')).toEqual(
    ['given', 'invalidated', 'objected', 'paused', 'refused', 'requested', 'withdrawn'].sort(),
  );
  expect(
    (await values(`select id::text v from contact_point where deliverability = 'undeliverable'`)).length,
  ).toBeGreaterThan(5);
  expect((await values('select id::text v from opt_out_request')).length).toBeGreaterThan(20);
});

test('the first person of the demo may be written to, and what the record says decides for the others', async () => {
  const index = slugIndex(await opened.ctx.vocabulary.current());
  const sender = index.sender('northgate');
  const topic = sender && index.topic(sender, 'offers');
  if (sender === undefined || topic === undefined) throw new Error('not set up');
  const people = demoPeople(SEED_TODAY);
  const answers = await decideQuestions(
    opened.ctx,
    people.map(({ ref, addresses }) => ({
      id: ref,
      address: addresses[0]?.address ?? null,
      contact: null,
      channel: 'email' as const,
      sender,
      topic,
    })),
  );
  expect(people[0]?.addresses[0]?.address).toEqual({ email: DEMO_PERSON_EMAIL });
  expect(answers[0]?.decision.answer).toBe('allow');
  const codes = new Set(answers.map(({ decision }) => decision.reasons[0]?.code));
  for (const code of [
    'permission',
    'soft_opt_in',
    'refused',
    'paused',
    'deceased',
    'restricted',
    'unconfirmed',
    'undeliverable',
    'no_record',
    'unknown_jurisdiction',
  ])
    expect([...codes]).toContain(code);
});

test('only numbers kept for fiction and example domains are used', async () => {
  const rows = await opened.test.asOwner<{ kind: string; normalised: string }>(
    'select kind::text, normalised from contact_point',
  );
  const fiction = /^\+(447700900\d{3}|441134960\d{3}|442079460\d{3}|1(518|212|613|416)55501\d{2})$/;
  for (const { kind, normalised } of rows) {
    if (kind === 'phone') expect(normalised).toMatch(fiction);
    if (kind === 'email') expect(normalised).toMatch(/@example\.(com|org|net)$/);
  }
});

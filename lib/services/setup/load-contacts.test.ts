import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadEmail, loadPhone } from '../../../db/seed/load-contact';
import { type AskedQuestion, decideQuestions } from '../decision/decide-questions';
import { checkPermissions } from '../ledger/rebuild-permissions';
import { verifyLedger } from '../ledger/verify-ledger';
import { loadContacts } from './load-contacts';
import { openTestContext, type TestContext } from './test-context.fixture';

let opened: TestContext;
const CONTACTS = 6_000;
let indexesBefore: unknown;
const INDEXES = `select tablename, indexdef from pg_indexes where schemaname = 'public' order by 1, 2`;

beforeAll(async () => {
  opened = await openTestContext();
  indexesBefore = await opened.test.asOwner(INDEXES);
  await loadContacts(opened.ctx, { contacts: CONTACTS, choices: 4 });
});
afterAll(() => opened?.close());

test('a load verifies, equals a rebuild and has its indexes again', async () => {
  const verified = await verifyLedger(opened.ctx);
  expect(verified).toMatchObject({ intact: true, faults: [], withoutEvidence: 0 });
  expect(verified.events).toBeGreaterThan(CONTACTS * 3.5);
  expect(verified.events).toBeLessThan(CONTACTS * 4.5);
  expect(await checkPermissions(opened.ctx)).toMatchObject({ equal: true, events: verified.events });
  expect(await opened.test.asOwner(INDEXES)).toEqual(indexesBefore);
});

test('the addresses of a load are found as a caller types them', async () => {
  const vocabulary = await opened.ctx.vocabulary.current();
  const sender = [...vocabulary.senders.values()].find(({ slug }) => slug === 'northgate');
  const topic = [...vocabulary.topics.values()].find(
    ({ slug, senderNo }) => slug === 'offers' && senderNo === sender?.no,
  );
  if (sender === undefined || topic === undefined) throw new Error('no demo vocabulary');
  const known = new Set(
    (await opened.test.asOwner<{ id: string }>('select event_id as id from consent_event')).map(
      ({ id }) => id,
    ),
  );
  const at = new Date('2026-11-18T12:00:00Z');
  const about = { contact: null, sender, topic, at };
  const people = Array.from({ length: 50 }, (_, index) => index + 1);
  const asked: AskedQuestion[] = people.flatMap((n) => {
    const phone = loadPhone(n);
    const email = { id: `${n}`, address: { email: loadEmail(n).toUpperCase() }, channel: 'email' as const };
    return [
      { ...about, ...email },
      ...(phone === null ? [] : [{ ...about, id: `${n}p`, address: { phone }, channel: 'sms' as const }]),
    ];
  });
  const answers = await decideQuestions(opened.ctx, asked);
  const allowed = answers.filter(({ decision }) => decision.answer === 'allow');
  expect(answers.every(({ decision }) => decision.reasons[0]?.code !== 'no_record')).toBe(true);
  expect(allowed.some(({ id }) => id.endsWith('p'))).toBe(true);
  expect(allowed.some(({ id }) => !id.endsWith('p'))).toBe(true);
  for (const { decision } of allowed) {
    expect(decision.reliedOn.length).toBeGreaterThan(0);
    for (const id of decision.reliedOn) expect(known.has(id)).toBe(true);
  }
});

test('a database that holds people is refused, and left alone', async () => {
  const before = await opened.test.asOwner('select count(*) from consent_event');
  await expect(loadContacts(opened.ctx, { contacts: 10, choices: 4 })).rejects.toThrow(/empty database/);
  expect(await opened.test.asOwner('select count(*) from consent_event')).toEqual(before);
});

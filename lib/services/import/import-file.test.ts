import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { slugIndex } from '../../domain/slug-index';
import { decideQuestions } from '../decision/decide-questions';
import { checkPermissions } from '../ledger/rebuild-permissions';
import { verifyLedger } from '../ledger/verify-ledger';
import { applySetup } from '../setup/apply-setup';
import { demoSetup } from '../setup/demo-setup';
import { openTestContext, type TestContext } from '../setup/test-context.fixture';
import type { RowReport } from './import-batch';
import { importFile } from './import-file';

let opened: TestContext;
let folder: string;
let files = 0;
beforeAll(async () => {
  opened = await openTestContext();
  await applySetup(opened.ctx, demoSetup());
  folder = mkdtempSync(join(tmpdir(), 'sayso-import-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await opened?.close();
});

const HEADER =
  'external_ref,name,email,phone,address,postcode,country,channel,sender,topic,act,basis,notice_version,said_at,words';

async function run(lines: string[], options: { dryRun?: boolean; source?: string; header?: string } = {}) {
  files += 1;
  const path = join(folder, `${files}.csv`);
  writeFileSync(path, `\ufeff${[options.header ?? HEADER, ...lines].join('\r\n')}\r\n`);
  const rows: RowReport[] = [];
  const { source = 'old shop', dryRun = false } = options;
  const telling = { row: (row: RowReport) => rows.push(row), progress: () => undefined };
  const summary = await importFile(opened.ctx, { path, source, dryRun }, telling);
  return { summary, rows: rows.sort((a, b) => a.row - b.row) };
}

const yes = (email: string, saidAt = '2026-10-01T10:00:00Z') =>
  `,,${email},,,,,email,northgate,offers,given,consent,northgate-sign-up/1,${saidAt},ticked the box`;
const no = (email: string, saidAt = '') => `,,${email},,,,,email,northgate,offers,refused,,,${saidAt},`;

async function answerFor(email: string) {
  const index = slugIndex(await opened.ctx.vocabulary.current());
  const sender = index.sender('northgate');
  const topic = sender && index.topic(sender, 'offers');
  if (sender === undefined || topic === undefined) throw new Error('not set up');
  const [answer] = await decideQuestions(opened.ctx, [
    { id: '1', address: { email }, contact: null, country: 'GB', channel: 'email', sender, topic },
  ]);
  return answer?.decision.answer;
}

const events = async () =>
  Number((await opened.test.asOwner<{ n: string }>('select count(*) n from consent_event'))[0]?.n);

test('a yes with evidence is recorded and holds', async () => {
  const { summary } = await run([yes('yes@example.com')]);
  expect(summary).toMatchObject({ rows: 1, recorded: 1, refused: 0, clashes: 0 });
  expect(await answerFor('yes@example.com')).toBe('allow');
});

test('an import never lifts a refusal, and lists the clash', async () => {
  await run([no('never@example.com', '2026-01-01T00:00:00Z')]);
  const { summary, rows } = await run([yes('never@example.com')]);
  expect(summary).toMatchObject({ recorded: 1, clashes: 1 });
  expect(rows[0]?.standing_no).toBe('2026-01-01T00:00:00.000Z');
  expect(await answerFor('never@example.com')).toBe('deny');
});

test('the same file again adds nothing, and neither does a dated row in another file', async () => {
  const lines = [yes('twice@example.com'), yes('twice@example.com'), no('undated@example.com')];
  const first = await run(lines);
  expect(first.summary).toMatchObject({ recorded: 2, alreadyThere: 1 });
  const before = await events();
  expect((await run(lines)).summary).toMatchObject({ recorded: 0, alreadyThere: 3 });
  expect((await run([yes('twice@example.com')])).summary).toMatchObject({ recorded: 0, alreadyThere: 1 });
  expect(await events()).toBe(before);
});

test('an undated no in a later list counts again after a yes said in between', async () => {
  await run([no('again@example.com')]);
  opened.ctx.clock.now = new Date(opened.ctx.clock.now.getTime() + 3 * 24 * 60 * 60 * 1000);
  const { summary } = await run([no('again@example.com'), no('another@example.com')]);
  expect(summary).toMatchObject({ recorded: 2 });
});

test('an opt-out is taken in any spelling', async () => {
  const { summary } = await run([
    ',,MAILTO: Odd@Example.COM >,,,,,,,,refused,,,not a date,',
    ',,,0 7 7 0 0 - 9 0 0 1 2 3,,,,phone,,,objected,,,,',
    ',J Smith,,,1 Example Street;Leeds,LS1 1AA,GB,post,all,all,objected,,,2026-02-30,',
    ',,no address at all,,,,xx?,email,,,withdrawn,nonsense,nonsense,,',
  ]);
  expect(summary).toMatchObject({ rows: 4, recorded: 4, refused: 0 });
  expect(await answerFor('odd@example.com')).toBe('deny');
});

test('each row that cannot be taken says why, and the others are taken', async () => {
  const { summary, rows } = await run([
    ',,a1@example.com,,,,,email,northgate,offers,given,consent,northgate-sign-up/1,,', // no date
    ',,a2@example.com,,,,,email,nobody,offers,given,consent,northgate-sign-up/1,2026-10-01,', // no such sender
    ',,a3@example.com,,,,,email,northgate,offers,given,,northgate-sign-up/1,2026-10-01,', // no basis
    ',,a4@example.com,,,,,email,fellside-travel,holidays,given,consent,northgate-sign-up/1,2026-10-01,', // not covered
    ',,a5@example.com,,,,,sms,northgate,offers,given,consent,northgate-sign-up/1,2026-10-01,', // no number
    ',,a6@example,com,,,,email,northgate,offers,agreed,consent,northgate-sign-up/1,2026-10-01,', // no such act
    ',,,,,,,email,northgate,offers,refused,,,,', // nobody
    yes('a8@example.com'),
  ]);
  expect(summary).toMatchObject({ rows: 8, recorded: 1, refused: 7 });
  for (const { row, because } of rows.filter(({ outcome }) => outcome === 'refused'))
    expect(because.length, `row ${row}`).toBeGreaterThan(0);
});

test('a dry run says the same and writes nothing', async () => {
  const before = await events();
  const lines = [
    yes('dry@example.com'),
    yes('never@example.com', '2026-10-02'),
    no('dry2@example.com'),
    ',,x@example.com,,,,,email,nobody,,refused,,,,',
  ];
  const tried = await run(lines, { dryRun: true });
  expect(await events()).toBe(before);
  const done = await run(lines);
  expect(done.rows).toEqual(tried.rows);
  expect(done.summary).toMatchObject({ recorded: 3, refused: 1, clashes: 1 });
});

test('a new contact is made from its row, a known one is left as it is', async () => {
  const row = (name: string) =>
    `ref-1,${name},ref1@example.com,07700 900777,,,GB,email,northgate,offers,given,consent,northgate-sign-up/1,2026-10-01,`;
  expect((await run([row('First Name')])).summary).toMatchObject({ recorded: 1, contactsAdded: 1 });
  expect((await run([row('Other Name')])).summary).toMatchObject({ recorded: 1, contactsAdded: 0 });
  const found =
    await opened.test.asOwner(`select k.name, count(*)::int as points from contact k join contact_contact_point u on u.contact_id = k.id
    where k.external_ref = 'ref-1' group by 1`);
  expect(found).toEqual([{ name: 'First Name', points: 2 }]);
  expect((await run(['ref-1,,,,,,,all,all,all,objected,,,,'])).summary).toMatchObject({ recorded: 1 });
  expect(await answerFor('ref1@example.com')).toBe('deny');
});

test('a header with unknown columns is refused as a whole', async () => {
  await expect(run(['x'], { header: 'e-mail' })).rejects.toThrow(/first row must name the columns/);
});

test('more than one batch is taken', async () => {
  const lines = Array.from({ length: 1_203 }, (_, n) => yes(`bulk${n}@example.com`));
  expect((await run(lines)).summary).toMatchObject({ rows: 1_203, recorded: 1_203 });
  expect((await verifyLedger(opened.ctx)).intact).toBe(true);
  expect((await checkPermissions(opened.ctx)).equal).toBe(true);
});

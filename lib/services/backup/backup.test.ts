import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkPermissions } from '../ledger/rebuild-permissions';
import { verifyLedger } from '../ledger/verify-ledger';
import { seedDemo } from '../setup/seed-demo';
import { openTestContext, type TestContext } from '../setup/test-context.fixture';
import { restoreBackup } from './restore-backup';
import { writeBackup } from './write-backup';

const PASSPHRASE = 'correct horse battery staple';
let opened: TestContext;
let folder: string;
let backup: string;
beforeAll(async () => {
  opened = await openTestContext();
  folder = mkdtempSync(join(tmpdir(), 'sayso-backup-'));
  backup = join(folder, 'all.backup');
  await seedDemo(opened.ctx);
  await writeBackup(opened.ctx.config, backup, PASSPHRASE, new Date());
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await opened?.close();
});

const TABLES = [
  'sender',
  'topic',
  'notice_version',
  'vocabulary_version',
  'contact',
  'contact_fact',
  'contact_point',
  'contact_contact_point',
  'consent_event',
  'evidence',
  'permission',
  'contact_point_stop',
  'staff',
  'opt_out_request',
  'graphile_worker._private_jobs',
];

async function contents(one: TestContext): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const table of TABLES)
    found[table] = await one.test.asOwner(
      `select count(*), md5(string_agg(t::text, chr(10) order by t::text)) from ${table} t`,
    );
  return found;
}

async function withFresh(work: (fresh: TestContext) => Promise<void>): Promise<void> {
  const fresh = await openTestContext();
  try {
    await work(fresh);
  } finally {
    await fresh.close();
  }
}

test('a restored database is the one that was backed up, and proves itself', async () => {
  await withFresh(async (fresh) => {
    const report = await restoreBackup(fresh.ctx.config, backup, PASSPHRASE);
    expect(report.keysToSet).toBeNull();
    expect(await contents(fresh)).toEqual(await contents(opened));
    expect((await verifyLedger(fresh.ctx)).intact).toBe(true);
    expect((await checkPermissions(fresh.ctx)).equal).toBe(true);
    // Numbers go on where they were: a new sender does not collide with a restored one.
    const [row] = await fresh.test.asOwner<{
      no: number;
      highest: number;
    }>(`insert into sender (slug, kind, name, legal_name, postal_address, privacy_url)
      values ('later', 'first_party', 'Later', 'Later', 'x', 'https://www.example.com') returning no, (select max(no) from sender) as highest`);
    expect(row?.no).toBe((row?.highest ?? 0) + 1);
    await expect(restoreBackup(fresh.ctx.config, backup, PASSPHRASE)).rejects.toThrow(
      /only into an empty database/,
    );
  });
});

test('nothing readable stands in the file', () => {
  const bytes = readFileSync(backup);
  for (const word of ['example.com', 'northgate', opened.ctx.config.authSecret, 'consent_event'])
    expect(bytes.includes(word)).toBe(false);
});

test('a wrong passphrase, a changed byte, a cut file and another file change nothing', async () => {
  const bytes = readFileSync(backup);
  const spoilt = (name: string, change: (copy: Buffer) => Buffer) => {
    const path = join(folder, name);
    writeFileSync(path, change(Buffer.from(bytes)));
    return path;
  };
  const flipped = spoilt('flipped', (copy) => {
    copy[copy.length - 100] = (copy[copy.length - 100] ?? 0) ^ 1;
    return copy;
  });
  const cut = spoilt('cut', (copy) => copy.subarray(0, copy.length - 17));
  const other = spoilt('other', () =>
    Buffer.from('something else altogether, and long enough to be read as a header'),
  );
  await withFresh(async (fresh) => {
    const { config } = fresh.ctx;
    await expect(restoreBackup(config, backup, 'not the passphrase')).rejects.toThrow(/passphrase is wrong/);
    await expect(restoreBackup(config, flipped, PASSPHRASE)).rejects.toThrow(/damaged/);
    await expect(restoreBackup(config, cut, PASSPHRASE)).rejects.toThrow(/damaged/);
    await expect(restoreBackup(config, other, PASSPHRASE)).rejects.toThrow(/no Sayso backup/);
    expect(await fresh.test.asOwner('select count(*)::int as n from sender')).toEqual([{ n: 0 }]);
  });
});

test('the keys go with the data: kept on a machine of its own, demanded where they are given', async () => {
  const other = { linkKeys: [Buffer.alloc(32, 8)], addressKeys: [Buffer.alloc(32, 9)] };
  await withFresh(async (fresh) => {
    const config = { ...fresh.ctx.config, ...other };
    await expect(restoreBackup(config, backup, PASSPHRASE)).rejects.toThrow(/not those of the backup/);
    const dataDir = join(folder, 'machine');
    await restoreBackup({ ...config, embedded: true, dataDir }, backup, PASSPHRASE);
    const secrets = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8')) as Record<string, string>;
    expect(secrets.address_key).toBe(opened.ctx.config.addressKeys[0]?.toString('hex'));
    expect(secrets.link_key).toBe(opened.ctx.config.linkKeys[0]?.toString('hex'));
    expect(readdirSync(dataDir)).toEqual(['secrets.json']);
  });
});

test('a backup never writes over a file, and a short passphrase makes none', async () => {
  await expect(writeBackup(opened.ctx.config, backup, PASSPHRASE, new Date())).rejects.toThrow(/EEXIST/);
  expect(existsSync(backup)).toBe(true);
  const path = join(folder, 'short');
  await expect(writeBackup(opened.ctx.config, path, 'short', new Date())).rejects.toThrow(/at least 12/);
  expect(existsSync(path)).toBe(false);
});

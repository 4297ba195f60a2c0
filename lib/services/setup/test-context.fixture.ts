import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { type TestDatabase, testDatabase } from '../../../db/testing/database';
import type { Config } from '../../config';
import type { Context } from '../../context';
import { linkKeyring } from '../../domain/token';
import { log } from '../../log';
import { holdVocabulary } from '../vocabulary/hold-vocabulary';

/** A context on a database of the test file's own, with the owner's way in. */
export interface TestContext {
  ctx: Context;
  test: TestDatabase;
}

/** Opens a context on a fresh, migrated, empty database; `test.drop()` closes it. */
export async function openTestContext(): Promise<TestContext> {
  const test = await testDatabase();
  const config: Config = {
    production: false,
    publicSite: false,
    role: 'all',
    port: 3000,
    host: '127.0.0.1',
    appUrl: 'http://localhost:3000',
    dataDir: '.data',
    databaseUrl: test.url,
    databaseAppUrl: null,
    poolSize: 4,
    embedded: false,
    defaultCountry: 'GB',
    linkKeys: [Buffer.alloc(32, 1)],
    addressKeys: [Buffer.alloc(32, 2)],
    authSecret: 'a test secret of thirty-two characters',
    smtpUrl: null,
    mailFrom: 'Preferences <preferences@example.com>',
    dkim: null,
    oidc: null,
    staffAdminEmail: null,
    demo: false,
  };
  const ctx: Context = {
    config,
    db: test.database,
    log,
    links: linkKeyring(config.linkKeys),
    vocabulary: holdVocabulary(test.database),
    now: () => new Date(),
    newId: () => uuidv7(),
    randomBytes,
  };
  return { ctx, test };
}

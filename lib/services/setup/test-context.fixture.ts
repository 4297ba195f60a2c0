import { type TestDatabase, testDatabase } from '../../../db/testing/database';
import type { Context } from '../../context';
import { testContext } from '../context/context.fixture';

/** A context on a database of the test file's own, with the owner's way in. */
export interface TestContext {
  ctx: Context & { clock: { now: Date } };
  test: TestDatabase;
  close(): Promise<void>;
}

/** Opens a context on a fresh, migrated, empty database; `close` drops it. */
export async function openTestContext(): Promise<TestContext> {
  const test = await testDatabase();
  const ctx = testContext(test);
  return {
    ctx,
    test,
    async close() {
      await ctx.db.end();
      await test.drop();
    },
  };
}

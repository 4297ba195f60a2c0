import { migrateDatabase } from '../../db/migrate';
import type { Config } from '../config';
import type { Context } from '../context';
import { checkKeys } from '../services/context/check-keys';
import { openContext } from '../services/context/open-context';
import { resolveConfig } from '../services/context/resolve-config';

/**
 * Runs a command's work with everything it needs. Beside a running Sayso it uses that one's database; where only the
 * embedded one exists and nobody runs it, it is started, brought up to date, and stopped again afterwards.
 */
export async function withContext<Result>(work: (ctx: Context) => Promise<Result>): Promise<Result> {
  return withConfig(async (config) => {
    await checkKeys(config);
    const ctx = openContext(config);
    try {
      return await work(ctx);
    } finally {
      await ctx.db.end();
    }
  });
}

/** The same without connections of the application: for commands that work as the owner. */
export async function withConfig<Result>(work: (config: Config) => Promise<Result>): Promise<Result> {
  const { config, embedded } = await resolveConfig('join');
  try {
    if (embedded !== null) await migrateDatabase(config.databaseUrl);
    return await work(config);
  } finally {
    await embedded?.stop();
  }
}

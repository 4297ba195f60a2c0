import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{lib,db,emails,app}/**/*.test.{ts,tsx,mjs}', 'e2e/faults/*.test.ts'],
    exclude: ['node_modules/**', '.next/**', '.data/**'],
    globalSetup: './db/testing/global-setup.ts',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    restoreMocks: true,
  },
});

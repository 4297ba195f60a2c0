import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{lib,db,emails,app}/**/*.test.{ts,tsx,mjs}'],
    exclude: ['e2e/**', 'node_modules/**', '.next/**', '.data/**'],
    globalSetup: './db/testing/global-setup.ts',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    restoreMocks: true,
  },
});

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'src/**/*.test.ts',
      'src/**/*.test.tsx',
      'scripts/**/*.test.ts',
      'tests/**/*.test.ts',
    ],
    exclude: ['tests/e2e/**', 'node_modules/**'],
    globalSetup: ['tests/helpers/global-setup.ts'],
    pool: 'forks',
    // Two cores are shared with PostgreSQL: more workers only make every test slower.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    restoreMocks: true,
    // scripts/test.ts sums up what the stages found.
    reporters: process.env.TEST_SUMMARY_FILE
      ? ['default', ['json', { outputFile: process.env.TEST_SUMMARY_FILE }]]
      : ['default'],
  },
});

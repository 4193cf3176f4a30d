import { defineConfig } from 'vitest/config';
import { SlowestFirst } from './tests/helpers/slowest-first.ts';

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
    // Two cores are shared with PostgreSQL, but some files mostly wait: a third worker fills the gaps.
    maxWorkers: 3,
    sequence: { sequencer: SlowestFirst },
    testTimeout: 20_000,
    hookTimeout: 60_000,
    restoreMocks: true,
    // scripts/test.ts sums up what the stages found.
    reporters: process.env.TEST_SUMMARY_FILE
      ? ['default', ['json', { outputFile: process.env.TEST_SUMMARY_FILE }]]
      : ['default'],
  },
});

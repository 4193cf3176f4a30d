import { defineConfig } from '@playwright/test';
import { browserOptions } from './scripts/browser/browser.ts';

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.e2e.ts',
  globalSetup: './tests/e2e/global-setup.ts',
  outputDir: 'test-results',
  fullyParallel: true,
  // Two cores are shared with the platform under test.
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: process.env.TEST_SUMMARY_FILE
    ? [['list'], ['json', { outputFile: process.env.TEST_SUMMARY_FILE }]]
    : [['list']],
  use: {
    launchOptions: await browserOptions(),
    // A step that waits longer than this has failed; the test need not run out of time to say so.
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    // Recording a trace of every test costs a third of the time. TRACE=1 records them.
    trace: process.env.TRACE === '1' ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
  },
});

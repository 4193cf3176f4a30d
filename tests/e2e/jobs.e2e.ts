import { sql } from 'kysely';
import type { Db } from '../../src/server/db/pool.ts';
import { expect, test } from '../helpers/browser.ts';
import { looksRight } from '../helpers/browser-axe.ts';

/** A job that the queue gave up; the error is the test's own, so that it is found among others. */
async function plantFailed(db: Db, error: string): Promise<void> {
  await sql`SELECT graphile_worker.add_job('clean-up', '{"planted": true}'::json,
    run_at := now() + interval '1 hour', max_attempts := 1)`.execute(db);
  await sql`UPDATE graphile_worker._private_jobs SET attempts = max_attempts, last_error = ${error}
    WHERE id = (SELECT max(id) FROM graphile_worker._private_jobs)`.execute(db);
}

test('section 10: a job is paused with a reason, says so, resumed, and run now with its result', async ({
  person,
  open,
}) => {
  const admin = await person({ roles: ['admin'], firstName: 'Ada', lastName: 'Pause' });
  const page = await open(admin, '/admin/jobs');
  const job = page
    .getByRole('list', { name: 'Scheduled jobs' })
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: 'Remove unused uploads' }) });
  await job.getByRole('button', { name: 'Pause Remove unused uploads' }).click();
  const dialog = page.getByRole('dialog', { name: 'Pause Remove unused uploads?' });
  await dialog.getByRole('button', { name: 'Pause job' }).click();
  await expect(dialog.getByText('Enter a reason.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('The store is being moved');
  // The page reads itself again meanwhile; what is typed stays.
  await page.waitForResponse((answer) => answer.url().endsWith('/api/admin/jobs'));
  await expect(dialog.getByRole('textbox', { name: 'Reason' })).toHaveValue(
    'The store is being moved',
  );
  await dialog.getByRole('button', { name: 'Pause job' }).click();
  await expect(job.getByText('Paused', { exact: true })).toBeVisible();
  await expect(job).toContainText('by Ada Pause: The store is being moved');
  await looksRight(page, 'jobs with a paused one');

  await job.getByRole('button', { name: 'Resume Remove unused uploads' }).click();
  await expect(job.getByText('Paused', { exact: true })).toHaveCount(0);

  await job.getByRole('button', { name: 'Run Remove unused uploads now' }).click();
  await job.getByRole('button', { name: 'Last runs of Remove unused uploads' }).click();
  const runs = job.getByRole('list', { name: 'Runs of Remove unused uploads' });
  await expect(
    runs.getByRole('listitem').filter({ hasText: 'Run now, Ada Pause' }).getByText('Done'),
  ).toBeVisible({ timeout: 20_000 });
});

test('section 10: a failed job is inspected, retried, or dropped with a reason', async ({
  person,
  open,
  db,
}) => {
  const [first, second] = ['planted: the disk was full', `planted: ${'a long error '.repeat(30)}`];
  await plantFailed(db, first);
  await plantFailed(db, second);
  const page = await open(await person({ roles: ['admin'] }), '/admin/jobs');
  const failed = (error: string) =>
    page
      .getByRole('list', { name: 'Failed jobs' })
      .getByRole('listitem')
      .filter({ hasText: error.trim() });
  await failed(first).getByText('What it was to do').click();
  await expect(failed(first).locator('pre')).toContainText('"planted": true');
  await looksRight(page, 'failed jobs');

  await failed(first).getByRole('button', { name: 'Retry Clean up' }).click();
  await expect(failed(first)).toHaveCount(0);

  await failed(second).getByRole('button', { name: 'Drop Clean up' }).click();
  const dialog = page.getByRole('dialog', { name: 'Drop Clean up?' });
  await looksRight(page, 'dropping a job');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Planted by a test');
  await dialog.getByRole('button', { name: 'Drop job' }).click();
  await expect(failed(second)).toHaveCount(0);
});

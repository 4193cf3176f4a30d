import { readFile } from 'node:fs/promises';
import type { Download, Page } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { expect, test } from '../helpers/browser.ts';
import { looksRight } from '../helpers/browser-axe.ts';
import { story } from '../helpers/browser-story.ts';

const YEAR = '/reports/exports?from=2026-01-01&to=2026-12-31';

test('D2: a report is previewed and downloaded; the file holds what was announced', async ({
  person,
  open,
  api,
}) => {
  const { code } = await story({ person, api }, 'address_validation', 'completed');
  const page = await open(await person({ roles: ['leadership'] }), '/reports/exports');
  await page.getByRole('combobox', { name: 'Type' }).selectOption('Address validation');
  await expect(page).toHaveURL(/type=address_validation/);
  await expect(page.getByText(/Created from .* \(UTC\)/)).toBeVisible();
  await expect(page.getByRole('table', { name: 'The first rows of the file' })).toBeVisible();
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  const download = await saving;
  expect(download.suggestedFilename()).toMatch(/^address-validation_created_.*_utc\.csv$/);
  const rows = await rowsOf(download);
  expect(rows.map((row) => row.Code)).toContain(code);
  expect(rows.find((row) => row.Code === code)).toMatchObject({ Status: 'Completed' });
  await expect(page.getByText(/^Saved as address-validation_/)).toBeVisible();
});

test('D2: filters stand in the address, and go with the report that has them', async ({
  person,
  open,
}) => {
  const page = await open(await person({ roles: ['leadership'] }), YEAR);
  await page.getByRole('radiogroup', { name: 'Report' }).getByText('Compliance').click();
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('menuitem', { name: 'States' }).click();
  await page.getByRole('checkbox', { name: 'Texas (TX)' }).check();
  await expect(page).toHaveURL(/report=compliance&.*state=TX|state=TX.*report=compliance/);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Filter States: Texas (TX)' })).toBeVisible();
  await page.getByRole('radiogroup', { name: 'Report' }).getByText('Accounting').click();
  await expect(page).not.toHaveURL(/state=/);
});

test('D2: days that make no sense are refused in words', async ({ person, open, watch }) => {
  watch.expectStatus(400, 422);
  const page = await open(
    await person({ roles: ['leadership'] }),
    '/reports/exports?from=2026-11-02&to=2026-11-01',
  );
  await expect(page.getByRole('alert')).toContainText('This cannot be exported');
  await expect(page.getByRole('alert')).toContainText(
    'Last day: Choose 2026-11-02 or a later day.',
  );
  await expect(page.getByRole('button', { name: 'Download' })).toBeDisabled();
  await page.getByRole('button', { name: 'Show this month' }).click();
  await expect(page).toHaveURL(/\/reports\/exports$/);
});

test('D2: a cancelled download saves nothing, and one that breaks off says so', async ({
  person,
  open,
}) => {
  const page = await open(await person({ roles: ['leadership'] }), '/requests');
  await stallDownloads(page);
  await page.goto(YEAR);
  const saved: Download[] = [];
  page.on('download', (download) => saved.push(download));
  await page.getByRole('button', { name: 'Download' }).click();
  await expect(page.getByText('1 of 4 rows, 8 B')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('The download was cancelled. Nothing was saved.')).toBeVisible();
  await page.getByRole('button', { name: 'Download' }).click();
  await expect(page.getByText('1 of 4 rows, 8 B')).toBeVisible();
  await page.evaluate(() => window.dispatchEvent(new Event('break-off')));
  await expect(page.getByText(/The download broke off after 8 B/)).toBeVisible();
  expect(saved).toEqual([]);
});

test('D2: a report prepared in the background is announced wherever its owner is', async ({
  person,
  open,
  api,
}) => {
  const { code } = await story({ person, api }, 'property_records', 'pending');
  const owner = await person({ roles: ['leadership'] });
  const page = await open(owner, '/reports/exports?type=property_records');
  await page.getByRole('button', { name: 'Prepare in the background' }).click();
  await expect(page.getByText('The file is being prepared.', { exact: false })).toBeVisible();
  await page.getByRole('link', { name: /^All requests/ }).click();
  // The page of exports, which lists the report too, is gone.
  await expect(page.getByRole('heading', { level: 1, name: 'All requests' })).toBeVisible();
  const link = page.getByRole('link', { name: 'Download', exact: true });
  await expect(page.getByText(/^property-records_.*\.csv is ready$/)).toBeVisible({
    timeout: 30_000,
  });
  const saving = page.waitForEvent('download');
  await link.click();
  const rows = await rowsOf(await saving);
  expect(rows.map((row) => row.Code)).toContain(code);

  await page.goto('/reports/exports');
  const jobs = page.getByRole('region', { name: 'Prepared in the background' });
  await expect(jobs.getByRole('listitem')).toContainText('Ready');
  // Told once: another page load says nothing more.
  await expect(page.getByText(/is ready$/)).toHaveCount(0);
  const others = await open(await person({ roles: ['admin'] }), '/reports/exports');
  await expect(others.getByRole('region', { name: 'Prepared in the background' })).toContainText(
    'None yet',
  );
});

test('P5: operators find no exports', async ({ person, open }) => {
  const page = await open(await person({ roles: ['operator'] }), '/reports/exports');
  await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
});

test('D2: the exports page looks right', async ({ person, open, api }) => {
  // Hundreds of cells are looked at four times.
  test.slow();
  await story({ person, api }, 'user_records', 'completed');
  const page = await open(await person({ roles: ['admin'] }), YEAR);
  await expect(page.getByRole('table', { name: 'The first rows of the file' })).toBeVisible();
  await looksRight(page, 'exports');
});

async function rowsOf(download: Download): Promise<readonly Record<string, string>[]> {
  return parse(await readFile(await download.path()), { bom: true, columns: true });
}

/** Downloads that begin and go no further, until they are cancelled or broken off. */
async function stallDownloads(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const real = window.fetch;
    window.fetch = (input, init) => {
      if (!String(input).includes('/exports/download')) return real(input, init);
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('Code\r\nA\n'));
          const fail = (reason: unknown) => controller.error(reason);
          init?.signal?.addEventListener('abort', () => fail(init.signal?.reason), { once: true });
          window.addEventListener('break-off', () => fail(new Error('cut')), { once: true });
        },
      });
      return Promise.resolve(new Response(body, { headers: { 'x-row-count': '4' } }));
    };
  });
}

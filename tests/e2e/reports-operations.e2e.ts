import type { Locator } from '@playwright/test';
import type { OperationsAnswer } from '../../src/domain/api/reports.ts';
import { expect, test } from '../helpers/browser.ts';
import { looksRight } from '../helpers/browser-axe.ts';
import { story } from '../helpers/browser-story.ts';

const YEAR = '/reports/operations?from=2026-01-01&to=2026-12-31';

test('D4: the queue counts open requests, and its counts lead to them', async ({
  person,
  open,
  api,
}) => {
  await story({ person, api }, 'address_validation', 'blocked');
  const page = await open(await person({ roles: ['leadership'] }), '/reports/operations');
  const queue = page.getByRole('table', { name: 'Open requests by status and age' });
  const blocked = queue.getByRole('row', { name: /^Blocked/ });
  const count = blocked.getByRole('link', { name: /in status Blocked: show them/ });
  expect(Number(await count.textContent())).toBeGreaterThan(0);
  await count.click();
  await expect(page).toHaveURL(/\/requests\?view=all&status=blocked$/);
});

test('D4: days that cannot be shown say why and lead back to this month', async ({
  person,
  open,
  watch,
}) => {
  watch.expectStatus(400, 422);
  const page = await open(
    await person({ roles: ['leadership'] }),
    '/reports/operations?from=2026-11-02&to=2026-11-01',
  );
  await expect(page.getByRole('alert')).toContainText(
    'Last day: Choose 2026-11-02 or a later day.',
  );
  await page.getByRole('button', { name: 'Show this month' }).click();
  await expect(page.getByRole('region', { name: 'Queue now' })).toBeVisible();
});

test('D4: people’s work says that filters do not narrow it', async ({ person, open }) => {
  const page = await open(await person({ roles: ['leadership'] }), '/reports/operations');
  const operators = page.getByRole('region', { name: 'Operators', exact: true });
  await expect(operators).toBeVisible();
  await expect(operators.getByText('the filters above do not narrow')).toHaveCount(0);
  await page.goto('/reports/operations?team=revenue');
  await expect(operators.getByText('the filters above do not narrow')).toBeVisible();
});

test('D4: the parts from creation to completion add up to the second', async ({
  person,
  open,
  api,
}) => {
  await story({ person, api }, 'user_records', 'completed');
  const page = await open(await person({ roles: ['leadership'] }), YEAR);
  const table = page.getByRole('table', { name: 'Time from creation to completion by part' });
  await expect(table.getByRole('row')).toHaveCount(1 + 9 + 2);
  const parts = await table.locator('tbody tr td:last-child').allTextContents();
  const sum = parts.reduce((all, text) => all + secondsOf(text), 0);
  expect(sum).toBeGreaterThan(0);
  expect(secondsOf(await lastCell(table, 'From creation to completion'))).toBe(sum);
});

test('D4: what the page says are the figures of the report', async ({ person, open, api }) => {
  await story({ person, api }, 'user_records', 'completed');
  await story({ person, api }, 'address_validation', 'blocked');
  const reader = await person({ roles: ['leadership'] });
  const page = await open(reader, '/requests');
  const answer = page.waitForResponse((response) =>
    response.url().includes('/api/reports/operations'),
  );
  await page.goto(YEAR);
  const { blocked, rejections, operators } = (await (await answer).json()) as OperationsAnswer;
  expect(blocked.open).toBeGreaterThan(0);
  await expect(figure(page.getByRole('region', { name: 'Blocked' }), 'Still blocked')).toHaveText(
    String(blocked.open),
  );
  await expect(figure(page.getByRole('region', { name: 'Rejections' }), 'Completions')).toHaveText(
    String(rejections.completions),
  );
  const table = page.getByRole('table', { name: 'Operators' });
  const most = Math.max(...operators.map(({ completed }) => completed));
  await expect(table.locator('tbody tr').first().locator('td').nth(1)).toHaveText(String(most));
  await table.getByRole('button', { name: 'Name' }).click();
  await expect(table.getByRole('columnheader', { name: 'Name' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
});

test('D4: an admin sets a target and takes it away; leadership only reads it', async ({
  person,
  open,
}) => {
  const page = await open(await person({ roles: ['admin'] }), '/reports/operations');
  const row = page
    .getByRole('table', { name: 'Target time by type' })
    .getByRole('row', { name: /Generating XML files/ });
  await row.getByRole('button', { name: 'Set the target of Generating XML files' }).click();
  const dialog = page.getByRole('dialog', { name: 'Target: Generating XML files' });
  await dialog.getByRole('button', { name: 'Save target' }).click();
  await expect(dialog.getByRole('alert')).toHaveText('Enter at least one minute.');
  await dialog.getByRole('textbox', { name: 'Days' }).fill('2');
  await dialog.getByRole('textbox', { name: 'Hours' }).fill('6');
  await dialog.getByRole('button', { name: 'Save target' }).click();
  await expect(row).toContainText('2 d, 6 h');
  const reader = await open(await person({ roles: ['leadership'] }), '/reports/operations');
  const targets = reader.getByRole('table', { name: 'Target time by type' });
  await expect(targets).toContainText('2 d, 6 h');
  await expect(targets.getByRole('button')).toHaveCount(0);
  await row.getByRole('button', { name: 'Change the target of Generating XML files' }).click();
  await dialog.getByRole('button', { name: 'Remove target' }).click();
  await expect(row).toContainText('None');
});

test('P5: operators find no reports', async ({ person, open }) => {
  const page = await open(await person({ roles: ['operator'] }), '/reports/operations');
  await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Reports' })).toHaveCount(0);
});

test('D4: the operations report looks right', async ({ person, open, api }) => {
  // Hundreds of cells are looked at four times.
  test.slow();
  await story({ person, api }, 'user_records', 'completed');
  const page = await open(await person({ roles: ['admin'] }), YEAR);
  await expect(page.getByRole('heading', { name: 'What these figures mean' })).toBeVisible();
  await looksRight(page, 'operations report');
});

function figure(region: Locator, label: string): Locator {
  return region
    .locator('dl > div')
    .filter({ has: region.page().getByText(label, { exact: true }) })
    .locator('dd')
    .first();
}

async function lastCell(table: Locator, row: string): Promise<string> {
  const cells = table.getByRole('row', { name: new RegExp(`^${row}`) }).getByRole('cell');
  return (await cells.last().textContent()) ?? '';
}

/** `3 d 04:05:06`; nothing is shown as a dash. */
function secondsOf(text: string): number {
  if (text === '–') return 0;
  const [, days = '0', hours, minutes, seconds] =
    /^(?:([\d,]+) d )?(\d\d):(\d\d):(\d\d)$/.exec(text) ?? [];
  return (
    Number(days.replaceAll(',', '')) * 86_400 +
    Number(hours) * 3_600 +
    Number(minutes) * 60 +
    Number(seconds)
  );
}

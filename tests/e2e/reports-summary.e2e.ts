import type { Locator, Page } from '@playwright/test';
import type { PointsAnswer, SummaryAnswer } from '../../src/domain/api/reports.ts';
import { addDays, dayIn, instantFromEpochMs } from '../../src/domain/kernel/calendar.ts';
import { formatCount, formatDuration, formatMoney } from '../../src/web/format.ts';
import { expect, PHONE, test } from '../helpers/browser.ts';
import type { BrowserApi } from '../helpers/browser-api.ts';
import { looksRight } from '../helpers/browser-axe.ts';

/** Days that have passed: what other tests complete meanwhile is not in them. */
const yesterday = addDays(dayIn('UTC', instantFromEpochMs(Date.now())), -1);
const PERIOD = `from=${addDays(yesterday, -89)}&to=${yesterday}&days=billing`;

const summaryOf = async (api: BrowserApi, more = '') =>
  (await api.send('GET', `/reports/summary?${PERIOD}${more}`)) as SummaryAnswer;

const tile = (page: Page, name: string): Locator =>
  page.getByRole('region', { name: 'Headline figures' }).locator('dl > div', {
    has: page.getByText(name, { exact: true }),
  });

const shown = (page: Page) => expect(tile(page, 'Billed')).toBeVisible();

test('P4, P5: leadership sees what is billed, admins the costs too, an operator no reports', async ({
  person,
  open,
}) => {
  const path = `/reports/summary?${PERIOD}`;
  const leader = await open(await person({ roles: ['leadership'] }), path);
  await shown(leader);
  await expect(leader.getByText('Margin')).toHaveCount(0);
  await expect(leader.getByText('Cost of')).toHaveCount(0);

  const admin = await open(await person({ roles: ['admin'] }), path);
  await shown(admin);
  await expect(tile(admin, 'Margin')).toBeVisible();
  await expect(tile(admin, 'Cost of QA')).toBeVisible();

  const operator = await open(await person({ roles: ['operator', 'qa_agent'] }), path);
  await expect(operator.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
  await expect(operator.getByRole('link', { name: 'Reports' })).toHaveCount(0);
});

test('P5: reports are in the rail, behind g r, and in the drawer of a phone', async ({
  person,
  open,
}) => {
  const user = await person({ roles: ['leadership'] });
  const page = await open(user, '/profile');
  await expect(page.getByRole('heading', { level: 1, name: 'Profile' })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await expect(page).toHaveURL(/\/reports\/summary$/);
  await expect(page.getByRole('link', { name: 'Reports' })).toHaveAttribute('aria-current', 'page');

  const phone = await open(user, '/profile', { viewport: PHONE });
  await phone.getByRole('button', { name: 'More' }).click();
  await phone.getByRole('dialog').getByRole('link', { name: 'Reports' }).click();
  await expect(
    phone.getByRole('heading', { level: 1, name: 'Cost and performance' }),
  ).toBeVisible();
});

test('D3, D5: the figures shown are the API’s, for the filters that the address keeps', async ({
  person,
  open,
  api,
}) => {
  const admin = await person({ roles: ['admin'], timezone: 'America/New_York' });
  const all = await summaryOf(api(admin));
  expect(all.total.completed).toBeGreaterThan(0);
  const page = await open(admin, `/reports/summary?${PERIOD}`);
  await expectFigures(page, all);

  const byTeam = page.getByRole('table', { name: 'By team' });
  const rows = all.byTeam.filter(({ completed }) => completed > 0);
  await expect(byTeam.locator('tbody tr')).toHaveCount(rows.length);
  const byType = page.getByRole('table', { name: 'By type' });
  for (const { total, completed } of all.byType.filter((row) => row.completed > 0)) {
    const row = byType.locator('tbody tr', { hasText: formatMoney(total) });
    await expect(
      row.getByRole('cell', { name: formatCount(completed), exact: true }),
    ).toBeVisible();
  }

  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Team' }).click();
  await page.getByRole('checkbox', { name: 'Revenue' }).check();
  await expect(page).toHaveURL(/[?&]team=revenue(&|$)/);
  await expectFigures(page, await summaryOf(api(admin), '&team=revenue'));
  await page.keyboard.press('Escape');
  await page.getByText('Months', { exact: true }).click();
  await expect(page).toHaveURL(/[?&]trend=month(&|$)/);
  await expect(page.getByText('Billed per month')).toBeVisible();

  await page.reload();
  await expectFigures(page, await summaryOf(api(admin), '&team=revenue'));
  await expect(page.getByText('Billed per month')).toBeVisible();
  await expect(page.getByText('Days in UTC, as bills have them')).toBeVisible();
  await expect(page.getByText('Days begin at 00:00 in UTC.')).toBeVisible();
});

async function expectFigures(page: Page, { total }: SummaryAnswer): Promise<void> {
  const { costs, averageTatMs, medianTatMs, averagePrice } = total;
  if (costs === undefined || averageTatMs === null || medianTatMs === null || averagePrice === null)
    throw new Error('The sample data has nothing completed in these days');
  for (const [name, value] of [
    ['Billed', formatMoney(total.total)],
    ['Completed requests', formatCount(total.completed)],
    ['Average price', formatMoney(averagePrice)],
    ['Average turn-around time', formatDuration(averageTatMs)],
    ['Median turn-around time', formatDuration(medianTatMs)],
    ['Discounts given', formatMoney(total.discount)],
    ['Margin', formatMoney(costs.margin)],
  ] as const) {
    await expect(tile(page, name).getByRole('definition').first(), name).toHaveText(value);
  }
}

test('D3: a point opens its request, in a new tab on middle click; so do the links behind it', async ({
  person,
  open,
  api,
}) => {
  const leader = await person({ roles: ['leadership'] });
  const path = `/reports/summary?${PERIOD}&points=user_records`;
  const { points } = (await api(leader).send(
    'GET',
    `/reports/summary/points?${PERIOD}&type=user_records`,
  )) as PointsAnswer;
  const codes = new Set(points.map(({ code }) => code));
  const page = await open(leader, path);
  const figure = page.getByRole('figure', { name: 'Final prices, User records' });
  const dots = figure.locator('svg > circle');
  await expect(dots).toHaveCount(points.length);

  const first = figure.getByRole('table').getByRole('link').first();
  // What is not seen is no stop of the Tab key.
  const show = figure.getByRole('button', { name: 'Show as table' });
  await show.focus();
  await page.keyboard.press('Tab');
  await expect(first).not.toBeFocused();
  await show.click();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(first).toBeFocused();
  await expect(first).toHaveText(points[0]?.code ?? '');

  await dots.first().scrollIntoViewIfNeeded();
  const box = await dots.first().boundingBox();
  if (box === null) throw new Error('The first point is not drawn');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await expect(figure.locator('svg a')).toBeVisible();
  const opened = page.context().waitForEvent('page');
  await page.mouse.click(x, y, { button: 'middle' });
  const tab = await opened;
  await tab.waitForURL(/\/requests\//);
  expect(codes).toContain(tab.url().split('/').at(-1));
  await tab.close();

  await page.mouse.click(x, y);
  await page.waitForURL(/\/requests\//);
  expect(codes).toContain(page.url().split('/').at(-1));
});

test('D3: printed, the summary is one light document with tables in place of what is pointed at', async ({
  person,
  open,
}) => {
  const page = await open(await person({ roles: ['admin'] }), `/reports/summary?${PERIOD}`, {
    colorScheme: 'dark',
  });
  await shown(page);
  await page.emulateMedia({ media: 'print' });
  const trend = page.getByRole('table', { name: /^Billed and completed, / });
  const box = await trend.boundingBox();
  expect(box?.height ?? 0).toBeGreaterThan(40);
  await expect(page.getByRole('heading', { name: 'How these figures are made' })).toBeVisible();
  for (const gone of ['Print', 'Download', 'Show as table', 'Filter']) {
    await expect(page.getByRole('button', { name: gone, exact: true }).first()).toBeHidden();
  }
  await expect(page.getByRole('navigation').first()).toBeHidden();
  const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(paper).toBe('rgb(255, 255, 255)');
});

test('D3: an empty period says so, and days that cannot be shown say why', async ({
  person,
  open,
  watch,
}) => {
  watch.expectStatus(422);
  const user = await person({ roles: ['leadership'] });
  const page = await open(user, '/reports/summary?from=2019-01-01&to=2019-01-31');
  await expect(
    page.getByRole('heading', { name: 'Nothing was completed in these days' }),
  ).toBeVisible();
  await expect(tile(page, 'Billed')).toContainText('$0.00');
  await looksRight(page, 'reports summary empty');

  await page.goto('/reports/summary?from=2026-11-22&to=2026-11-01');
  await expect(page.getByRole('heading', { name: 'These days cannot be shown' })).toBeVisible();
  await expect(page.getByText('Last day: Choose 2026-11-22 or a later day.')).toBeVisible();
  await page.getByRole('button', { name: 'Show this month' }).click();
  await expect(page).toHaveURL(/\/reports\/summary$/);
  await shown(page);
});

test('axe: the summary and the tables behind its charts', async ({ person, open }) => {
  test.setTimeout(180_000);
  const page = await open(await person({ roles: ['admin'] }), `/reports/summary?${PERIOD}`);
  await shown(page);
  await expect(page.getByRole('figure')).toHaveCount(2);
  await looksRight(page, 'reports summary');
  await page.getByRole('button', { name: 'Show as table' }).first().click();
  await page.getByRole('button', { name: 'Show as table' }).click();
  await expect(page.getByRole('button', { name: 'Hide the table' })).toHaveCount(2);
  await looksRight(page, 'reports summary tables');
});

test('D3, axe: the period is one of the ready ones, or any days', async ({ person, open }) => {
  test.setTimeout(120_000);
  const page = await open(await person({ roles: ['leadership'] }), '/reports/summary');
  await shown(page);
  await page.getByRole('button', { name: /^Period: This month, / }).click();
  await page.getByRole('button', { name: 'Last month' }).click();
  await expect(page).toHaveURL(/[?&]from=\d{4}-\d{2}-01&to=/);
  await page.getByRole('button', { name: /^Period: Last month, / }).click();
  await expect(page.getByRole('button', { name: 'Last month', pressed: true })).toBeVisible();
  await looksRight(page, 'reports summary period');
  await page.getByRole('button', { name: 'This month' }).click();
  await expect(page).toHaveURL(/\/reports\/summary$/);
  await page.getByText('Billing days', { exact: true }).click();
  await expect(page).toHaveURL(/\/reports\/summary\?days=billing$/);
});

import type { Page } from '@playwright/test';
import { expect, PHONE, test } from '../helpers/browser.ts';
import { story } from '../helpers/browser-story.ts';

test('D1: filters live in the address; reload, back and a shared link keep them', async ({
  person,
  open,
  api,
}) => {
  const requester = await person({ teams: ['revenue'] });
  const name = `Zephyr ${requester.username}`;
  const wanted = await api(requester).create('address_validation', {
    partnerName: name,
    opportunityId: 'OPP-1',
    priority: 'high',
  });
  const other = await api(requester).create('user_records', {
    partnerName: name,
    link: 'https://example.com/users',
  });
  const page = await open(requester, '/requests?view=all');
  await page.getByRole('textbox', { name: 'Search' }).fill(name);
  await expect(page).toHaveURL(/q=Zephyr/);
  await expect(page.getByRole('link', { name: other })).toBeVisible();

  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Type' }).click();
  await page.getByRole('checkbox', { name: 'Address validation' }).check();
  await expect(page).toHaveURL(/type=address_validation/);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('link', { name: other })).toHaveCount(0);
  await expect(page.getByRole('link', { name: wanted })).toBeVisible();

  await page.reload();
  await expect(page.getByRole('button', { name: 'Filter Type: Address validation' })).toBeVisible();
  await expect(page.getByRole('link', { name: other })).toHaveCount(0);
  await page.getByRole('link', { name: wanted }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^Address validation/ })).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/type=address_validation/);
  await expect(page.getByRole('textbox', { name: 'Search' })).toHaveValue(name);
  // The list keeps its place: the row that was opened has the keyboard.
  await expect(page.getByRole('link', { name: wanted })).toBeFocused();

  await page.getByRole('button', { name: 'Remove the filter Type' }).click();
  await expect(page.getByRole('link', { name: other })).toBeVisible();
  await page.getByRole('link', { name: 'Clear', exact: true }).click();
  await expect(page).toHaveURL('/requests?view=all');
});

test('D1: a mistyped address still shows a list', async ({ person, open, api }) => {
  const requester = await person({ teams: ['revenue'] });
  const code = await api(requester).create('user_records', {
    partnerName: 'Northwind',
    link: 'https://example.com/users',
  });
  const page = await open(requester, '/requests?view=my_requests&status=pending,lost&from=soon');
  await expect(page.getByRole('link', { name: code })).toBeVisible();
  await expect(page).toHaveURL('/requests?view=my_requests&status=pending');
});

test('D1: an empty result says which filter to loosen', async ({ person, open }) => {
  const requester = await person({ teams: ['revenue'] });
  const page = await open(
    requester,
    '/requests?view=my_requests&status=completed&q=nothing-like-this',
  );
  await expect(page.getByRole('heading', { name: 'No request matches' })).toBeVisible();
  await page.getByRole('link', { name: 'Any text' }).click();
  await expect(page).toHaveURL('/requests?view=my_requests&status=completed');
  await page.getByRole('link', { name: 'Any status' }).click();
  await expect(page.getByRole('heading', { name: 'You have no requests yet' })).toBeVisible();
});

test('D1: pages by cursor, with the keyboard too, and the list keeps its scroll on return', async ({
  person,
  open,
}) => {
  const leader = await person({ roles: ['leadership'] });
  const page = await open(leader, '/requests?view=all&limit=50');
  const rows = page.getByRole('table', { name: 'Requests' }).getByRole('row');
  await expect(rows).toHaveCount(51);
  const first = await rows.nth(1).getByRole('link').textContent();
  await page.keyboard.press(']');
  await expect(page).toHaveURL(/cursor=/);
  await expect(rows.nth(1)).not.toContainText(first ?? '');
  await page.keyboard.press('[');
  await expect(rows.nth(1)).toContainText(first ?? '');

  const low = rows.nth(45);
  await low.scrollIntoViewIfNeeded();
  await low.getByRole('link').click();
  await expect(page.getByRole('region', { name: 'History' })).toBeVisible();
  await page.goBack();
  await expect(low).toBeInViewport();
});

test('a row opens anywhere it is clicked, and columns that were left out stay out', async ({
  person,
  open,
  api,
}) => {
  const { code, requester } = await story({ person, api }, 'user_records', 'pending');
  const page = await open(requester, '/requests?view=my_requests');
  await expect(page.getByRole('columnheader', { name: /^Operator/ })).toBeVisible();
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Operator' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('columnheader', { name: /^Operator/ })).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('columnheader', { name: /^Status/ })).toBeVisible();
  await expect(page.getByRole('columnheader', { name: /^Operator/ })).toHaveCount(0);
  await page
    .getByRole('row', { name: new RegExp(code) })
    .getByRole('cell')
    .last()
    .click();
  await expect(page).toHaveURL(`/requests/${code}`);
});

test('at 1440 px every column has room, and the sub-type takes the place of the type', async ({
  person,
  open,
}) => {
  const operator = await person({ roles: ['operator'] });
  const page = await open(operator, '/requests?view=all&type=deactivation_toggle');
  await expect(page.getByRole('columnheader', { name: /^Team/ })).toBeVisible();
  await fits(page);
  // The name of the type is there for screen readers.
  await expect(page.getByTitle(/^Deactivation and toggle – ./).first()).toHaveText(
    /^Deactivation and toggle – ./,
  );
});

test('at 1440 px the price takes the place of the team, which can be brought back', async ({
  person,
  open,
}) => {
  const leader = await person({ roles: ['leadership'] });
  const page = await open(leader, '/requests?view=all&status=completed');
  await expect(page.getByRole('columnheader', { name: 'Price' })).toBeVisible();
  await expect(page.getByRole('columnheader', { name: /^Team/ })).toHaveCount(0);
  await fits(page);
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Team' }).click();
  await expect(page.getByRole('columnheader', { name: /^Team/ })).toBeVisible();
});

/** No column is beyond the table's edge. */
async function fits(page: Page): Promise<void> {
  const table = page.getByRole('table', { name: 'Requests' });
  await expect(table.getByRole('link').first()).toBeVisible();
  const isWide = await table.evaluate(
    ({ parentElement: box }) => box === null || box.scrollWidth > box.clientWidth,
  );
  expect(isWide).toBe(false);
}

test('at phone width the bottom bar shows every label whole', async ({ person, open }) => {
  const user = await person({ roles: ['leadership'], teams: ['revenue'] });
  const page = await open(user, '/requests?view=needs_approval', { viewport: PHONE });
  const bar = page.getByRole('navigation', { name: 'Main' });
  for (const name of ['To approve', 'All requests', 'New', 'Search', 'More']) {
    const label = bar.getByText(name, { exact: true });
    await expect(label).toBeVisible();
    expect(await label.evaluate((text) => text.scrollWidth > text.clientWidth), name).toBe(false);
  }
});

test('at phone width requests are cards, with a bar at the bottom and a drawer', async ({
  person,
  open,
  api,
}) => {
  const { code, requester } = await story({ person, api }, 'user_records', 'pending');
  const page = await open(requester, '/', { viewport: PHONE });
  await expect(page.getByRole('table')).toHaveCount(0);
  const card = page
    .getByRole('list', { name: 'Requests' })
    .getByRole('listitem')
    .filter({ hasText: code });
  await expect(card).toContainText('Northwind');
  await page.getByRole('button', { name: 'More' }).click();
  await page
    .getByRole('dialog')
    .getByRole('link', { name: /^All requests/ })
    .click();
  await expect(page).toHaveURL('/requests?view=all');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

import type { Page } from '@playwright/test';
import type { PriceListsAnswer } from '../../src/domain/api/prices.ts';
import { DESKTOP, expect, test } from '../helpers/browser.ts';
import { looksRight } from '../helpers/browser-axe.ts';

/** Nothing here comes into force: other tests complete requests meanwhile. */
const FAR = '2987-03-02';

const cell = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const heading = (page: Page, name: string) =>
  expect(page.getByRole('heading', { level: 1, name })).toBeVisible();

/** Leaves the focused field and waits for what was typed to be stored. */
async function stored(page: Page): Promise<void> {
  const answer = page.waitForResponse((response) => response.request().method() === 'PUT');
  await page.getByRole('heading', { level: 1 }).click();
  await answer;
  await expect(page.getByText(/^Saved \d\d:\d\d/)).toBeVisible();
}

/** A new draft with the prices of the newest version, through the page. */
async function newDraft(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: 'New draft' }).click();
  const dialog = page.getByRole('dialog', { name: 'New draft' });
  await dialog.getByRole('textbox', { name: 'Title' }).fill(title);
  await dialog.getByRole('button', { name: 'Create draft' }).click();
  await heading(page, title);
}

/** As a browser fires it; the clipboard itself asks for a permission. */
async function paste(page: Page, name: string, text: string): Promise<void> {
  await cell(page, name).evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    element.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  }, text);
}

test('P5: admins find price lists in their area; for everybody else there is nothing there', async ({
  person,
  open,
}) => {
  const page = await open(await person({ roles: ['admin'] }), '/admin/notifications');
  await page.getByRole('link', { name: 'Price lists', exact: true }).click();
  await expect(page).toHaveURL('/admin/prices');
  await page
    .getByRole('table', { name: 'Published price lists' })
    .getByRole('link')
    .first()
    .click();
  await expect(page.getByRole('table', { name: 'Prices of the ten operations' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Publish' })).toHaveCount(0);

  const leader = await person({
    roles: ['leadership', 'operator', 'qa_agent'],
    teams: ['revenue'],
  });
  for (const path of ['/admin/prices', '/admin/prices/1']) {
    const theirs = await open(leader, path);
    await expect(theirs.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
  }
});

test('an address that is no price list says so', async ({ person, open, watch }) => {
  watch.expectStatus(404);
  const admin = await person({ roles: ['admin'] });
  for (const id of ['99999999', '0', 'rates', '-1']) {
    const page = await open(admin, `/admin/prices/${id}`);
    await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
  }
});

test('M2: an admin writes a draft, is told what is wrong, publishes it and withdraws it', async ({
  person,
  open,
}) => {
  const admin = await person({ roles: ['admin'], timezone: 'Europe/Berlin' });
  const page = await open(admin, '/admin/prices');
  const title = `Rates by ${admin.username}`;
  await newDraft(page, title);
  const price = cell(page, 'Client price, CSV row');
  const cost = cell(page, 'QA cost, XML file');
  await price.fill('731.5');
  await cost.fill('1.23456');
  await stored(page);
  await expect(price).toHaveValue('731.50');
  await expect(page.getByRole('row', { name: /^CSV row/ })).toContainText(/was \d+\.\d\d/);
  await expect(cost).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText(/^Saved .* but for one field below/)).toBeVisible();

  await page.getByRole('button', { name: 'Publish' }).click();
  const summary = page.getByRole('alert').filter({ hasText: /needs? your attention/ });
  await expect(summary).toContainText('2 things');
  await expect(summary).toBeFocused();
  await summary.getByRole('link', { name: /Choose the day/ }).click();
  await expect(cell(page, 'Applies from')).toBeFocused();
  await cell(page, 'Applies from').fill('2001-01-01');
  await expect(summary).toContainText('or a later day');
  await cell(page, 'Applies from').fill(FAR);
  await summary.getByRole('link', { name: /QA cost of XML file/ }).click();
  await expect(cost).toBeFocused();
  await cost.fill('1.234');
  await expect(summary).toHaveCount(0);
  await stored(page);

  await page.reload();
  await expect(price).toHaveValue('731.50');
  await expect(cell(page, 'Applies from')).toHaveValue(FAR);

  await page.getByRole('button', { name: 'Publish' }).click();
  const dialog = page.getByRole('dialog', { name: /^Publish version \d+$/ });
  await expect(dialog).toContainText('Fri 2 Mar 2987, 00:00 UTC');
  await expect(dialog).toContainText('01:00 (Europe/Berlin)');
  await expect(dialog).toContainText('Client price, CSV row');
  await dialog.getByRole('button', { name: /^Publish version/ }).click();
  await expect(page.getByRole('button', { name: 'Withdraw' })).toBeVisible();
  await expect(price).toHaveCount(0);
  await expect(page.getByRole('row', { name: /^CSV row/ })).toContainText('731.50');
  await expect(page.getByRole('region', { name: 'History' })).toContainText(
    `${admin.name} published it`,
  );

  await page.getByRole('button', { name: 'Withdraw' }).click();
  await page
    .getByRole('dialog', { name: /^Withdraw version \d+\?$/ })
    .getByRole('button', { name: /^Withdraw version/ })
    .click();
  await expect(page.getByRole('button', { name: 'Withdraw' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Price lists' }).last().click();
  const row = page.getByRole('row').filter({ hasText: title });
  await expect(row).toContainText('Withdrawn');
  await expect(row).toContainText('Never applied');
});

test('a column is filled by keys and by pasting from a spreadsheet, and pasting is undone', async ({
  person,
  open,
}) => {
  const admin = await person({ roles: ['admin'] });
  const page = await open(admin, '/admin/prices');
  await newDraft(page, `Pasted by ${admin.username}`);
  const first = cell(page, 'Client price, User update');
  const second = cell(page, 'Client price, Property update');
  await first.focus();
  await page.keyboard.press('Enter');
  await expect(second).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(first).toBeFocused();
  const [was, wasNext] = [await first.inputValue(), await second.inputValue()];

  await paste(page, 'Client price, User update', '901.1\t0.5\r\n902\tlots\r\n');
  await expect(first).toHaveValue('901.10');
  await expect(second).toHaveValue('902.00');
  await expect(cell(page, 'Operate cost, User update')).toHaveValue('0.500');
  await expect(cell(page, 'Operate cost, Property update')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText('4 values pasted.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(first).toHaveValue(was);
  await expect(second).toHaveValue(wasNext);
  await stored(page);

  await page.getByRole('button', { name: 'Discard draft' }).click();
  await page
    .getByRole('dialog', { name: 'Discard this draft?' })
    .getByRole('button', { name: 'Discard draft' })
    .click();
  await expect(page).toHaveURL('/admin/prices');
  await expect(page.getByRole('table', { name: 'Published price lists' })).toBeVisible();
  await expect(page.getByText(`Pasted by ${admin.username}`)).toHaveCount(0);
});

test('X1: of two admins in one draft the later sees whose version is stored, and chooses', async ({
  person,
  open,
  watch,
}) => {
  watch.expectStatus(409);
  const [ada, ben] = [
    await person({ roles: ['admin'], firstName: 'Ada', lastName: 'Early' }),
    await person({ roles: ['admin'], firstName: 'Ben', lastName: 'Later' }),
  ];
  const page = await open(ada, '/admin/prices');
  await newDraft(page, `Shared by ${ada.username}`);
  const theirs = await open(ben, new URL(page.url()).pathname);
  const [mine, other] = [
    cell(page, 'Client price, XML file'),
    cell(theirs, 'Client price, XML file'),
  ];
  await expect(other).toBeVisible();
  await mine.fill('801.00');
  await stored(page);
  await other.fill('802.00');
  const notice = theirs.getByRole('alert').filter({ hasText: 'Ada Early saved this draft' });
  await expect(notice).toContainText('Client price, XML file: yours 802.00, theirs 801.00');
  await expect(other).toHaveValue('802.00');
  await notice.getByRole('button', { name: 'Keep mine and save it' }).click();
  await expect(theirs.getByText(/^Saved \d\d:\d\d/)).toBeVisible();

  await mine.fill('803.00');
  const again = page.getByRole('alert').filter({ hasText: 'Ben Later saved this draft' });
  await again.getByRole('button', { name: 'Load theirs' }).click();
  await expect(mine).toHaveValue('802.00');
  await expect(again).toHaveCount(0);
});

test('M5: a draft says what it would have done to a period; wrong days are named at their fields', async ({
  person,
  open,
  watch,
}) => {
  watch.expectStatus(422);
  const admin = await person({ roles: ['admin'] });
  const page = await open(admin, '/admin/prices');
  await newDraft(page, `What if by ${admin.username}`);
  const section = page.getByRole('region', { name: 'What if' });
  await section.getByRole('button', { name: 'Days' }).click();
  await cell(page, 'From').fill('2020-01-01');
  await cell(page, 'To').fill('2019-12-31');
  await section.getByRole('button', { name: 'Show' }).click();
  await expect(section.locator('[aria-invalid]').first()).toBeVisible();
  await cell(page, 'From').fill('2019-12-01');
  await section.getByRole('button', { name: 'Show' }).click();
  await expect(section.getByText('Nothing was completed on these days.')).toBeVisible();

  const to = new Date().toISOString().slice(0, 10);
  const from = new Date(Date.now() - 370 * 86_400_000).toISOString().slice(0, 10);
  await cell(page, 'From').fill(from);
  await cell(page, 'To').fill(to);
  await section.getByRole('button', { name: 'Show' }).click();
  const byTeam = section.getByRole('table', { name: 'What if, By team' });
  await expect(byTeam.getByRole('row').nth(1)).toContainText(/\$\d/);
  await expect(section.getByRole('table', { name: 'What if, By type' })).toBeVisible();

  await cell(page, 'Client price, User update').fill('');
  await expect(section.getByText('One price is missing')).toBeVisible();
});

test('M2: without a list in force the page says that nothing can be completed, and the way out', async ({
  person,
  open,
}) => {
  const admin = await person({ roles: ['admin'] });
  const page = await open(admin, '/admin/prices');
  const title = `Way out by ${admin.username}`;
  await newDraft(page, title);
  await page.route('**/api/admin/price-lists', async (route) => {
    const answer = await route.fetch();
    const body = (await answer.json()) as PriceListsAnswer;
    // The newest draft is the way out, and other tests make drafts meanwhile.
    const lists = body.lists.filter((list) => list.title === title);
    await route.fulfill({ response: answer, json: { lists, notPriced: 0 } });
  });
  await page.goto('/admin/prices');
  const alert = page.getByRole('alert').filter({ hasText: 'No price list is in force' });
  await alert.getByRole('link', { name: `Continue the draft “${title}”` }).click();
  await heading(page, title);
});

test('M2: what is not priced is priced by a list somebody chooses, with its progress', async ({
  person,
  open,
}) => {
  const page = await open(await person({ roles: ['admin'] }), '/admin/notifications');
  let left = 3;
  await page.route('**/api/admin/price-lists', async (route) => {
    const answer = await route.fetch();
    const body = (await answer.json()) as PriceListsAnswer;
    await route.fulfill({ response: answer, json: { ...body, notPriced: left } });
  });
  await page.route('**/api/admin/price-lists/*/apply', (route) =>
    route.fulfill({ json: { requests: 3 } }),
  );
  await page.getByRole('link', { name: 'Price lists', exact: true }).click();
  await expect(page.getByText('3 completed requests are not priced.')).toBeVisible();
  await page.getByRole('button', { name: 'Price them' }).click();
  const dialog = page.getByRole('dialog', { name: 'Price what is not priced' });
  await expect(dialog).toContainText('It cannot be taken back.');
  await dialog.getByRole('button', { name: 'Price 3 requests' }).click();
  await expect(page.getByText('0 of 3 priced')).toBeVisible();
  left = 1;
  await expect(page.getByText('2 of 3 priced')).toBeVisible();
  left = 0;
  await expect(page.getByText('All 3 requests are priced.')).toBeVisible();
  await expect(page.getByText('are not priced')).toHaveCount(0);
});

test('axe: price lists, a draft with errors, publishing it, and a published list', async ({
  person,
  open,
}) => {
  test.setTimeout(120_000);
  const admin = await person({ roles: ['admin'] });
  const page = await open(admin, '/admin/prices');
  await newDraft(page, `A rather long title that somebody may give to a list, ${admin.username}`);
  await cell(page, 'Client price, CSV row').fill('733.00');
  await cell(page, 'QA cost, User update').fill('-1');
  await stored(page);
  await page.getByRole('button', { name: 'Publish' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'need your attention' })).toBeVisible();
  await looksRight(page, 'price draft with errors');
  await cell(page, 'QA cost, User update').fill('0.5');
  await cell(page, 'Applies from').fill(FAR);
  await stored(page);
  await page.getByRole('button', { name: 'Publish' }).click();
  await expect(page.getByRole('dialog', { name: /^Publish version/ })).toBeVisible();
  await looksRight(page, 'price publish');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.setViewportSize(DESKTOP);
  await page.goto('/admin/prices');
  const table = page.getByRole('table', { name: 'Published price lists' });
  await expect(table).toBeVisible();
  await looksRight(page, 'price lists');
  await page.setViewportSize(DESKTOP);
  await table.getByRole('link').first().click();
  await expect(page.getByRole('table', { name: 'What if, By team' })).toBeVisible();
  await looksRight(page, 'price list published');
});

import type { Locator, Page } from '@playwright/test';
import type { PricesInForce } from '../../src/domain/api/prices.ts';
import type { OperationKey } from '../../src/domain/pricing/operations.ts';
import { written } from '../helpers/any-prices.ts';
import { DESKTOP, expect, PHONE, test } from '../helpers/browser.ts';
import type { BrowserApi } from '../helpers/browser-api.ts';
import { looksRight } from '../helpers/browser-axe.ts';
import { formOn } from '../helpers/browser-form.ts';
import { requestOn } from '../helpers/browser-pages.ts';
import { story } from '../helpers/browser-story.ts';

/** What people read, from whole cents: `$1,234.50`. */
function dollars(cents: bigint): string {
  return `$${written(cents, 2).replace(/\B(?=(\d{3})+(?!\d)\.)/g, ',')}`;
}

async function listInForce(reader: BrowserApi) {
  const { list } = (await reader.send('GET', '/prices')) as PricesInForce;
  if (list === null) throw new Error('the sample company has a price list');
  const cents = (key: OperationKey) => BigInt(list.prices[key].clientPrice.replace('.', ''));
  return { ...list, cents };
}

const panel = (page: Page): Locator => page.getByRole('region', { name: 'Price', exact: true });
const row = (table: Locator, name: string | RegExp): Locator =>
  table.getByRole('row').filter({ has: table.page().getByRole('rowheader', { name }) });

/** Every address that the page asks for. */
function asked(page: Page): string[] {
  const paths: string[] = [];
  page.on('request', (request) => paths.push(new URL(request.url()).pathname));
  return paths;
}

test('P4, M3: leadership reads the receipt without costs, an admin with them, its operator none', async ({
  person,
  open,
  api,
}) => {
  const { code, operator } = await story({ person, api }, 'user_records', 'completed');
  const [leader, admin] = [
    await person({ roles: ['leadership'] }),
    await person({ roles: ['admin'] }),
  ];
  const list = await listInForce(api(leader));
  const total = 2n * list.cents('user_update') + list.cents('property_update');

  const page = await open(leader, `/requests/${code}`);
  const receipt = panel(page).getByRole('table', { name: 'Price' });
  await expect(row(receipt, /User update/)).toContainText(
    `2 × ${dollars(list.cents('user_update'))}`,
  );
  await expect(row(receipt, /User update/).getByRole('cell')).toHaveText(
    dollars(2n * list.cents('user_update')),
  );
  await expect(row(receipt, 'Total')).toContainText(dollars(total));
  await expect(panel(page)).toContainText(`Priced by version ${list.version}, ${list.title}`);
  await expect(panel(page)).not.toContainText('Costs');

  const adminsPage = await open(admin, `/requests/${code}`);
  const costs = panel(adminsPage).getByRole('table', { name: 'Costs, for admins only' });
  await expect(row(costs, /Margin/)).toBeVisible();
  await expect(row(costs, /User update/).getByRole('cell')).toHaveCount(2);

  const operatorsPage = await open(operator, `/requests/${code}`);
  await expect(operatorsPage.getByRole('complementary', { name: 'People' })).toBeVisible();
  await expect(requestOn(operatorsPage).history).toContainText('completed the request');
  await expect(panel(operatorsPage)).toHaveCount(0);
  await expect(operatorsPage.getByText('$')).toHaveCount(0);
});

test('M4: an admin sets a discount, seeing what it makes of the price; the history says so to readers of prices', async ({
  person,
  open,
  api,
}) => {
  const { code, requester } = await story({ person, api }, 'user_records', 'completed');
  const admin = await person({ roles: ['admin'] });
  const list = await listInForce(api(admin));
  const total = 2n * list.cents('user_update') + list.cents('property_update');
  const page = await open(admin, `/requests/${code}`);
  const request = requestOn(page);

  await request.choose('Set discount');
  const dialog = request.dialog('Set discount');
  const form = formOn(dialog);
  await expect(form.control('Discount')).toHaveValue('0');
  await form.write('Discount', '50');
  // Half of it, a tie to the even cent.
  const off = total / 2n + (total % 2n === 1n && (total / 2n) % 2n === 1n ? 1n : 0n);
  await expect(row(dialog, 'With this discount')).toContainText(dollars(total - off));
  await form.write('Discount', '100.1');
  await expect(row(dialog, 'With this discount')).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Set discount' }).click();
  await expect(form.control('Discount')).toBeFocused();
  await expect(form.control('Discount')).toHaveAccessibleDescription(/100/);
  await form.write('Discount', '50');
  await form.write('Reason', 'Half of it was **our** mistake.');
  await dialog.getByRole('button', { name: 'Set discount' }).click();
  await expect(dialog).toBeHidden();

  await expect(row(panel(page), 'Discount 50 %')).toContainText(`-${dollars(off)}`);
  await expect(row(panel(page), /^Final price$/)).toContainText(dollars(total - off));
  await expect(request.history).toContainText(`${admin.name} set the discount`);
  await expect(request.history).toContainText('Half of it was our mistake.');
  await expect(request.history).toContainText('0 %50 %');

  await request.choose('Set discount');
  await expect(formOn(request.dialog('Set discount')).control('Discount')).toHaveValue('50');

  const theirs = await open(requester, `/requests/${code}`);
  await expect(requestOn(theirs).history).toContainText('completed the request');
  await expect(requestOn(theirs).history).not.toContainText('discount');
});

test('L12: what was superseded stays readable, folded below the price that counts', async ({
  person,
  open,
  api,
}) => {
  const { code, operator, qa } = await story({ person, api }, 'user_records', 'completed');
  const admin = await person({ roles: ['admin'] });
  const list = await listInForce(api(admin));
  await api(admin).act(code, 'reject', { reason: 'One user is missing.' });
  const page = await open(admin, `/requests/${code}`);
  await expect(panel(page)).toContainText('Priced when it is completed.');
  const earlier = panel(page).locator('summary', { hasText: /^Before it was rejected on/ });
  await expect(earlier).toBeVisible();
  await expect(panel(page).getByRole('table')).toHaveCount(0);

  const details = { usersUpdated: 3, propertiesUpdated: 0 };
  await api(operator).act(code, 'send_to_qa', details);
  await api(qa).act(code, 'start_qa');
  await api(qa).act(code, 'complete', details);
  await page.reload();
  await expect(
    row(panel(page).getByRole('table', { name: 'Price', exact: true }), 'Total'),
  ).toContainText(dollars(3n * list.cents('user_update')));
  await earlier.click();
  const first = panel(page).getByRole('table', { name: /^Before it was rejected/ });
  await expect(row(first, 'Total')).toContainText(
    dollars(2n * list.cents('user_update') + list.cents('property_update')),
  );
  await looksRight(page, 'request with a superseded price');
});

test('M5: a reader of prices sees the price change while typing, and hears it once', async ({
  person,
  open,
  api,
}) => {
  const { code } = await story({ person, api }, 'user_records', 'pending');
  const both = await person({ roles: ['operator', 'leadership'] });
  await api(both).act(code, 'operate');
  await api(await person({ roles: ['admin'] })).act(code, 'discount', {
    discountPercent: '10',
    reason: 'Agreed before.',
  });
  const list = await listInForce(api(both));
  const page = await open(both, `/requests/${code}`);
  const paths = asked(page);
  const request = requestOn(page);
  await expect(panel(page)).toContainText('A discount of 10 % is set.');
  expect(paths).not.toContain('/api/prices');

  await request.press('Send to QA');
  const dialog = request.dialog('Send to QA');
  const live = dialog.getByRole('region', { name: 'Price of what you enter' });
  const form = formOn(dialog);
  // F-UR2 counts two users before anybody types.
  await expect(row(live, /User update/)).toContainText(dollars(2n * list.cents('user_update')));
  expect(paths.filter((path) => path === '/api/prices')).toHaveLength(1);

  await form.control('Users updated').fill('');
  await form.control('Users updated').pressSequentially('1200');
  await form.write('Properties updated', '3');
  const total = 1200n * list.cents('user_update') + 3n * list.cents('property_update');
  const tenth =
    total / 10n + (total % 10n > 5n || (total % 10n === 5n && (total / 10n) % 2n === 1n) ? 1n : 0n);
  await expect(row(live, 'Total')).toContainText(dollars(total));
  await expect(row(live, 'Discount 10 %')).toContainText(`-${dollars(tenth)}`);
  await expect(row(live, 'Final price')).toContainText(dollars(total - tenth));
  await expect(live).toContainText(`By version ${list.version}, ${list.title}`);
  await expect(live.getByRole('status')).toHaveText(`Price: ${dollars(total - tenth)}`);
  await form.write('Users updated', 'many');
  await expect(row(live, /User update/)).toHaveCount(0);
  await looksRight(page, 'operation form with the live price');
});

test('M5, P4: an operator without the right is shown no price and asks for none', async ({
  person,
  open,
  api,
}) => {
  const { code, operator } = await story({ person, api }, 'user_records', 'in_progress');
  const page = await open(operator, `/requests/${code}`);
  const paths = asked(page);
  await page.reload();
  const request = requestOn(page);
  await request.press('Send to QA');
  const dialog = request.dialog('Send to QA');
  const form = formOn(dialog);
  await form.write('Users updated', '1200');
  await form.write('Properties updated', '3');
  await expect(dialog.getByText(/Draft saved/)).toBeVisible();
  await expect(dialog.getByText(/price|\$/i)).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Send to QA' }).click();
  await expect(request.head).toContainText('Waiting for a QA agent');
  expect(paths).toContain(`/api/requests/${code}/actions/send_to_qa`);
  // Neither the list nor the code that computes with it.
  expect(paths.filter((path) => /price|live-|discount/.test(path))).toEqual([]);
});

test('M5: a QA agent who leads sees the price of a correction before completing', async ({
  person,
  open,
  api,
}) => {
  const { code } = await story({ person, api }, 'stripe_disputes', 'qa_pending');
  const lead = await person({ roles: ['qa_agent', 'leadership'] });
  await api(lead).act(code, 'start_qa');
  const list = await listInForce(api(lead));
  const page = await open(lead, `/requests/${code}`);
  const request = requestOn(page);
  await request.press('Complete');
  const dialog = request.dialog('Complete');
  const live = dialog.getByRole('region', { name: 'Price of what you enter' });
  await expect(row(live, 'Total')).toContainText(dollars(2n * list.cents('stripe_dispute')));
  await formOn(dialog).write('RI disputes', '4');
  const total = dollars(5n * list.cents('stripe_dispute'));
  await expect(row(live, 'Total')).toContainText(total);
  await dialog.getByRole('button', { name: 'Complete request' }).click();
  await expect(row(panel(page), 'Total')).toContainText(total);
});

test('D1, P4: the list has a price column for its readers, struck through where a discount came off', async ({
  person,
  open,
  api,
}) => {
  const { code, operator } = await story({ person, api }, 'user_records', 'completed');
  const leader = await person({ roles: ['leadership'] });
  const admin = await person({ roles: ['admin'] });
  await api(admin).act(code, 'discount', { discountPercent: '100', reason: 'Free of charge.' });
  const list = await listInForce(api(leader));
  const total = dollars(2n * list.cents('user_update') + list.cents('property_update'));

  const page = await open(leader, `/requests?q=${code}`);
  const line = page.getByRole('row').filter({ hasText: code });
  await expect(page.getByRole('columnheader', { name: 'Price' })).toBeVisible();
  await expect(line.locator('s')).toHaveText(total);
  await expect(line.getByRole('cell').last()).toHaveText(`${total} before discount, $0.00`);
  await page.getByRole('button', { name: 'Columns' }).click();
  await expect(page.getByRole('menuitemcheckbox', { name: 'Price' })).toBeChecked();
  await page.keyboard.press('Escape');

  await page.setViewportSize(PHONE);
  await expect(page.getByRole('listitem').filter({ hasText: code })).toContainText('$0.00');

  const others = await open(operator, `/requests?q=${code}`);
  await expect(others.getByRole('row').filter({ hasText: code })).toBeVisible();
  await expect(others.getByRole('columnheader', { name: 'Price' })).toHaveCount(0);
  await others.getByRole('button', { name: 'Columns' }).click();
  await expect(others.getByRole('menuitemcheckbox', { name: 'TAT', exact: true })).toBeVisible();
  await expect(others.getByRole('menuitemcheckbox', { name: 'Price' })).toHaveCount(0);
});

test('the price, the discount dialog and the list of prices look right', async ({
  person,
  open,
  api,
}) => {
  const { code } = await story({ person, api }, 'address_validation', 'completed');
  const admin = await person({ roles: ['admin'] });
  await api(admin).act(code, 'discount', { discountPercent: '12.5', reason: 'Agreed with them.' });
  const page = await open(admin, `/requests/${code}`);
  await expect(panel(page)).toContainText('Margin');
  await looksRight(page, 'request with its price');
  await page.setViewportSize(DESKTOP);
  await requestOn(page).choose('Set discount');
  await expect(row(page.getByRole('dialog'), 'With this discount')).toBeVisible();
  await looksRight(page, 'discount dialog');
  await page.setViewportSize(DESKTOP);
  await page.goto('/requests?view=all&status=completed');
  await expect(page.getByRole('link', { name: code }).first()).toBeVisible();
  await looksRight(page, 'list with prices');
});

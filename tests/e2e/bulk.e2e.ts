import type { Page } from '@playwright/test';
import type { TestUser } from '../helpers/actors.ts';
import { expect, PHONE, test } from '../helpers/browser.ts';
import type { BrowserApi } from '../helpers/browser-api.ts';
import { looksRight } from '../helpers/browser-axe.ts';
import { formOn } from '../helpers/browser-form.ts';

/** One action on many requests, from the list and by codes. */
test.describe.configure({ timeout: 120_000 });

const DEACTIVATION = {
  subType: 'toggle_off_invites',
  properties: ['Oak Court'],
  context: 'Asked for by the owner.',
};

const bar = (page: Page) => page.getByRole('region', { name: 'Selected requests' });
const dialogOf = (page: Page, name: string) =>
  page.getByRole('dialog', { name: new RegExp(`^${name}`) });
const search = (text: string) => `/requests?view=all&q=${encodeURIComponent(text)}`;

async function choose(page: Page, label: RegExp): Promise<void> {
  await bar(page).getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: label }).click();
}

/** Requests of one partner that nobody else has: the list can be narrowed to them. */
async function several(
  api: (user: TestUser) => BrowserApi,
  requester: TestUser,
  count: number,
): Promise<{ readonly partner: string; readonly codes: readonly string[] }> {
  const partner = `Quorum ${requester.username}`;
  const codes: string[] = [];
  for (let at = 0; at < count; at += 1) {
    codes.push(
      await api(requester).create('user_records', {
        partnerName: partner,
        link: 'https://example.com/users',
      }),
    );
  }
  return { partner, codes };
}

test('L2, P6: leadership approves several at once; their own is left out and says why', async ({
  person,
  open,
  api,
}) => {
  const requester = await person({ teams: ['revenue'] });
  const leader = await person({ roles: ['leadership'], teams: ['revenue'] });
  const admin = await person({ roles: ['admin'] });
  const partnerName = `Quorum ${leader.username}`;
  const body = { ...DEACTIVATION, partnerName };
  const others = [
    await api(requester).create('deactivation_toggle', body),
    await api(requester).create('deactivation_toggle', body),
  ];
  // An admin made it for them: that skips no approval (L1).
  const own = await api(admin).create('deactivation_toggle', body, { onBehalfOf: leader.id });
  const page = await open(leader, search(partnerName));
  await expect(page.getByRole('link', { name: own })).toBeVisible();
  await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
  await expect(bar(page)).toContainText('3 selected');
  await bar(page).getByRole('button', { name: 'Approve 2 of 3' }).click();
  const dialog = dialogOf(page, 'Approve');
  await expect(dialog.getByRole('heading', { name: '2 requests will change' })).toBeVisible();
  await expect(dialog).toContainText('Your own request must be approved by somebody else');
  await looksRight(page, 'bulk preview');
  await dialog.getByRole('button', { name: 'Approve 2 requests' }).click();
  await expect(dialog.getByRole('heading', { name: 'All 2 requests are changed' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  // What was left out is still picked; what was done is not.
  await expect(bar(page)).toContainText('1 selected');
  await expect(page.getByRole('checkbox', { name: `Select ${own}` })).toBeChecked();
  for (const code of others) {
    const { status, approvedBy } = await api(requester).detail(code);
    expect(status).toBe('pending');
    expect(approvedBy?.id).toBe(leader.id);
  }
  expect((await api(requester).detail(own)).status).toBe('pending_approval');
});

test('L6: an operator takes several with the keyboard alone', async ({ person, open, api }) => {
  const requester = await person({ teams: ['revenue'] });
  const operator = await person({ roles: ['operator'] });
  const { partner, codes } = await several(api, requester, 3);
  const page = await open(operator, search(partner));
  await expect(page.getByRole('table').getByRole('link')).toHaveCount(3);
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect(bar(page)).toContainText('1 selected');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Shift+X');
  await expect(bar(page)).toContainText('3 selected');
  await page.keyboard.press('.');
  // Closed and opened again by the same key.
  await expect(page.getByRole('menuitem', { name: 'Operate all 3' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await page.keyboard.press('.');
  await page.getByRole('menuitem', { name: 'Operate all 3' }).press('Enter');
  const submit = dialogOf(page, 'Operate').getByRole('button', { name: 'Operate 3 requests' });
  await expect(submit).toBeFocused();
  // Left and taken up again: the keyboard goes on where it was.
  await page.keyboard.press('Escape');
  await expect(bar(page).getByRole('button', { name: 'Actions' })).toBeFocused();
  await page.keyboard.press('.');
  await page.getByRole('menuitem', { name: 'Operate all 3' }).press('Enter');
  await expect(submit).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'All 3 requests are changed' })).toBeVisible();
  // The bar is gone with the selection.
  await page.keyboard.press('Escape');
  await expect(page.getByRole('main')).toBeFocused();
  for (const code of codes) {
    expect((await api(requester).detail(code)).operator?.id).toBe(operator.id);
  }
});

test('X1: of two operators who take the same requests, each row goes to one of them', async ({
  person,
  open,
  api,
}) => {
  const requester = await person({ teams: ['revenue'] });
  const operator = await person({ roles: ['operator'] });
  const rival = await person({ roles: ['operator'] });
  const { partner, codes } = await several(api, requester, 3);
  const page = await open(operator, search(partner));
  await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
  await bar(page).getByRole('button', { name: 'Operate all 3' }).click();
  const dialog = dialogOf(page, 'Operate');
  await expect(dialog.getByRole('heading', { name: '3 requests will change' })).toBeVisible();
  const [first = ''] = codes;
  await api(rival).act(first, 'operate');
  await dialog.getByRole('button', { name: 'Operate 3 requests' }).click();
  await expect(dialog.getByRole('heading', { name: '2 of 3 requests changed' })).toBeVisible();
  await expect(dialog).toContainText('1 changed by somebody else meanwhile');
  await expect(dialog).toContainText(rival.name);
  await looksRight(page, 'bulk result');
  const operators = await Promise.all(
    codes.map(async (code) => (await api(requester).detail(code)).operator?.id),
  );
  expect(operators).toEqual([rival.id, operator.id, operator.id]);
});

test('what was typed survives Esc, and the selection paging and filters', async ({
  person,
  open,
  api,
}) => {
  const requester = await person({ teams: ['revenue'] });
  const operator = await person({ roles: ['operator'] });
  const { partner, codes } = await several(api, requester, 2);
  const page = await open(operator, search(partner));
  await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
  await choose(page, /^Block/);
  const dialog = dialogOf(page, 'Block');
  const reason = formOn(dialog).control('What stands in the way');
  await reason.fill('The portal is down.');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await page.getByRole('link', { name: 'Clear', exact: true }).click();
  await expect(page.getByRole('table').getByRole('link').nth(10)).toBeVisible();
  await page.keyboard.press(']');
  await expect(page).toHaveURL(/cursor=/);
  await expect(bar(page)).toContainText('2 selected');
  await choose(page, /^Block/);
  await expect(reason).toHaveValue('The portal is down.');
  await dialog.getByRole('button', { name: 'Block 2 requests' }).click();
  await expect(dialog.getByRole('heading', { name: 'All 2 requests are changed' })).toBeVisible();
  for (const code of codes) expect((await api(requester).detail(code)).status).toBe('blocked');
});

test('a run whose answer got lost is tried again and does nothing twice', async ({
  person,
  open,
  api,
  watch,
}) => {
  watch.expectNoConnection();
  const requester = await person({ teams: ['revenue'] });
  const operator = await person({ roles: ['operator'] });
  const { partner, codes } = await several(api, requester, 2);
  const page = await open(operator, search(partner));
  await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
  await choose(page, /^Give update/);
  const dialog = dialogOf(page, 'Give update');
  await formOn(dialog).write('Update', 'Half of it is done.');
  let isFirst = true;
  await page.route('**/api/requests/bulk', async (route) => {
    if (!isFirst) return route.continue();
    isFirst = false;
    // It arrives and is done; what comes back does not.
    await route.fetch();
    return route.abort('connectionreset');
  });
  await dialog.getByRole('button', { name: 'Give update on 2 requests' }).click();
  await expect(dialog).toContainText('2 without an answer');
  await dialog.getByRole('button', { name: 'Try the 2 failed ones again' }).click();
  await expect(dialog.getByRole('heading', { name: 'All 2 requests are changed' })).toBeVisible();
  for (const code of codes) {
    const { events } = await api(operator).detail(code);
    expect(events.filter(({ action }) => action === 'give_update')).toHaveLength(1);
  }
});

test('at phone width cards are picked by touching them, and the bar stands within reach', async ({
  person,
  open,
  api,
}) => {
  const requester = await person({ teams: ['revenue'] });
  const { partner, codes } = await several(api, requester, 2);
  const page = await open(requester, search(partner), { viewport: PHONE });
  await page.getByRole('button', { name: 'Select', exact: true }).click();
  const cards = page.getByRole('list', { name: 'Requests' }).getByRole('listitem');
  await cards.first().click();
  await expect(bar(page)).toContainText('1 selected');
  await expect(page).toHaveURL(/\/requests\?/);
  await cards.nth(1).click();
  await choose(page, /^Cancel request/);
  const dialog = dialogOf(page, 'Cancel request');
  await formOn(dialog).write('Reason', 'Asked for twice.');
  await dialog.getByRole('button', { name: 'Cancel 2 requests' }).click();
  await expect(dialog.getByRole('heading', { name: 'All 2 requests are changed' })).toBeVisible();
  for (const code of codes) expect((await api(requester).detail(code)).status).toBe('cancelled');
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('button', { name: 'Done' }).click();
  await cards.first().getByRole('link').click();
  await expect(page).toHaveURL(/\/requests\/UR-/);
});

test('L4: an admin asks for approval by pasted codes; unknown ones are named', async ({
  person,
  open,
  api,
}) => {
  const requester = await person({ teams: ['revenue'] });
  const admin = await person({ roles: ['admin'] });
  const code = await api(requester).create('property_records', {
    subType: 'property_name',
    partnerName: 'Northwind',
    link: 'https://example.com/names',
  });
  const page = await open(admin, '/admin/requests');
  await page
    .getByRole('textbox', { name: 'Codes' })
    .fill(`please: ${code.toLowerCase()}, PR-26Q4999999\n${code}`);
  await expect(page.getByText('2 codes')).toBeVisible();
  await expect(page.getByText('PLEASE', { exact: true })).toBeVisible();
  const action = page.getByRole('combobox', { name: 'Action' });
  await action.selectOption('ask_for_approval');
  await looksRight(page, 'admin requests');
  await page.getByRole('button', { name: 'Continue' }).click();
  const dialog = dialogOf(page, 'Ask for approval');
  await expect(dialog).toContainText('PR-26Q4999999');
  await expect(dialog).toContainText('There is no such request');
  await dialog.getByRole('button', { name: 'Ask for approval of 1 request' }).click();
  await expect(dialog.getByRole('heading', { name: 'The request is changed' })).toBeVisible();
  expect((await api(requester).detail(code)).status).toBe('pending_approval');
});

test('P5: the page for pasted codes is for admins', async ({ person, open }) => {
  const leader = await person({ roles: ['leadership', 'operator', 'qa_agent'] });
  const page = await open(leader, '/admin/requests');
  await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
});

import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../helpers/browser.ts';
import { formOn } from '../helpers/browser-form.ts';
import { requestOn } from '../helpers/browser-pages.ts';
import { story } from '../helpers/browser-story.ts';

const palette = (page: Page): Locator =>
  page.getByRole('dialog').getByLabel('Search and commands').and(page.locator('input'));

test('c, /, g and a letter, ? and Ctrl-K go where ui.md says', async ({ person, open }) => {
  const user = await person({ teams: ['revenue'], roles: ['operator', 'leadership'] });
  const page = await open(user, '/requests?view=all');
  await expect(page.getByRole('heading', { name: 'All requests' })).toBeVisible();
  await page.keyboard.press('/');
  await expect(page.getByRole('textbox', { name: 'Search' })).toBeFocused();
  await page.keyboard.press('Escape');
  for (const [key, heading] of [
    ['w', 'My work'],
    ['n', 'Needs approval'],
    ['m', 'My requests'],
    ['a', 'All requests'],
    ['p', 'Profile'],
  ] as const) {
    await page.keyboard.press('g');
    await page.keyboard.press(key);
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
  }
  await page.keyboard.press('c');
  await expect(page).toHaveURL('/new');
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(help).toBeVisible();
  // A dialog has the keyboard to itself.
  await page.keyboard.press('c');
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  await page.keyboard.press('Control+k');
  await expect(palette(page)).toBeFocused();
});

test('the palette opens a request by its code, a page, and starts a request', async ({
  person,
  open,
  api,
}) => {
  const { code, requester } = await story({ person, api }, 'user_records', 'pending');
  const page = await open(requester, '/profile');
  await expect(page.getByRole('heading', { level: 1, name: 'Profile' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(palette(page)).toBeFocused();
  await page.keyboard.type(code.toLowerCase());
  // Also once the results have taken the place of what was selected before.
  await expect(page.getByRole('dialog').getByText('User records – Northwind')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`/requests/${code}`);
  // A page that has just opened has the keyboard.
  await expect(page.getByRole('main')).toBeFocused();
  await page.keyboard.press('Control+k');
  await expect(palette(page)).toBeFocused();
  await page.keyboard.type('property rec');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/new/property_records');
});

test('what is typed before the palette has opened is its text and acts on nothing', async ({
  person,
  open,
}) => {
  const user = await person({ teams: ['revenue'] });
  const page = await open(user, '/sign-in');
  let arrive = (): void => undefined;
  const late = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await page.route(/\/palette-[^/]*\.js$/, async (route) => {
    await late;
    await route.continue();
  });
  await page.goto('/requests?view=all');
  await expect(page.getByRole('heading', { name: 'All requests' })).toBeVisible();
  await page.keyboard.press('Control+k');
  // Each of these begins a command of the page.
  await page.keyboard.type('c/gpx');
  await page.keyboard.press('Backspace');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  arrive();
  await expect(palette(page)).toHaveValue('c/gp');
  await expect(page).toHaveURL('/requests?view=all');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('prof');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/profile');
});

test('j and k walk the list, Enter opens, . shows the actions', async ({ person, open, api }) => {
  const requester = await person({ teams: ['accounting'] });
  const make = () =>
    api(requester)
      .upload(
        'disputes.csv',
        Buffer.from('Market,Dispute Id,Deadline,Internal Notes\nCA,1,2026-12-01,x\n'),
      )
      .then((file) =>
        api(requester).create('stripe_disputes', { premiumDisputes: 1, riDisputes: 0, file }),
      );
  const older = await make();
  const newer = await make();
  const page = await open(requester, '/requests?view=my_requests');
  await expect(page.getByRole('link', { name: older })).toBeVisible();
  await page.keyboard.press('j');
  await expect(page.getByRole('link', { name: newer })).toBeFocused();
  await page.keyboard.press('j');
  await expect(page.getByRole('link', { name: older })).toBeFocused();
  await page.keyboard.press('k');
  await expect(page.getByRole('link', { name: newer })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`/requests/${newer}`);
  await expect(requestOn(page).head).toContainText('Waiting for an operator');
  await page.keyboard.press('.');
  await expect(page.getByRole('menuitem', { name: 'Cancel request' })).toBeVisible();
});

test('no key acts inside a text field', async ({ person, open }) => {
  const user = await person({ teams: ['support'] });
  const page = await open(user, '/new/address_validation');
  const partner = formOn(page).control('Partner');
  await partner.click();
  await page.keyboard.type('c?/gajk[].');
  await expect(partner).toHaveValue('c?/gajk[].');
  await expect(page).toHaveURL('/new/address_validation');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a whole request can be submitted without a mouse', async ({ person, open }) => {
  const user = await person({ teams: ['support'] });
  const page = await open(user, '/new/address_validation');
  await expect(formOn(page).control('Partner')).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await formOn(page).control('Partner').focus();
  await page.keyboard.type('Northwind');
  await formOn(page).control('Opportunity ID').focus();
  await page.keyboard.type('OPP-5');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/requests\/AV-/);
});

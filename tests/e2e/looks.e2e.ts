import type { Page } from '@playwright/test';
import { REQUEST_TYPE_KEYS } from '../../src/domain/requests/define.ts';
import { requestType } from '../../src/domain/requests/types/index.ts';
import { DESKTOP, expect, test } from '../helpers/browser.ts';
import { looksRight } from '../helpers/browser-axe.ts';
import { allSent, becomes } from '../helpers/browser-deliveries.ts';
import { requestOn } from '../helpers/browser-pages.ts';
import { story } from '../helpers/browser-story.ts';

/** Every page in light and dark, at 1440 and 390 px. */
test.describe.configure({ timeout: 120_000 });

const heading = (page: Page, name: string | RegExp) =>
  expect(page.getByRole('heading', { level: 1, name })).toBeVisible();

test('axe: the sign-in page, also with a refused attempt', async ({ open, watch }) => {
  watch.expectStatus(401);
  const page = await open(null, '/sign-in');
  await heading(page, 'Sign in');
  await looksRight(page, 'sign-in');
  await page.getByRole('textbox', { name: 'Email' }).fill('nobody@example.com');
  await page.getByLabel('Password', { exact: true }).fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await looksRight(page, 'sign-in refused');
});

test('axe: the list, filtered, with a filter open, and empty', async ({ person, open }) => {
  const user = await person({ roles: ['leadership'], teams: ['revenue'] });
  const page = await open(user, '/requests?view=all');
  await expect(page.getByRole('table').getByRole('link').first()).toBeVisible();
  await looksRight(page, 'list');
  await page.goto(
    `/requests?view=all&status=pending,blocked&type=user_records&person=${user.id}&q=zzz`,
  );
  await heading(page, 'All requests');
  await expect(page.getByRole('heading', { name: 'No request matches' })).toBeVisible();
  await looksRight(page, 'list empty with filters');
  await page.goto('/requests?view=my_requests');
  await expect(page.getByRole('heading', { name: 'You have no requests yet' })).toBeVisible();
  await looksRight(page, 'list empty');
  await page.goto('/requests?view=all&priority=high');
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Status' }).click();
  await expect(page.getByRole('checkbox', { name: 'Blocked' })).toBeVisible();
  await looksRight(page, 'list filter open');
});

test('axe: chooser, profile, palette and keyboard help', async ({ person, open }) => {
  const user = await person({
    teams: ['revenue', 'compliance', 'accounting'],
    roles: ['operator'],
  });
  const page = await open(user, '/new');
  await heading(page, 'New request');
  await looksRight(page, 'chooser');
  await page.goto('/profile');
  await heading(page, 'Profile');
  await expect(page.getByRole('switch').first()).toBeVisible();
  await looksRight(page, 'profile');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await looksRight(page, 'keyboard help');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await looksRight(page, 'palette');
});

test('axe: not found, not for your team, and a server that is away', async ({
  person,
  open,
  watch,
}) => {
  watch.expectStatus(404);
  watch.expectNoConnection();
  const user = await person({ teams: ['revenue'] });
  const page = await open(user, '/requests/UR-26Q4999999');
  await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
  await looksRight(page, 'not found');
  await page.goto('/new/xml_files');
  await expect(page.getByRole('heading', { name: /not for your team/ })).toBeVisible();
  await looksRight(page, 'not for your team');
  await page.route('**/api/**', (route) => route.abort('connectionrefused'));
  await page.reload();
  await expect(page.getByRole('heading', { name: 'The platform cannot be reached' })).toBeVisible();
  await looksRight(page, 'server away');
});

for (const type of REQUEST_TYPE_KEYS) {
  const { prefix, name, teams } = requestType(type);

  test(`axe: the form of ${prefix}, empty and with everything wrong`, async ({ person, open }) => {
    const user = await person({ teams: [...teams] });
    const page = await open(user, `/new/${type}`);
    await heading(page, `New request: ${name}`);
    await looksRight(page, `form ${prefix}`);
    await page.getByRole('button', { name: 'Submit request' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    await looksRight(page, `form ${prefix} with errors`);
  });
}

for (const status of [
  'pending',
  'in_progress',
  'blocked',
  'qa_in_progress',
  'completed',
  'cancelled',
] as const) {
  test(`axe: a request that is ${status}`, async ({ person, open, api }) => {
    const type = status === 'completed' ? 'address_validation' : 'user_records';
    const { code, operator } = await story({ person, api }, type, status);
    const page = await open(operator, `/requests/${code}`);
    const request = requestOn(page);
    await expect(request.history).toContainText('created the request');
    await looksRight(page, `request ${status}`);
  });
}

test('axe: the menu of actions and the dialogs of a request', async ({ person, open, api }) => {
  const working = await story({ person, api }, 'address_validation', 'in_progress');
  const page = await open(working.operator, `/requests/${working.code}`);
  const request = requestOn(page);
  await request.head.getByRole('button', { name: /actions/i }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await looksRight(page, 'request actions');
  await page.keyboard.press('Escape');
  await request.press('Send to QA');
  await expect(request.dialog('Send to QA').getByRole('textbox').first()).toBeVisible();
  await request.dialog('Send to QA').getByRole('button', { name: 'Send to QA' }).click();
  await expect(request.dialog('Send to QA').getByRole('alert')).toBeVisible();
  await looksRight(page, 'dialog send to qa with errors');
  await page.keyboard.press('Escape');
  for (const label of ['Block', 'Cancel request']) {
    await page.setViewportSize({ width: 1440, height: 900 });
    await request.choose(label);
    await expect(request.dialog(label).getByRole('textbox').first()).toBeVisible();
    await looksRight(page, `dialog ${label}`);
    await page.keyboard.press('Escape');
    await expect(request.dialog(label)).toBeHidden();
  }
});

test('axe: resolving, assigning, redacting and editing', async ({ person, open, api }) => {
  const admin = await person({ roles: ['admin'] });
  const blocked = await story({ person, api }, 'user_records', 'blocked');
  const page = await open(admin, `/requests/${blocked.code}`);
  const request = requestOn(page);
  await request.press('Resolve');
  await expect(request.dialog('Resolve').getByRole('textbox').first()).toBeVisible();
  await looksRight(page, 'dialog resolve');
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 1440, height: 900 });
  await request.history.getByRole('button', { name: 'More about: blocked the request' }).click();
  await page.getByRole('menuitem', { name: 'Remove the text' }).click();
  await expect(page.getByRole('dialog', { name: /^Remove the text/ })).toBeVisible();
  await looksRight(page, 'dialog redact');

  const waiting = await story({ person, api }, 'property_records', 'pending');
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`/requests/${waiting.code}`);
  await request.choose('Assign');
  await expect(
    request
      .dialog('Assign')
      .getByRole('textbox')
      .or(request.dialog('Assign').getByRole('combobox'))
      .first(),
  ).toBeVisible();
  await looksRight(page, 'dialog assign');
  await page.goto(`/requests/${waiting.code}/edit`);
  await heading(page, `Edit ${waiting.code}`);
  await looksRight(page, 'edit');
});

test('axe: administration of notifications', async ({ person, open }) => {
  const page = await open(await person({ roles: ['admin'] }), '/admin/notifications');
  await expect(page.getByRole('switch').first()).toBeVisible();
  await looksRight(page, 'admin notifications');
  await page.goto('/admin/deliveries?state=failed&channel=slack&event=work_assigned');
  await expect(page.getByRole('heading', { name: 'No delivery matches' })).toBeVisible();
  await looksRight(page, 'deliveries none');
});

test('axe: deliveries, one of them opened, and who was told beside a request', async ({
  person,
  open,
  api,
  db,
}) => {
  const { code } = await story({ person, api }, 'user_records', 'blocked');
  const sent = await allSent(db, code);
  await becomes(db, sent[0], 'failed', `550 ${'The mailbox is not there. '.repeat(12)}`);
  await becomes(db, sent[1], 'unknown');
  const page = await open(await person({ roles: ['admin'] }), `/admin/deliveries?code=${code}`);
  await page
    .getByRole('row', { name: /Failed/ })
    .getByRole('button')
    .click();
  await expect(page.getByRole('button', { name: 'Send again' })).toBeVisible();
  await looksRight(page, 'deliveries');
  await page.setViewportSize(DESKTOP);
  await page.goto(`/requests/${code}`);
  await page.getByRole('button', { name: /failed/ }).click();
  await expect(page.getByRole('button', { name: 'Mark sent' })).toBeVisible();
  await looksRight(page, 'request deliveries');
});

test('axe: the page behind the link in a mail, when the link is broken', async ({
  open,
  watch,
}) => {
  watch.expectStatus(401, 404);
  const page = await open(null, '/unsubscribe?token=broken');
  await heading(page, 'This link does not work');
  await looksRight(page, 'unsubscribe');
});

test('axe: signing in again over a page', async ({ person, open, db, watch }) => {
  watch.expectStatus(401);
  const user = await person({ teams: ['revenue'] });
  const page = await open(user, '/new/address_validation');
  await heading(page, /Address validation/);
  await page.getByRole('textbox', { name: 'Opportunity ID' }).fill('OPP-1');
  await db.deleteFrom('sessions').where('user_id', '=', user.id).execute();
  await expect(page.getByRole('dialog', { name: 'Your session has ended' })).toBeVisible();
  await looksRight(page, 'sign in again');
});

import type { Page } from '@playwright/test';
import { instant } from '../../src/domain/kernel/calendar.ts';
import { expect, inboxAddress, test } from '../helpers/browser.ts';
import { allSent, becomes } from '../helpers/browser-deliveries.ts';
import { story } from '../helpers/browser-story.ts';

const OFF_REASON = 'The bot was removed from the chat. Add it again and send a test message.';

/** By the mouse: what is drawn of a switch is its label. */
async function flip(page: Page, name: string): Promise<void> {
  const id = await page.getByRole('switch', { name }).getAttribute('id');
  await page.locator(`label[for="${id}"]`).click();
}

const table = (page: Page) => page.getByRole('table', { name: 'Deliveries' });

test('P5: admins find their area; for everybody else there is nothing there', async ({
  person,
  open,
}) => {
  const admin = await person({ roles: ['admin'] });
  const page = await open(admin, '/requests?view=all');
  await page.getByRole('link', { name: 'Admin', exact: true }).click();
  await page.getByRole('link', { name: 'Notifications', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Notifications' })).toBeVisible();
  await page.getByRole('link', { name: 'Deliveries', exact: true }).click();
  await expect(page).toHaveURL('/admin/deliveries');
  await page.goto('/requests?view=all');
  await expect(page.getByRole('table', { name: 'Requests' })).toBeVisible();
  // On a busy machine the keys may come too far apart to be one command.
  await expect(async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('d');
    await expect(page).toHaveURL('/admin/users', { timeout: 3_000 });
  }).toPass();

  const leader = await person({ roles: ['leadership', 'operator', 'qa_agent'] });
  const theirs = await open(leader, '/admin/deliveries');
  await expect(theirs.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
  await expect(theirs.getByRole('link', { name: 'Admin', exact: true })).toHaveCount(0);
});

test('R6: a wrong approver address is named at its field; right ones are kept', async ({
  person,
  open,
  watch,
}) => {
  watch.expectStatus(422);
  const page = await open(await person({ roles: ['admin'] }), '/admin/notifications');
  const section = page.getByRole('region', { name: 'Destinations' });
  const addresses = section.getByRole('textbox', { name: 'Further approver addresses' });
  await addresses.fill('approvals@example.com, nonsense');
  await section.getByRole('button', { name: 'Save' }).click();
  await expect(addresses).toHaveAttribute('aria-invalid', 'true');
  await expect(addresses).toBeFocused();
  await expect(section).toContainText('nonsense');

  // Leaving asks first: what was typed is not saved yet.
  await page.getByRole('link', { name: 'Deliveries', exact: true }).click();
  await page
    .getByRole('dialog', { name: 'Leave without saving?' })
    .getByRole('button', { name: 'Stay' })
    .click();

  await addresses.fill('approvals@example.com, Second@example.com');
  await section.getByRole('button', { name: 'Save' }).click();
  await expect(section.getByText('Saved')).toBeVisible();
  await page.reload();
  await expect(addresses).toHaveValue('approvals@example.com\nsecond@example.com');
});

test('section 8: an event is switched off on one channel, by keyboard; a refused switch goes back', async ({
  person,
  open,
  watch,
}) => {
  watch.expectStatus(500);
  const page = await open(await person({ roles: ['admin'] }), '/admin/notifications');
  const scheduled = page.getByRole('switch', { name: 'Scheduled request activated, Telegram' });
  await expect(scheduled).toBeChecked();
  await scheduled.focus();
  const saved = page.waitForResponse((answer) => answer.request().method() === 'PUT');
  await page.keyboard.press('Space');
  await saved;
  await page.reload();
  await expect(scheduled).not.toBeChecked();
  await flip(page, 'Scheduled request activated, Telegram');
  await expect(scheduled).toBeChecked();

  await page.route('**/api/admin/notifications/toggles', (route) => route.fulfill({ status: 500 }));
  const blocked = page.getByRole('switch', { name: 'Blocked, Email' });
  await flip(page, 'Blocked, Email');
  await expect(page.getByText('“Blocked” by Email is unchanged')).toBeVisible();
  await expect(blocked).toBeChecked();
});

test('N2: admins see on every page that a channel is off, until a test message passes', async ({
  person,
  open,
  db,
}) => {
  await db
    .updateTable('notification_channels')
    .set({ off_since: instant(new Date().toISOString()), off_reason: OFF_REASON })
    .where('channel', '=', 'telegram')
    .execute();
  const operator = await open(await person({ roles: ['operator'] }), '/requests?view=all');
  const page = await open(await person({ roles: ['admin'] }), '/requests?view=all');
  const bar = page.getByRole('status').filter({ hasText: 'Telegram is off since' });
  await expect(bar).toContainText(OFF_REASON);
  await expect(operator.getByRole('table', { name: 'Requests' })).toBeVisible();
  await expect(operator.getByText('Telegram is off since')).toHaveCount(0);

  await bar.getByRole('link', { name: 'Notifications' }).click();
  const card = page.getByRole('listitem').filter({ hasText: 'It comes back with a passed test' });
  await expect(card).toContainText(OFF_REASON);
  await page.getByRole('button', { name: 'Send a test message by Telegram' }).click();
  await expect(bar).toHaveCount(0);
  await expect(card).toHaveCount(0);
});

test('N2, N4, N6: deliveries are filtered, opened, decided and sent again', async ({
  person,
  open,
  api,
  db,
}) => {
  const { code } = await story({ person, api }, 'user_records', 'blocked');
  const sent = await allSent(db, code);
  const mails = sent.filter(({ channel }) => channel === 'email');
  const chats = sent.filter(({ channel }) => channel === 'telegram');
  await becomes(db, mails[0], 'failed');
  await becomes(db, mails[1], 'failed');
  await becomes(db, chats[0], 'unknown');

  const page = await open(await person({ roles: ['admin'] }), '/admin/deliveries');
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Request' }).click();
  await page.getByRole('textbox', { name: 'Request' }).fill(code.toLowerCase());
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`/admin/deliveries?code=${code}`);
  await expect(table(page).getByRole('link', { name: code })).toHaveCount(sent.length);
  await expect(page.getByRole('button', { name: 'Send all again' })).toHaveCount(0);

  await page.goto(`/admin/deliveries?code=${code}&state=unknown`);
  await table(page)
    .getByRole('button', { name: /^Details of / })
    .click();
  await expect(table(page)).toContainText('The provider may have taken it');
  await page.getByRole('button', { name: 'Mark sent' }).click();
  await expect(page.getByText('Marked as sent')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'No delivery matches' })).toBeVisible();

  await page.goto(`/admin/deliveries?code=${code}&state=failed`);
  await expect(table(page).getByText('550 No such mailbox')).toHaveCount(2);
  await page.getByRole('button', { name: 'Send all again' }).click();
  const dialog = page.getByRole('dialog', { name: 'Send all of these again?' });
  await dialog.getByRole('button', { name: 'Send all again' }).click();
  await expect(page.getByText('2 deliveries are sent again.')).toBeVisible();
  await allSent(db, code);
});

test('deliveries are paged to and fro by links and keys', async ({ person, open }) => {
  const page = await open(await person({ roles: ['admin'] }), '/admin/deliveries');
  const codes = () => table(page).getByRole('row').allTextContents();
  await expect(table(page).getByRole('link').first()).toBeVisible();
  await page.getByRole('link', { name: 'Older' }).click();
  await expect(page).toHaveURL(/before=\d+$/);
  const second = page.url();
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press(']');
  await expect(page).toHaveURL(/before=\d+,\d+$/);
  await page.keyboard.press('[');
  await expect(page).toHaveURL(second);
  await expect(page.getByRole('link', { name: 'Newer' })).toBeVisible();
  const shown = await codes();
  await page.reload();
  await expect(table(page).getByRole('link').first()).toBeVisible();
  expect((await codes()).length).toBe(shown.length);
});

test('N6: a request shows who was told, to those who work on it; admins send again there', async ({
  person,
  open,
  api,
  db,
}) => {
  const { code, requester, operator } = await story({ person, api }, 'user_records', 'blocked');
  const [first, ...others] = await allSent(db, code);
  await becomes(db, first, 'failed');

  const theirs = await open(requester, `/requests/${code}`);
  await expect(theirs.getByRole('region', { name: 'History' })).toBeVisible();
  await expect(theirs.getByRole('region', { name: 'Notifications' })).toHaveCount(0);

  const working = await open(operator, `/requests/${code}`);
  const panel = working.getByRole('region', { name: 'Notifications' });
  await panel.getByRole('button', { name: `${others.length} sent` }).click();
  await expect(panel.getByRole('heading', { name: 'Blocked' })).toBeVisible();
  await expect(
    panel.getByRole('listitem').filter({ hasText: requester.name }).last(),
  ).toContainText('Sent');
  await expect(panel).toContainText('550 No such mailbox');
  await expect(panel.getByRole('button', { name: 'Send again' })).toHaveCount(0);

  const page = await open(await person({ roles: ['admin'] }), `/requests/${code}`);
  const mine = page.getByRole('region', { name: 'Notifications' });
  await mine.getByRole('button', { name: '1 failed' }).click();
  await mine.getByRole('button', { name: 'Send again' }).click();
  await expect(mine.getByRole('button', { name: `${others.length + 1} sent` })).toBeVisible();
});

test('N7: a person mutes an event on one channel and takes it back', async ({ person, open }) => {
  const page = await open(await person({ teams: ['revenue'] }), '/profile');
  const section = page.getByRole('region', { name: 'Notifications' });
  const completed = section.getByRole('switch', { name: 'Completed, Slack' });
  await expect(completed).toBeChecked();
  await expect(section.getByRole('switch', { name: /^Waits for approval/ })).toHaveCount(0);
  const saved = page.waitForResponse((answer) => answer.request().method() === 'PUT');
  await flip(page, 'Completed, Slack');
  await saved;
  await page.reload();
  await expect(completed).not.toBeChecked();
  await flip(page, 'Completed, Slack');
  await expect(completed).toBeChecked();
});

test('section 1: a Telegram account is linked by a one-time link; the page notices and unlinks', async ({
  person,
  open,
  db,
}) => {
  const user = await person({ teams: ['revenue'] });
  const page = await open(user, '/profile');
  const section = page.getByRole('region', { name: 'Telegram' });
  await section.getByRole('button', { name: 'Link Telegram' }).click();
  await expect(section.getByRole('link', { name: 'Open Telegram' })).toHaveAttribute(
    'href',
    /\?start=[\w-]+$/,
  );
  // What pressing Start in the chat does.
  await db
    .updateTable('users')
    .set({ telegram_user_id: 7_000_000_000 + user.id })
    .where('id', '=', user.id)
    .execute();
  await expect(section.getByText('Your Telegram account is linked.')).toBeVisible();
  await section.getByRole('button', { name: 'Unlink' }).click();
  await expect(section.getByText('No Telegram account is linked.')).toBeVisible();
});

test('N7: the link in a mail mutes its event for whom it was sent to, signed out, and takes it back', async ({
  person,
  open,
  api,
  db,
  watch,
}) => {
  watch.expectStatus(401, 404);
  const { code, requester } = await story({ person, api }, 'user_records', 'completed');
  await allSent(db, code);
  const inbox = await fetch(`${inboxAddress()}/?to=${encodeURIComponent(requester.email)}`);
  const token = /unsubscribe\?token=(\d+\.request_completed\.[\w-]+)/.exec(await inbox.text())?.[1];
  expect(token).toBeDefined();

  const page = await open(null, `/api/notifications/unsubscribe?token=${token}`);
  await expect(page).toHaveURL(`/unsubscribe?token=${token}`);
  await expect(page.getByRole('main')).toContainText('Mails “Completed”');
  await page.getByRole('button', { name: 'Mute these mails' }).click();
  await expect(page.getByText('Muted: no more of these mails')).toBeVisible();
  const muted = db.selectFrom('notification_mutes').selectAll().where('user_id', '=', requester.id);
  expect(await muted.execute()).toMatchObject([{ event: 'request_completed', channel: 'email' }]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: 'Mute these mails' })).toBeVisible();
  expect(await muted.execute()).toEqual([]);

  await page.goto(`/unsubscribe?token=${token}x`);
  await expect(page.getByRole('heading', { name: 'This link does not work' })).toBeVisible();
});

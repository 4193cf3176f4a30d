import { expect, test } from '../helpers/browser.ts';
import { TRANSFER_FILE } from '../helpers/browser-content.ts';
import { formOn } from '../helpers/browser-form.ts';
import { requestOn } from '../helpers/browser-pages.ts';
import { story } from '../helpers/browser-story.ts';

/** What requesters do with their requests once they are submitted. */

test('L8: the requester resolves a block with a message, a file and a link', async ({
  person,
  open,
  api,
}) => {
  const { code, requester } = await story({ person, api }, 'unit_transfer', 'blocked');
  const page = await open(requester, `/requests/${code}`);
  const request = requestOn(page);
  await expect(request.head).toContainText('you to clear the block');
  await request.press('Resolve');
  const dialog = request.dialog('Resolve');
  const form = formOn(dialog);
  await form.write('What has changed', 'Here are the dates.');
  await form.attach('File', TRANSFER_FILE);
  await form.write('Link', 'https://example.com/dates');
  await dialog.getByRole('button', { name: 'Resolve block' }).click();
  await expect(request.head).toContainText('Waiting for an operator');
  await expect(request.history).toContainText('Here are the dates.');
  await expect(request.history.getByRole('link', { name: /example\.com\/dates/ })).toBeVisible();
  await expect(
    request.history.getByRole('link', { name: new RegExp(TRANSFER_FILE.name) }),
  ).toBeVisible();
});

test('L16: a member of the team asks for an update, once', async ({ person, open, api }) => {
  const { code } = await story({ person, api }, 'user_records', 'in_progress');
  const teammate = await person({ teams: ['revenue'] });
  const page = await open(teammate, `/requests/${code}`);
  const request = requestOn(page);
  await request.press('Ask for update');
  await expect(request.head).toContainText('asked for an update');
  await request.head.getByRole('button', { name: /actions/i }).click();
  const again = page.getByRole('menuitem', { name: /^Ask for update/ });
  await expect(again).toHaveAttribute('aria-disabled', 'true');
  await expect(again).toContainText('has been asked for already');
});

test('L13, L14: the requester cancels a request with a reason and brings it back', async ({
  person,
  open,
  api,
}) => {
  const { code, requester } = await story({ person, api }, 'property_records', 'pending');
  const page = await open(requester, `/requests/${code}`);
  const request = requestOn(page);
  await request.choose('Cancel request');
  const dialog = request.dialog('Cancel request');
  await formOn(dialog).write('Reason', 'The sale fell through.');
  await dialog.getByRole('button', { name: 'Cancel request' }).click();
  await expect(request.head).toContainText('Cancelled');
  await expect(request.history).toContainText('The sale fell through.');
  await request.press('Uncancel');
  await expect(request.head).toContainText('Waiting for an operator');
  await expect(request.head).toContainText(`Brought back by ${requester.name}`);
});

test('L12: the requester rejects completed work, and its operator has it again', async ({
  person,
  open,
  api,
}) => {
  const { code, requester, operator } = await story(
    { person, api },
    'stripe_disputes',
    'completed',
  );
  const page = await open(requester, `/requests/${code}`);
  const request = requestOn(page);
  await expect(request.head).toContainText('Completed');
  const reject = request.head.getByRole('button', { name: 'Reject', exact: true });
  await reject.click();
  const dialog = request.dialog('Reject');
  await formOn(dialog).write('Reason', 'One dispute is missing.');
  await dialog.getByRole('button', { name: 'Reject work' }).click();
  await expect(request.head).toContainText('In progress');
  await expect(request.head).toContainText(operator.name);
  await expect(request.history).toContainText('One dispute is missing.');
});

test('L19: the requester edits what was asked; the history says what changed from and to (R3)', async ({
  person,
  open,
  api,
}) => {
  const { code, requester } = await story({ person, api }, 'unit_transfer', 'pending');
  const page = await open(requester, `/requests/${code}`);
  const request = requestOn(page);
  await request.press('Edit');
  await expect(page).toHaveURL(`/requests/${code}/edit`);
  const form = formOn(page.getByRole('main'));
  await expect(form.control('Destination partner or prospect')).toHaveValue('Birch Living');
  await form.write('Destination partner or prospect', 'Cedar Group');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page).toHaveURL(`/requests/${code}`);
  const entry = request.history
    .getByRole('listitem')
    .filter({ hasText: 'edited the request' })
    .first();
  await expect(entry).toContainText('Birch Living');
  await expect(entry).toContainText('Cedar Group');
  expect((await api(requester).detail(code)).values.destination).toBe('Cedar Group');
});

test('P3: the code of another team is answered like one that does not exist', async ({
  person,
  open,
  api,
  watch,
}) => {
  watch.expectStatus(404);
  const { code } = await story({ person, api }, 'user_records', 'pending');
  const stranger = await person({ teams: ['accounting'] });
  const page = await open(stranger, `/requests/${code}`);
  await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
  const shown = await page.getByRole('main').textContent();
  await page.goto('/requests/UR-26Q4999999');
  await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
  expect(await page.getByRole('main').textContent()).toBe(shown);
});

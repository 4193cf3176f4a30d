import { REQUEST_TYPE_KEYS } from '../../src/domain/requests/define.ts';
import { requestType } from '../../src/domain/requests/types/index.ts';
import { expect, PHONE, test } from '../helpers/browser.ts';
import { formOn } from '../helpers/browser-form.ts';
import { requestOn } from '../helpers/browser-pages.ts';
import { fillOperation, story } from '../helpers/browser-story.ts';

for (const type of REQUEST_TYPE_KEYS) {
  const { prefix } = requestType(type);

  test(`${prefix}: an operator takes the request, records the operation and sends it to QA (L6, L9)`, async ({
    person,
    open,
    api,
  }) => {
    const { code, operator } = await story({ person, api }, type, 'pending');
    const page = await open(operator, `/requests/${code}`);
    const request = requestOn(page);
    await expect(request.head).toContainText('Waiting for an operator');
    await request.press('Operate');
    await expect(request.head).toContainText(/You .*working on it/);

    await request.press('Send to QA');
    const dialog = request.dialog('Send to QA');
    await fillOperation(formOn(dialog), type);
    await dialog.getByRole('button', { name: 'Send to QA' }).click();
    await expect(dialog).toBeHidden();
    await expect(request.head).toContainText('Waiting for a QA agent');
    await expect(request.history).toContainText(`${operator.name} sent the request to QA`);
    await expect(page.getByRole('region', { name: 'Operation details' })).toBeVisible();
    expect(await api(operator).detail(code)).toMatchObject({
      status: 'qa_pending',
      operator: { name: operator.name },
    });
  });
}

test('O1, F-UR2: the form counts the emails, and says what is missing before it is sent (L9)', async ({
  person,
  open,
  api,
}) => {
  const { code, operator } = await story({ person, api }, 'user_records', 'in_progress');
  const page = await open(operator, `/requests/${code}`);
  const request = requestOn(page);
  await request.press('Send to QA');
  const dialog = request.dialog('Send to QA');
  const form = formOn(dialog);
  await expect(form.control('Users updated')).toHaveValue('2');
  await dialog.getByRole('button', { name: 'Send to QA' }).click();
  await expect(form.control('Properties updated')).toBeFocused();
  await expect(form.control('Properties updated')).toHaveAccessibleDescription(/./);
  await form.write('Properties updated', '0');
  await dialog.getByRole('button', { name: 'Send to QA' }).click();
  await expect(request.head).toContainText('Sent to QA');
});

test('L7: an operator blocks a request with a reason that everybody reads, rendered (R4)', async ({
  person,
  open,
  api,
}) => {
  const { code, operator, requester } = await story(
    { person, api },
    'unit_transfer',
    'in_progress',
  );
  const page = await open(operator, `/requests/${code}`);
  const request = requestOn(page);
  await request.choose('Block');
  const dialog = request.dialog('Block');
  await dialog.getByRole('button', { name: 'Block request' }).click();
  const reason = formOn(dialog).control('What stands in the way');
  await expect(reason).toBeFocused();
  await reason.fill('The **deed** is missing.\n\n<script>alert(1)</script>');
  await dialog.getByRole('button', { name: 'Block request' }).click();
  await expect(request.head).toContainText(`Waiting for ${requester.name} to clear the block`);
  await expect(request.history.locator('strong', { hasText: 'deed' })).toBeVisible();
  await expect(request.history).not.toContainText('**');
});

test('L15, L17: an operator gives an update that was asked for and releases the request', async ({
  person,
  open,
  api,
}) => {
  const { code, operator, requester } = await story(
    { person, api },
    'stripe_disputes',
    'in_progress',
  );
  await api(requester).act(code, 'ask_for_update');
  const page = await open(operator, `/requests/${code}`);
  const request = requestOn(page);
  await expect(request.head).toContainText(`${requester.name} asked for an update`);
  await request.choose('Give update');
  const dialog = request.dialog('Give update');
  await formOn(dialog).write('Update', 'Half of it is done.');
  await dialog.getByRole('button', { name: 'Give update' }).click();
  await expect(request.history).toContainText('Half of it is done.');
  await expect(request.head).not.toContainText('asked for an update');
  await request.choose('Unassign');
  await expect(request.head).toContainText('Waiting for an operator');
});

test('at phone width the actions stand at the foot, and their menu and dialogs stay in sight (L7)', async ({
  person,
  open,
  api,
}) => {
  const { code, operator } = await story({ person, api }, 'user_records', 'in_progress');
  const page = await open(operator, `/requests/${code}`, { viewport: PHONE });
  const request = requestOn(page);
  await expect(request.head.getByRole('button', { name: 'Send to QA' })).toBeInViewport();
  await request.head.getByRole('button', { name: /actions/i }).click();
  await expect(page.getByRole('menuitem', { name: 'Block', exact: true })).toBeInViewport({
    ratio: 1,
  });
  await expect(page.getByRole('menuitem', { name: 'Cancel request' })).toBeInViewport({ ratio: 1 });
  await page.getByRole('menuitem', { name: 'Block', exact: true }).click();
  const dialog = request.dialog('Block');
  await formOn(dialog).write('What stands in the way', 'No dates.');
  await dialog.getByRole('button', { name: 'Block request' }).click();
  await expect(request.head).toContainText('Blocked');
});

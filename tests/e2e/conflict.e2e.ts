import { expect, test } from '../helpers/browser.ts';
import { formOn } from '../helpers/browser-form.ts';
import { requestOn } from '../helpers/browser-pages.ts';
import { story } from '../helpers/browser-story.ts';

/** X1: two people on one request; the one who comes second learns who did what. */

test('X1: who loses the race for a request is told who took it and sees it as it is', async ({
  person,
  open,
  api,
  watch,
}) => {
  watch.expectStatus(409);
  const { code, operator } = await story({ person, api }, 'user_records', 'pending');
  const rival = await person({ roles: ['operator'] });
  const page = await open(operator, `/requests/${code}`);
  const request = requestOn(page);
  await expect(request.head.getByRole('button', { name: 'Operate' })).toBeVisible();
  await api(rival).act(code, 'operate');
  await request.press('Operate');
  const alert = page.getByRole('alert').filter({ hasText: rival.name });
  await expect(alert).toContainText(`${rival.name} started to operate`);
  await expect(request.head).toContainText(new RegExp(`${rival.name} .*working on it`));
});

test('X1: a lost race keeps the text typed in a dialog, and says why it cannot be sent', async ({
  person,
  open,
  api,
  watch,
}) => {
  watch.expectStatus(409);
  const { code, operator, requester } = await story(
    { person, api },
    'unit_transfer',
    'in_progress',
  );
  const page = await open(operator, `/requests/${code}`);
  const request = requestOn(page);
  await request.choose('Block');
  const dialog = request.dialog('Block');
  const reason = formOn(dialog).control('What stands in the way');
  await reason.fill('The deed is missing, and the owner is away.');
  await api(requester).act(code, 'cancel', { reason: 'Not needed.' });
  await dialog.getByRole('button', { name: 'Block request' }).click();
  await expect(dialog.getByRole('alert')).toContainText(`${requester.name} cancelled the request`);
  await expect(reason).toHaveValue('The deed is missing, and the owner is away.');
  await expect(request.head).toContainText('Cancelled');
});

test('X1, L19: changes saved meanwhile are not written over silently', async ({
  person,
  open,
  api,
  watch,
}) => {
  watch.expectStatus(409);
  const { code, requester } = await story({ person, api }, 'unit_transfer', 'pending');
  const teammate = await person({ teams: ['revenue'] });
  const page = await open(requester, `/requests/${code}/edit`);
  const form = formOn(page.getByRole('main'));
  await form.write('Receiving partner’s PSM', 'Dana Fox');
  const { values } = await api(teammate).detail(code);
  await api(teammate).act(code, 'edit', { ...values, destination: 'Cedar Group' });
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(
    page.getByText(`${teammate.name} changed this request while you were editing`),
  ).toBeVisible();
  await expect(form.control('Receiving partner’s PSM')).toHaveValue('Dana Fox');
  await expect(page.getByRole('main')).toContainText('Cedar Group');
  await page.getByRole('button', { name: 'Keep mine on top of theirs' }).click();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page).toHaveURL(`/requests/${code}`);
  expect((await api(requester).detail(code)).values).toMatchObject({
    destination: 'Cedar Group',
    receivingPsm: 'Dana Fox',
  });
});

test('people on one request see each other’s changes when they come back to the window', async ({
  person,
  open,
  api,
}) => {
  const { code, requester, operator } = await story({ person, api }, 'user_records', 'pending');
  const page = await open(requester, `/requests/${code}`);
  const request = requestOn(page);
  await expect(request.head).toContainText('Waiting for an operator');
  await api(operator).act(code, 'operate');
  await page.evaluate(() =>
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true })),
  );
  await expect(request.head).toContainText(new RegExp(`${operator.name} .*working on it`));
});

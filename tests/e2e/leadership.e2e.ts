import { expect, test } from '../helpers/browser.ts';
import { formOn } from '../helpers/browser-form.ts';
import { requestOn } from '../helpers/browser-pages.ts';
import { story } from '../helpers/browser-story.ts';

const DEACTIVATION = {
  subType: 'toggle_off_invites',
  partnerName: 'Northwind',
  properties: ['Oak Court'],
  context: 'Asked for by the owner.',
};

test('L2: leadership approves from the view of what needs approval', async ({
  person,
  open,
  api,
}) => {
  const requester = await person({ teams: ['revenue'] });
  const leader = await person({ roles: ['leadership'] });
  const code = await api(requester).create('deactivation_toggle', DEACTIVATION);
  const page = await open(leader, '/');
  await expect(page).toHaveURL(/view=needs_approval/);
  await page.getByRole('link', { name: code }).click();
  const request = requestOn(page);
  await expect(request.head).toContainText('Waiting for leadership to approve');
  await request.press('Approve');
  await expect(request.head).toContainText('Waiting for an operator');
  expect(await api(requester).detail(code)).toMatchObject({
    status: 'pending',
    approvedBy: { name: leader.name },
  });
});

test('L3: leadership declines with a reason, without which nothing happens', async ({
  person,
  open,
  api,
}) => {
  const requester = await person({ teams: ['support'] });
  const leader = await person({ roles: ['leadership'] });
  const code = await api(requester).create('deactivation_toggle', DEACTIVATION);
  const page = await open(leader, `/requests/${code}`);
  const request = requestOn(page);
  await request.choose('Decline');
  const dialog = request.dialog('Decline');
  await dialog.getByRole('button', { name: 'Decline request' }).click();
  const reason = formOn(dialog).control('Reason');
  await expect(reason).toBeFocused();
  await reason.fill('The partner stays.');
  await dialog.getByRole('button', { name: 'Decline request' }).click();
  await expect(request.head).toContainText('Cancelled');
  await expect(request.history).toContainText(`${leader.name} declined the request`);
  await expect(request.history).toContainText('The partner stays.');
});

test('P6, L1: leadership’s own request needs no approval and says so while it is written', async ({
  person,
  open,
  api,
}) => {
  const leader = await person({ roles: ['leadership'], teams: ['revenue'] });
  const page = await open(leader, '/new/deactivation_toggle');
  const form = formOn(page);
  await form.select('Sub-type', 'Toggle off invites');
  await form.write('Partner', 'Northwind');
  await form.write('Properties affected', 'Oak Court');
  await expect(page.getByText('it needs no further approval')).toBeVisible();
  await page.getByRole('button', { name: 'Submit request' }).click();
  await expect(page).toHaveURL(/\/requests\/DT-/);
  const code = page.url().split('/').at(-1) ?? '';
  expect((await api(leader).detail(code)).status).toBe('pending');
});

test('L12, L20: leadership rejects completed work and hands new work to an operator', async ({
  person,
  open,
  api,
}) => {
  const leader = await person({ roles: ['leadership'] });
  const done = await story({ person, api }, 'property_records', 'completed');
  const page = await open(leader, `/requests/${done.code}`);
  const request = requestOn(page);
  await request.head.getByRole('button', { name: 'Reject', exact: true }).click();
  const rejection = request.dialog('Reject');
  await formOn(rejection).write('Reason', 'The wrong property.');
  await rejection.getByRole('button', { name: 'Reject work' }).click();
  await expect(request.head).toContainText('In progress');

  const waiting = await story({ person, api }, 'property_records', 'pending');
  const operator = await person({
    roles: ['operator'],
    firstName: 'Wilhelmina',
    lastName: waiting.code,
  });
  await page.goto(`/requests/${waiting.code}`);
  await request.head.getByRole('button', { name: 'Assign', exact: true }).click();
  const assignment = request.dialog('Assign');
  await formOn(assignment).write('Assignee', 'Wilhelmina');
  await page.getByRole('option', { name: operator.name }).click();
  await assignment.getByRole('button', { name: 'Assign request' }).click();
  await expect(request.head).toContainText(new RegExp(`${operator.name} .*working on it`));
});

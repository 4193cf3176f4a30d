import { expect, test } from '../helpers/browser.ts';
import { looksRight } from '../helpers/browser-axe.ts';
import { formOn } from '../helpers/browser-form.ts';
import { requestOn } from '../helpers/browser-pages.ts';
import { story } from '../helpers/browser-story.ts';

/** Section 10: an admin's correction. */
test.describe.configure({ timeout: 120_000 });

test('section 10, P3: a corrected team sees the request from then on, the other no longer', async ({
  person,
  open,
  api,
  watch,
}) => {
  watch.expectStatus(404);
  const { code, requester } = await story({ person, api }, 'user_records', 'completed');
  const admin = await person({ roles: ['admin'] });
  const formerMate = await person({ teams: ['revenue'] });
  const mate = await person({ teams: ['support'] });
  const page = await open(admin, `/requests/${code}`);
  const request = requestOn(page);
  await request.choose('Correct');
  await expect(page).toHaveURL(`/requests/${code}/correct`);
  const form = formOn(page.getByRole('main'));
  await form.pick('Team', 'Support');
  await form.write('Partner', 'Northwind Holdings');
  const summary = page.getByRole('complementary', { name: 'What will change' });
  await expect(summary).toContainText('Moves to Support');
  await expect(summary).toContainText('Northwind Holdings');
  await expect(summary).toContainText('The price stays as it was frozen');
  await looksRight(page, 'correction');
  await page.getByRole('button', { name: 'Correct request' }).click();
  await expect(form.control('Reason')).toBeFocused();
  await form.write('Reason', 'Entered for the wrong team.');
  await page.getByRole('button', { name: 'Correct request' }).click();
  await expect(page).toHaveURL(`/requests/${code}`);
  await expect(request.head).toContainText('Completed');
  await expect(request.history).toContainText(`${admin.name} corrected the request`);
  await expect(request.history).toContainText('Entered for the wrong team.');
  await expect(request.history).toContainText('Revenue');
  await expect(request.history).toContainText('Support');
  await looksRight(page, 'corrected request');

  const lost = await open(formerMate, `/requests/${code}`);
  await expect(lost.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
  const won = await open(mate, `/requests/${code}`);
  await expect(won.getByRole('heading', { level: 1, name: /Northwind Holdings/ })).toBeVisible();
  expect((await api(requester).detail(code)).team).toBe('support');
});

test('section 10, P1: the requester is corrected to a member of the team, by name in the history', async ({
  person,
  open,
  api,
  watch,
}) => {
  watch.expectStatus(422);
  const { code, requester } = await story({ person, api }, 'user_records', 'pending');
  const admin = await person({ roles: ['admin'] });
  const heir = await person({ teams: ['revenue'], firstName: 'Philippa', lastName: code });
  const stranger = await person({ teams: ['support'], firstName: 'Quentin', lastName: code });
  const page = await open(admin, `/requests/${code}/correct`);
  const form = formOn(page.getByRole('main'));
  await form.write('Reason', 'They left the company.');
  await expect(form.control('Requester')).toHaveValue(requester.name);
  await form.write('Requester', 'Quentin');
  await page.getByRole('option', { name: stranger.name }).click();
  await page.getByRole('button', { name: 'Correct request' }).click();
  await expect(
    page.getByRole('main').getByText('This person is not a member of Revenue').first(),
  ).toBeVisible();
  await form.write('Requester', 'Philippa');
  await page.getByRole('option', { name: heir.name }).click();
  await expect(page.getByRole('complementary')).toContainText(`Belongs to ${heir.name}`);
  await page.getByRole('button', { name: 'Correct request' }).click();
  await expect(page).toHaveURL(`/requests/${code}`);
  const { history } = requestOn(page);
  await expect(history).toContainText(requester.name);
  await expect(history).toContainText(heir.name);
  expect((await api(admin).detail(code)).requester.id).toBe(heir.id);
});

test('L19: correcting approved content says that leadership is asked again, and does it', async ({
  person,
  open,
  api,
}) => {
  const requester = await person({ teams: ['revenue'] });
  const leader = await person({ roles: ['leadership'] });
  const admin = await person({ roles: ['admin'] });
  const code = await api(requester).create('deactivation_toggle', {
    subType: 'toggle_off_invites',
    partnerName: 'Northwind',
    properties: ['Oak Court'],
    context: 'Asked for by the owner.',
  });
  await api(leader).act(code, 'approve');
  const page = await open(admin, '/admin/requests');
  await page.getByRole('textbox', { name: 'Code of the request' }).fill(code.toLowerCase());
  await page.getByRole('button', { name: 'Correct', exact: true }).click();
  const form = formOn(page.getByRole('main'));
  await form.write('Properties affected', 'Oak Court\nElm Court');
  await expect(page.getByRole('complementary')).toContainText('Asks leadership to approve again');
  await form.write('Reason', 'One was forgotten.');
  await page.getByRole('button', { name: 'Correct request' }).click();
  await expect(requestOn(page).head).toContainText('Waiting for leadership to approve');
});

test('X1: a correction does not write over what somebody changed meanwhile', async ({
  person,
  open,
  api,
  watch,
}) => {
  watch.expectStatus(409);
  const { code, requester } = await story({ person, api }, 'user_records', 'pending');
  const admin = await person({ roles: ['admin'] });
  const page = await open(admin, `/requests/${code}/correct`);
  const form = formOn(page.getByRole('main'));
  await form.write('Reason', 'The partner was renamed.');
  await form.write('Partner', 'Northwind Holdings');
  const { values, version } = await api(requester).detail(code);
  await api(requester).send('POST', `/requests/${code}/actions/edit`, {
    version,
    values: { ...values, instructions: 'Before **Friday**, please.' },
  });
  await page.getByRole('button', { name: 'Correct request' }).click();
  await expect(page.getByText(`${requester.name} changed this request`)).toBeVisible();
  await page.getByRole('button', { name: 'Keep mine on top of theirs' }).click();
  await expect(form.control('Special instructions')).toHaveValue('Before **Friday**, please.');
  await expect(form.control('Reason')).toHaveValue('The partner was renamed.');
  await page.getByRole('button', { name: 'Correct request' }).click();
  await expect(page).toHaveURL(`/requests/${code}`);
  expect((await api(admin).detail(code)).values).toMatchObject({
    partnerName: 'Northwind Holdings',
    instructions: 'Before **Friday**, please.',
  });
});

test('P5: nobody but an admin finds the page of a correction', async ({ person, open, api }) => {
  const { code, requester } = await story({ person, api }, 'user_records', 'pending');
  const page = await open(requester, `/requests/${code}/correct`);
  await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
  const leader = await person({ roles: ['leadership', 'operator', 'qa_agent'] });
  const theirs = await open(leader, `/requests/${code}/correct`);
  await expect(theirs.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
});

import { expect, test } from '../helpers/browser.ts';
import { formOn } from '../helpers/browser-form.ts';
import { requestOn, submitted } from '../helpers/browser-pages.ts';
import { story } from '../helpers/browser-story.ts';

test('P1, R5: an admin creates on behalf; the request is the requester’s, in their zone', async ({
  person,
  open,
  api,
}) => {
  const admin = await person({ roles: ['admin'], timezone: 'Europe/Berlin' });
  const requester = await person({
    teams: ['support'],
    timezone: 'America/Los_Angeles',
    firstName: 'Theodora',
    lastName: `Quill ${admin.id}`,
  });
  const page = await open(admin, '/new/address_validation');
  const form = formOn(page);
  await form.write('Requester', requester.name);
  await page.getByRole('option', { name: requester.name }).click();
  await expect(page.getByText('Time zone: America/Los_Angeles')).toBeVisible();
  await form.write('Partner', 'Northwind');
  await form.write('Opportunity ID', 'OPP-9');
  const code = await submitted(page, 'AV');
  const facts = page.getByRole('complementary');
  await expect(facts).toContainText(requester.name);
  await expect(facts).toContainText(admin.name);
  expect(await api(admin).detail(code)).toMatchObject({
    requester: { name: requester.name },
    creator: { name: admin.name },
    team: 'support',
  });
});

test('L4: an admin asks for approval of a unit transfer', async ({ person, open, api }) => {
  const admin = await person({ roles: ['admin'] });
  const { code } = await story({ person, api }, 'unit_transfer', 'pending');
  const page = await open(admin, `/requests/${code}`);
  const request = requestOn(page);
  await request.choose('Ask for approval');
  await expect(request.head).toContainText('Waiting for leadership to approve');
});

test('L20: an admin assigns QA to a QA agent; nobody else is offered', async ({
  person,
  open,
  api,
}) => {
  const admin = await person({ roles: ['admin'] });
  const { code } = await story({ person, api }, 'user_records', 'qa_pending');
  const qa = await person({ roles: ['qa_agent'], firstName: 'Quentin', lastName: `Ames ${code}` });
  const operator = await person({
    roles: ['operator'],
    firstName: 'Oscar',
    lastName: `Ames ${code}`,
  });
  const page = await open(admin, `/requests/${code}`);
  const request = requestOn(page);
  await request.choose('Assign');
  const dialog = request.dialog('Assign');
  await formOn(dialog).write('Assignee', `Ames ${code}`);
  await expect(page.getByRole('option', { name: qa.name })).toBeVisible();
  await expect(page.getByRole('option', { name: operator.name })).toHaveCount(0);
  await page.getByRole('option', { name: qa.name }).click();
  await dialog.getByRole('button', { name: 'Assign request' }).click();
  await expect(request.head).toContainText(new RegExp(`${qa.name} .*checking it`));
});

test('R3: an admin removes a text from the history; who wrote it and why it went stay', async ({
  person,
  open,
  api,
}) => {
  const admin = await person({ roles: ['admin'] });
  const { code, operator } = await story({ person, api }, 'user_records', 'blocked');
  const page = await open(admin, `/requests/${code}`);
  const request = requestOn(page);
  await expect(request.history).toContainText('has no dates');
  await request.history.getByRole('button', { name: 'More about: blocked the request' }).click();
  await page.getByRole('menuitem', { name: 'Remove the text' }).click();
  const dialog = page.getByRole('dialog', { name: /^Remove the text/ });
  await formOn(dialog).write('Reason', 'It named a tenant.');
  await dialog.getByRole('button', { name: 'Remove text' }).click();
  await expect(request.history).not.toContainText('has no dates');
  await expect(request.history).toContainText(`${operator.name} blocked the request`);
  await expect(request.history).toContainText('It named a tenant.');
});

test('Section 4: bank details are masked until revealed, and revealing is written down', async ({
  person,
  open,
  api,
  db,
}) => {
  const admin = await person({ roles: ['admin'] });
  const requester = await person({ teams: ['revenue'] });
  const code = await api(requester).create('property_records', {
    partnerName: 'Northwind',
    subType: 'banking_information',
    properties: ['Oak Court'],
    bankDetails: 'IBAN XX00 1234 5678',
  });
  const page = await open(admin, `/requests/${code}`);
  await expect(page.getByRole('img', { name: 'Masked' })).toBeVisible();
  await expect(page.getByText('IBAN XX00')).toHaveCount(0);
  const recorded = db.selectFrom('audit_log').selectAll().where('actor_id', '=', admin.id);
  expect(await recorded.execute()).toEqual([]);
  await page.getByRole('button', { name: 'Reveal' }).click();
  await expect(page.getByText('IBAN XX00 1234 5678')).toBeVisible();
  expect(await recorded.execute()).toHaveLength(1);
  await page.getByRole('button', { name: 'Hide' }).click();
  await expect(page.getByText('IBAN XX00')).toHaveCount(0);
});

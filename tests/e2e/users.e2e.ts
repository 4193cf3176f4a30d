import type { Page } from '@playwright/test';
import { DESKTOP, expect, test } from '../helpers/browser.ts';
import { looksRight } from '../helpers/browser-axe.ts';
import { linkMailedTo } from '../helpers/browser-mail.ts';

const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const GOOD_PASSWORD = 'seventeen quiet lanterns';

test('section 10: an admin invites somebody, who follows the mail, chooses a password and is in', async ({
  person,
  open,
  watch,
}) => {
  const admin = await person({ roles: ['admin'] });
  const email = `invited-${admin.id}@example.com`;
  const page = await open(admin, '/admin/users');
  await page.getByRole('button', { name: 'New user' }).click();
  const dialog = page.getByRole('dialog', { name: 'New user' });
  await dialog.getByRole('button', { name: 'Create user' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Email' })).toBeFocused();
  await dialog.getByRole('textbox', { name: 'Email' }).fill(email);
  await dialog.getByRole('textbox', { name: 'First name' }).fill('Imogen');
  await dialog.getByRole('checkbox', { name: 'Operator' }).check();
  await dialog.getByRole('button', { name: 'Create user' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Imogen' })).toBeVisible();
  await expect(section(page, 'Sign-in')).toContainText('Has not chosen a password yet');

  watch.expectStatus(401, 404, 422);
  const invited = await open(null, await linkMailedTo(page, email, /invitation/i));
  await expect(invited).toHaveURL('/account-link');
  await expect(invited.getByRole('textbox', { name: 'First name' })).toHaveValue('Imogen');
  await invited.getByRole('textbox', { name: 'Last name' }).fill('Hart');
  await invited.getByLabel('Password', { exact: true }).fill('password12');
  await invited.getByRole('button', { name: 'Set password and sign in' }).click();
  await expect(invited.getByLabel('Password', { exact: true })).toHaveAttribute(
    'aria-invalid',
    'true',
  );
  await invited.getByLabel('Password', { exact: true }).fill(GOOD_PASSWORD);
  await invited.getByRole('button', { name: 'Set password and sign in' }).click();
  await expect(invited.getByRole('button', { name: 'Imogen Hart: account' })).toBeVisible();

  await page.reload();
  await expect(section(page, 'Sign-in')).toContainText('Can sign in.');
  await expect(section(page, 'Sessions').getByRole('listitem')).toHaveCount(1);
});

test('section 10: an account is found, its roles are given, and deactivating it signs it out at once', async ({
  person,
  open,
  watch,
}) => {
  watch.expectStatus(401);
  const admin = await person({ roles: ['admin'] });
  const user = await person({ firstName: 'Ottoline', lastName: `Vance ${admin.id}` });
  const theirs = await open(user, '/requests?view=all');
  const page = await open(admin, '/admin/users');
  await page.getByRole('textbox', { name: 'Search' }).fill(`vance ${admin.id}`);
  await expect(page).toHaveURL(/q=/);
  await expect(page.getByText('1 person', { exact: true })).toBeVisible();
  await page.getByRole('link', { name: user.name }).click();
  await section(page, 'Roles and teams').getByRole('checkbox', { name: 'QA agent' }).check();
  await section(page, 'Roles and teams').getByRole('button', { name: 'Save' }).click();
  await expect(section(page, 'Roles and teams')).toContainText('Saved');

  await section(page, 'Sign-in').getByRole('button', { name: 'Deactivate' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click();
  await expect(section(page, 'Sign-in')).toContainText('Cannot sign in.');
  await theirs.reload();
  await expect(theirs.getByRole('button', { name: 'Sign in' })).toBeVisible();

  await section(page, 'Sign-in').getByRole('button', { name: 'Reactivate' }).click();
  await expect(section(page, 'Sign-in').getByRole('button', { name: 'Deactivate' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('textbox', { name: 'Search' })).toHaveValue(`vance ${admin.id}`);
});

test('P7: an account is erased only by typing its username, and then names nobody', async ({
  person,
  open,
}) => {
  const admin = await person({ roles: ['admin'] });
  const user = await person({ teams: ['revenue'], firstName: 'Perpetua', lastName: 'Stone' });
  const page = await open(admin, `/admin/users/${user.id}`);
  await page.getByRole('button', { name: 'Erase this account' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('somebody else');
  await dialog.getByRole('button', { name: 'Erase for good' }).click();
  await expect(dialog.getByRole('textbox')).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByRole('textbox').fill(user.username);
  await dialog.getByRole('button', { name: 'Erase for good' }).click();
  await expect(
    page.getByRole('heading', { level: 1, name: `Former user ${user.id}` }),
  ).toBeVisible();
  await expect(page.getByText('This account was erased')).toBeVisible();
  await expect(page.getByText('Perpetua')).toHaveCount(0);

  await page.goto(`/admin/users/${admin.id}`);
  await expect(page.getByRole('button', { name: 'Erase this account' })).toBeDisabled();
  await expect(page.getByText('You cannot erase yourself.')).toBeVisible();
});

test('section 10: an import says what would become of each row, then one bad row stops nothing', async ({
  person,
  open,
}) => {
  const admin = await person({ roles: ['admin'] });
  const page = await open(admin, '/admin/users/import');
  const csv = [
    'email;roles',
    `import-a-${admin.id}@example.com;operator qa_agent`,
    'no address;operator',
    `import-b-${admin.id}@example.com;king`,
    `import-c-${admin.id}@example.com;`,
  ].join('\r\n');
  await page.getByLabel('CSV file').setInputFiles({
    name: 'large.csv',
    mimeType: 'text/csv',
    buffer: Buffer.alloc(600_000, 'a'),
  });
  await expect(page.getByText('large.csv has 586 kB')).toBeVisible();
  await page.getByLabel('CSV file').setInputFiles({
    name: 'people.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(csv),
  });
  await page.getByRole('checkbox', { name: 'Send each an invitation by mail' }).uncheck();
  await page.getByRole('button', { name: 'Check the rows' }).click();
  const trial = section(page, 'What would happen');
  await expect(trial).toContainText('2 users would be created, 2 rows refused.');
  await expect(trial.getByRole('row', { name: /king/ })).toContainText('Refused');
  const download = page.waitForEvent('download');
  await trial.getByRole('button', { name: 'Download the refused rows' }).click();
  expect((await download).suggestedFilename()).toBe('refused-users.csv');

  await trial.getByRole('button', { name: 'Create 2 users' }).click();
  const done = section(page, 'What happened');
  await expect(done).toContainText('2 users created, 2 rows refused. Nobody was invited.');
  await done.getByRole('link', { name: `import-a-${admin.id}@example.com` }).click();
  await expect(
    section(page, 'Roles and teams').getByRole('checkbox', { name: 'QA agent' }),
  ).toBeChecked();
});

test.describe('looks', () => {
  test.describe.configure({ timeout: 120_000 });

  test('axe: the users, nobody found, and a new one', async ({ person, open }) => {
    const page = await open(await person({ roles: ['admin'] }), '/admin/users');
    await expect(page.getByText(/^\d+ people$/)).toBeVisible();
    await looksRight(page, 'users');
    await page.setViewportSize(DESKTOP);
    await page.goto('/admin/users?q=zzzz&role=admin,operator&state=invited');
    await expect(page.getByRole('heading', { name: 'No user matches' })).toBeVisible();
    await looksRight(page, 'users none');
    await page.getByRole('button', { name: 'New user' }).click();
    await expect(page.getByRole('dialog', { name: 'New user' })).toBeVisible();
    await page.getByRole('button', { name: 'Create user' }).click();
    await looksRight(page, 'users new');
  });

  test('axe: an account, and what is asked before it is deactivated or erased', async ({
    person,
    open,
  }) => {
    const admin = await person({ roles: ['admin'] });
    const user = await person({ roles: ['operator'], teams: ['support'] });
    const page = await open(admin, `/admin/users/${user.id}`);
    await expect(section(page, 'Sessions').getByRole('listitem')).toHaveCount(1);
    await looksRight(page, 'user');
    for (const name of ['Deactivate', 'Erase this account', 'End all sessions']) {
      await page.setViewportSize(DESKTOP);
      await page.getByRole('button', { name, exact: true }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await looksRight(page, `user ${name}`);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
  });

  test('axe: an import, and what would become of its rows', async ({ person, open }) => {
    const page = await open(await person({ roles: ['admin'] }), '/admin/users/import');
    await page
      .getByRole('textbox', { name: 'Or paste rows' })
      .fill(`email,roles\nnew@example.com,operator\n${'long'.repeat(30)},king\n`);
    await looksRight(page, 'import');
    await page.getByRole('button', { name: 'Check the rows' }).click();
    await expect(page.getByRole('heading', { name: 'What would happen' })).toBeFocused();
    await looksRight(page, 'import trial');
  });
});

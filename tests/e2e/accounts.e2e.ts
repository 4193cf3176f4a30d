import { SAMPLE_ACCOUNTS } from '../../scripts/sample/accounts.ts';
import { hashPassword } from '../../src/server/auth/passwords.ts';
import { expect, test } from '../helpers/browser.ts';

for (const { email, password, explains } of SAMPLE_ACCOUNTS) {
  test(`${email} signs in with the printed password and finds requests (${explains})`, async ({
    open,
    watch,
  }) => {
    watch.expectStatus(401);
    const page = await open(null, '/requests?view=all');
    await expect(page).toHaveURL(/\/sign-in/);
    await page.getByRole('textbox', { name: 'Email' }).fill(email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    // Back to what was asked for.
    await expect(page).toHaveURL('/requests?view=all');
    await expect(
      page.getByRole('table', { name: 'Requests' }).getByRole('link').first(),
    ).toBeVisible();
  });
}

test('a wrong password and an unknown account are answered alike; the password field has the focus', async ({
  person,
  open,
  watch,
}) => {
  watch.expectStatus(401);
  const user = await person({ passwordHash: await hashPassword('a long enough password') });
  const page = await open(null, '/sign-in');
  const refused: (string | null)[] = [];
  for (const email of [user.email, 'nobody@example.com']) {
    await page.getByRole('textbox', { name: 'Email' }).fill(email);
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    await expect(page.getByLabel('Password', { exact: true })).toBeFocused();
    refused.push(await page.getByRole('alert').textContent());
  }
  expect(refused[1]).toBe(refused[0]);
});

test('signing out ends the session, and the back button shows nothing of it', async ({
  person,
  open,
  watch,
}) => {
  watch.expectStatus(401);
  const user = await person({ teams: ['revenue'] });
  const page = await open(user, '/requests?view=all');
  await page.getByRole('button', { name: `${user.name}: account` }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goBack();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await expect(page.getByRole('table')).toHaveCount(0);
});

test('section 1: a person keeps their own name, time zone, Slack ID and password', async ({
  person,
  open,
  watch,
}) => {
  watch.expectStatus(401, 422, 400);
  const user = await person({
    teams: ['revenue'],
    passwordHash: await hashPassword('a long enough password'),
  });
  const page = await open(user, '/profile');
  const section = (name: string) => page.getByRole('region', { name, exact: true });
  await section('Name').getByRole('textbox', { name: 'First name' }).fill('Aurelia');
  await section('Name').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: 'Aurelia' })).toBeVisible();

  const zone = section('Time zone')
    .getByRole('combobox', { name: 'Time zone' })
    .or(section('Time zone').getByRole('textbox', { name: 'Time zone' }));
  await zone.fill('new york');
  await page.getByRole('option', { name: /New_York/ }).click();
  await section('Time zone').getByRole('button', { name: 'Save' }).click();
  await expect(section('Time zone')).toContainText('Saved');

  await section('Slack').getByRole('textbox', { name: 'Slack member ID' }).fill('nonsense');
  await section('Slack').getByRole('button', { name: 'Save' }).click();
  await expect(section('Slack').getByRole('textbox')).toHaveAttribute('aria-invalid', 'true');
  await section('Slack').getByRole('textbox').fill('U12345678');
  await section('Slack').getByRole('button', { name: 'Save' }).click();
  await expect(section('Slack')).toContainText('Saved');

  await section('Password').getByLabel('Current password').fill('a long enough password');
  await section('Password').getByLabel('New password').fill('an even longer password');
  await section('Password').getByRole('button', { name: 'Change password' }).click();
  await expect(section('Password')).toContainText('Password changed');
  await page.reload();
  await expect(section('Name').getByRole('textbox', { name: 'First name' })).toHaveValue('Aurelia');
});

test('the appearance is remembered and set before anything is drawn', async ({ person, open }) => {
  const user = await person({ teams: ['revenue'] });
  const page = await open(user, '/requests?view=all', { colorScheme: 'light' });
  const html = page.locator('html');
  await expect(html).toHaveAttribute('data-mantine-color-scheme', 'light');
  await page.getByRole('button', { name: 'Appearance' }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect(html).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.reload({ waitUntil: 'commit' });
  await expect(html).toHaveAttribute('data-mantine-color-scheme', 'dark');
});

test('a server that does not answer is a page that says so and comes back by itself', async ({
  person,
  open,
  watch,
}) => {
  watch.expectNoConnection();
  const user = await person({ teams: ['revenue'] });
  const page = await open(user, '/profile');
  await expect(page.getByRole('heading', { name: 'Profile' })).toBeVisible();
  await page.route('**/api/**', (route) => route.abort('connectionrefused'));
  await page.reload();
  await expect(page.getByRole('heading', { name: 'The platform cannot be reached' })).toBeVisible();
  await page.unroute('**/api/**');
  await expect(page.getByRole('heading', { name: 'Profile' })).toBeVisible({ timeout: 15_000 });
});

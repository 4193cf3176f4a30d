import { hashPassword } from '../../src/server/auth/passwords.ts';
import { DESKTOP, expect, test } from '../helpers/browser.ts';
import { looksRight } from '../helpers/browser-axe.ts';
import { linkMailedTo } from '../helpers/browser-mail.ts';

const OLD_PASSWORD = 'eleven patient herons';
const NEW_PASSWORD = 'nineteen copper kettles';

test('section 1: a forgotten password is chosen anew by mail, once, and the page keeps no token', async ({
  person,
  open,
  watch,
}) => {
  watch.expectStatus(401, 404);
  const user = await person({ passwordHash: await hashPassword(OLD_PASSWORD) });
  const page = await open(null, '/sign-in');
  await page.getByRole('link', { name: 'Forgot password?' }).click();
  await expect(page.getByRole('heading', { name: 'Forgot your password?' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Email' }).fill(user.email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expect(page.getByRole('heading', { name: 'Look into your mail' })).toBeVisible();

  const link = await linkMailedTo(page, user.email, /new password/i);
  await page.goto(link);
  await expect(page).toHaveURL('/account-link');
  await page.getByLabel('Password', { exact: true }).fill(NEW_PASSWORD);
  await page.getByRole('button', { name: 'Set password and sign in' }).click();
  await expect(page.getByRole('button', { name: `${user.name}: account` })).toBeVisible();

  const again = await open(null, link);
  await expect(again.getByRole('heading', { name: /does not work any more/ })).toBeVisible();
  await again.getByRole('link', { name: 'Sign in' }).click();
  await again.getByRole('textbox', { name: 'Email' }).fill(user.email);
  await again.getByLabel('Password', { exact: true }).fill(NEW_PASSWORD);
  await again.getByRole('button', { name: 'Sign in' }).click();
  await expect(again.getByRole('button', { name: `${user.name}: account` })).toBeVisible();
});

test('section 1: a new email counts once its link is followed; the change can be withdrawn before', async ({
  person,
  open,
  watch,
}) => {
  watch.expectStatus(401, 404, 422, 400);
  const user = await person({ passwordHash: await hashPassword(OLD_PASSWORD) });
  const page = await open(user, '/profile');
  const section = page.getByRole('region', { name: 'Email', exact: true });
  const ask = async (email: string, password = OLD_PASSWORD) => {
    await section.getByRole('button', { name: 'Change email' }).click();
    await section.getByRole('textbox', { name: 'New email' }).fill(email);
    await section.getByLabel('Current password').fill(password);
    await section.getByRole('button', { name: 'Send the link' }).click();
  };
  const follow = async (email: string) => {
    const mailed = await open(null, await linkMailedTo(page, email, /confirm/i));
    await expect(mailed.getByRole('heading', { name: 'Confirm your new email' })).toBeVisible();
    return { mailed, use: () => mailed.getByRole('button', { name: 'Use this email' }).click() };
  };
  const [first, second] = [`first-${user.id}@example.com`, `second-${user.id}@example.com`];
  await ask(first, 'not the password');
  await expect(section.getByLabel('Current password')).toHaveAttribute('aria-invalid', 'true');
  await section.getByRole('button', { name: 'Cancel' }).click();

  await ask(first);
  await expect(section).toContainText(`A link was sent to ${first}`);
  const withdrawn = await follow(first);
  await section.getByRole('button', { name: 'Withdraw' }).click();
  await expect(section).not.toContainText('A link was sent');
  await withdrawn.use();
  await expect(
    withdrawn.mailed.getByRole('heading', { name: /does not work any more/ }),
  ).toBeVisible();

  await ask(second);
  const followed = await follow(second);
  await followed.use();
  await expect(followed.mailed.getByText(`You sign in with ${second} now.`)).toBeVisible();
  await page.reload();
  await expect(section.getByText(second)).toBeVisible();
});

test('section 1: a person ends one of their sessions, and all others at once', async ({
  person,
  open,
  watch,
}) => {
  watch.expectStatus(401);
  const user = await person({ passwordHash: await hashPassword(OLD_PASSWORD) });
  const elsewhere = async () => {
    const other = await open(null, '/sign-in');
    await other.getByRole('textbox', { name: 'Email' }).fill(user.email);
    await other.getByLabel('Password', { exact: true }).fill(OLD_PASSWORD);
    await other.getByRole('button', { name: 'Sign in' }).click();
    await expect(other.getByRole('button', { name: `${user.name}: account` })).toBeVisible();
    return other;
  };
  const others = [await elsewhere(), await elsewhere(), await elsewhere()];
  const page = await open(user, '/profile');
  const section = page.getByRole('region', { name: 'Sessions' });
  await expect(section.getByRole('listitem')).toHaveCount(4);
  await expect(section.getByText('This one')).toHaveCount(1);
  await section
    .getByRole('button', { name: /^End the session/ })
    .first()
    .click();
  await expect(section.getByRole('listitem')).toHaveCount(3);
  await section.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await expect(section).toContainText('You are signed in here only.');
  await expect(section.getByRole('listitem')).toHaveCount(1);
  for (const other of others) {
    await other.reload();
    await expect(other.getByRole('button', { name: 'Sign in' })).toBeVisible();
  }
});

test('section 1: whoever has an address of a listed domain registers, and waits for a team', async ({
  person,
  open,
  api,
  watch,
}) => {
  watch.expectStatus(401);
  const admin = await person({ roles: ['admin'] });
  const domain = `join-${admin.id}.example.com`;
  await api(admin).send('PATCH', '/admin/settings', { registrationDomains: domain });
  try {
    const page = await open(null, '/sign-in');
    // Another process may show for ten seconds what the site was like before.
    await expect(async () => {
      await page.reload();
      await expect(page.getByRole('link', { name: 'Create an account' })).toBeVisible();
    }).toPass({ timeout: 20_000 });
    await page.getByRole('link', { name: 'Create an account' }).click();
    await expect(page.getByRole('heading', { name: 'Create an account' })).toBeVisible();
    await page.getByRole('textbox', { name: 'Email' }).fill('somebody@elsewhere.example.com');
    await page.getByRole('button', { name: 'Send the link' }).click();
    await expect(page.getByText(`Use an address of ${domain}`)).toBeVisible();
    const email = `rosalind@${domain}`;
    await page.getByRole('textbox', { name: 'Email' }).fill(email);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.goto(await linkMailedTo(page, email, /registration/i));
    await page.getByRole('textbox', { name: 'First name' }).fill('Rosalind');
    await page.getByLabel('Password', { exact: true }).fill(NEW_PASSWORD);
    await page.getByRole('button', { name: 'Create account and sign in' }).click();
    await expect(page.getByRole('button', { name: 'Rosalind: account' })).toBeVisible();

    const users = await open(admin, '/admin/users');
    await users.getByRole('link', { name: 'Show who waits' }).click();
    await users.getByRole('link', { name: 'Rosalind' }).click();
    const access = users.getByRole('region', { name: 'Roles and teams' });
    await access.getByRole('checkbox', { name: 'Support' }).check();
    await access.getByRole('button', { name: 'Save' }).click();
    await expect(users.getByRole('region', { name: 'Sign-in' })).toContainText('Can sign in.');
  } finally {
    await api(admin).send('PATCH', '/admin/settings', { registrationDomains: '' });
  }
});

test.describe('looks', () => {
  test.describe.configure({ timeout: 120_000 });

  test('axe: asking for a link, and links that are over or not complete', async ({
    open,
    watch,
  }) => {
    watch.expectStatus(401, 404);
    const page = await open(null, '/forgot-password');
    await page.getByRole('button', { name: 'Send the link' }).click();
    await expect(page.getByText('Enter your email')).toBeVisible();
    await looksRight(page, 'forgot password');
    await page.goto('/register');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await looksRight(page, 'register');
    for (const path of ['/account-link#broken', '/account-link']) {
      await page.goto('about:blank');
      await page.setViewportSize(DESKTOP);
      await page.goto(path);
      await expect(page.getByRole('heading', { name: /link/ })).toBeVisible();
      await looksRight(page, `account link ${path}`);
    }
  });

  test('axe: choosing a password by an invitation', async ({ person, open, api, watch }) => {
    watch.expectStatus(401);
    const admin = await person({ roles: ['admin'] });
    const email = `looks-${admin.id}@example.com`;
    await api(admin).send('POST', '/admin/users', { email, firstName: 'Lucinda' });
    const page = await open(null, '/sign-in');
    await page.goto(await linkMailedTo(page, email, /invitation/i));
    await page.getByRole('button', { name: 'Set password and sign in' }).click();
    await expect(page.getByText('Choose a password', { exact: true })).toBeVisible();
    await looksRight(page, 'account link invitation');
  });
});

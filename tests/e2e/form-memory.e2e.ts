import { hashPassword } from '../../src/server/auth/passwords.ts';
import { expect, test } from '../helpers/browser.ts';
import { formOn } from '../helpers/browser-form.ts';
import { submitted } from '../helpers/browser-pages.ts';

/** What is typed is not lost, and not sent twice. */

test('a draft survives a reload and the end of the session, and is gone once submitted', async ({
  person,
  open,
  db,
}) => {
  const user = await person({ teams: ['revenue'] });
  const page = await open(user, '/new/deactivation_toggle');
  const form = formOn(page);
  await form.select('Sub-type', 'Property deactivation');
  await form.write('Partner', 'Northwind');
  await form.pick('Active policies', 'Yes');
  await form.write('Properties with active policies', 'Oak Court');
  await expect(page.getByText(/^Draft saved/)).toBeVisible();
  await page.reload();
  await expect(page.getByText(/^Draft from/)).toBeVisible();
  // Preselected values on load: the fields that depend on them are there.
  await expect(form.control('Properties affected')).toBeVisible();
  await expect(form.control('Properties with active policies')).toHaveValue('Oak Court');
  await expect(form.control('Partner')).toHaveValue('Northwind');

  // The session ends; on another device the draft is there.
  await db.deleteFrom('sessions').where('user_id', '=', user.id).execute();
  const again = await person({ teams: ['revenue'] });
  await db
    .updateTable('sessions')
    .set({ user_id: user.id })
    .where('user_id', '=', again.id)
    .execute();
  const elsewhere = await open(again, '/new');
  await elsewhere.getByRole('region', { name: 'Continue a draft' }).getByRole('link').click();
  const there = formOn(elsewhere);
  await expect(there.control('Partner')).toHaveValue('Northwind');
  await there.write('Properties affected', 'Oak Court');
  await submitted(elsewhere, 'DT');
  await elsewhere.goto('/new');
  await expect(elsewhere.getByRole('heading', { name: 'New request' })).toBeVisible();
  await expect(elsewhere.getByRole('region', { name: 'Continue a draft' })).toHaveCount(0);
});

test('a double click makes one request', async ({ person, open, db }) => {
  const user = await person({ teams: ['support'] });
  const page = await open(user, '/new/address_validation');
  const form = formOn(page);
  await form.write('Partner', 'Northwind');
  await form.write('Opportunity ID', 'OPP-1');
  await page.getByRole('button', { name: 'Submit request' }).dblclick();
  await expect(page).toHaveURL(/\/requests\/AV-/);
  const made = await db
    .selectFrom('requests')
    .select('code')
    .where('requester_id', '=', user.id)
    .execute();
  expect(made).toHaveLength(1);
});

test('an answer that got lost is asked for again, and makes one request', async ({
  person,
  open,
  db,
  watch,
}) => {
  watch.expectNoConnection();
  const user = await person({ teams: ['support'] });
  const page = await open(user, '/new/address_validation');
  const form = formOn(page);
  await form.write('Partner', 'Northwind');
  await form.write('Opportunity ID', 'OPP-1');
  await page.route(
    '**/api/requests',
    async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    },
    { times: 1 },
  );
  await page.getByRole('button', { name: 'Submit request' }).click();
  await expect(page.getByText('The server cannot be reached')).toBeVisible();
  await expect(form.control('Partner')).toHaveValue('Northwind');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page).toHaveURL(/\/requests\/AV-/);
  const made = await db
    .selectFrom('requests')
    .select('code')
    .where('requester_id', '=', user.id)
    .execute();
  expect(made).toHaveLength(1);
});

test('F-DT3: what a condition makes required blocks with a message that is seen and focused', async ({
  person,
  open,
}) => {
  const user = await person({ teams: ['revenue'] });
  const page = await open(user, '/new/deactivation_toggle');
  const form = formOn(page);
  await form.select('Sub-type', 'Partner deactivation');
  await form.write('Partner', 'Northwind');
  await form.pick('Active policies', 'Yes');
  await page.getByRole('button', { name: 'Submit request' }).click();
  const missing = form.control('Properties with active policies');
  await expect(missing).toBeFocused();
  await expect(missing).toBeInViewport();
  await expect(missing).toHaveAttribute('aria-invalid', 'true');
  await expect(
    page.getByRole('alert').filter({ hasText: 'One thing needs your attention' }),
  ).toBeVisible();
  // The condition goes: so do the field and what it asked for.
  await form.pick('Active policies', 'No');
  await expect(missing).toHaveCount(0);
  await submitted(page, 'DT');
});

test('every message stands at its field, the first has the focus, nothing typed is lost', async ({
  person,
  open,
}) => {
  const user = await person({ teams: ['revenue'] });
  const page = await open(user, '/new/unit_transfer');
  const form = formOn(page);
  await form.pick('Sub-type', 'Partner to prospect');
  await form.write('Destination partner or prospect', 'Birch Living');
  await form.write('Prospect portfolio size', 'a dozen');
  await form.write('User emails of the new partner', 'ann@example.com, not-an-email');
  await form.write('Proof of sale', 'ftp://example.com/deed');
  await page.getByRole('button', { name: 'Submit request' }).click();
  await expect(form.control('Origin partner')).toBeFocused();
  await expect(form.control('Prospect portfolio size')).toHaveAccessibleDescription(
    /whole number/i,
  );
  await expect(form.control('User emails of the new partner')).toHaveAccessibleDescription(
    /not-an-email/,
  );
  await expect(form.control('Proof of sale')).toHaveAttribute('aria-invalid', 'true');
  await expect(form.control('Properties to transfer')).toHaveAttribute('aria-invalid', 'true');
  await expect(form.control('Prospect portfolio size')).toHaveValue('a dozen');
  await expect(form.control('Destination partner or prospect')).toHaveValue('Birch Living');
  // The summary leads to the field.
  await page
    .getByRole('alert')
    .getByRole('link', { name: /^Proof of sale/ })
    .click();
  await expect(form.control('Proof of sale')).toBeFocused();
});

test('F1: a file over the limit is refused at once with its size and the limit; another can be added', async ({
  person,
  open,
}) => {
  const user = await person({ teams: ['support'] });
  const page = await open(user, '/new/address_validation');
  const files = formOn(page).group('Files');
  await files.getByLabel(/^Files: choose/).setInputFiles({
    name: 'huge.bin',
    mimeType: 'application/octet-stream',
    buffer: Buffer.alloc(11 * 1024 * 1024, 7),
  });
  await expect(files).toContainText(/“huge.bin” has 11 MB; the limit is 10 MB/);
  await formOn(page).attach('Files', { name: 'small.txt', content: 'Oak Court' });
});

test('a session that ended elsewhere: signing in again keeps the page and what was typed', async ({
  person,
  open,
  db,
  watch,
}) => {
  watch.expectStatus(401);
  const passwordHash = await hashPassword('a long enough password');
  const user = await person({ teams: ['revenue'], passwordHash });
  const page = await open(user, '/new/address_validation');
  const form = formOn(page);
  await form.write('Partner', 'Northwind');
  // Nothing is under way that would notice the end before the next word is typed.
  await expect(page.getByText(/^Draft saved/)).toBeVisible();
  await db.deleteFrom('sessions').where('user_id', '=', user.id).execute();
  await form.write('Opportunity ID', 'OPP-31');
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
  await expect(dialog).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Password' }).fill('a long enough password');
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await expect(dialog).toBeHidden();
  await expect(form.control('Opportunity ID')).toHaveValue('OPP-31');
  await submitted(page, 'AV');
});

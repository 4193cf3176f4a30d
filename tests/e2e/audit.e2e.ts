import { readFile } from 'node:fs/promises';
import { expect, test } from '../helpers/browser.ts';
import { looksRight } from '../helpers/browser-axe.ts';
import { allSent, becomes } from '../helpers/browser-deliveries.ts';
import { story } from '../helpers/browser-story.ts';

test('N2: a delivery is dropped with a reason, which shows beside it and in the audit log', async ({
  person,
  open,
  api,
  db,
}) => {
  const { code } = await story({ person, api }, 'user_records', 'blocked');
  const sent = await allSent(db, code);
  await becomes(db, sent[0], 'failed', '550 No such mailbox');
  const admin = await person({ roles: ['admin'], firstName: 'Dora', lastName: 'Dropper' });
  const page = await open(admin, `/admin/deliveries?code=${code}`);
  await page
    .getByRole('row', { name: /Failed/ })
    .getByRole('button')
    .click();
  await page.getByRole('button', { name: 'Drop', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Drop this delivery?' });
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('They left the company');
  await dialog.getByRole('button', { name: 'Drop delivery' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('row', { name: /Not sent/ })).toContainText(
    'Dropped: They left the company',
  );

  await page.goto(`/admin/audit?person=${admin.id}&action=delivery_dropped`);
  const entry = page.getByRole('table', { name: 'Audit log' }).getByRole('row').nth(1);
  await expect(entry).toContainText('Dora Dropper');
  await expect(entry).toContainText('Dropped a delivery');
  await expect(entry).toContainText('They left the company');
});

test('section 10: the audit log is searched, narrowed by chips in the address, opened and paged', async ({
  person,
  open,
  api,
  db,
}) => {
  // Rows are looked at four times.
  test.slow();
  const admin = await person({ roles: ['admin'], firstName: 'Vera', lastName: 'Audit' });
  await api(admin).send('PATCH', '/me', { firstName: 'Veronika' });
  await api(admin).send('PATCH', '/me', { firstName: 'Vera' });
  const page = await open(admin, '/admin/audit');
  const table = page.getByRole('table', { name: 'Audit log' });
  await page.getByRole('textbox', { name: 'Search the audit log' }).fill('Vera Audit');
  await expect(page).toHaveURL(/q=Vera/);
  await expect(table.getByRole('row')).toHaveCount(3);
  await expect(table.getByRole('row').nth(1)).toContainText('Changed a profile');

  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Subject' }).click();
  await page.getByRole('checkbox', { name: 'Prices' }).check();
  await expect(page).toHaveURL(/group=prices/);
  await expect(page.getByRole('heading', { name: 'No entry matches' })).toBeVisible();
  await page.keyboard.press('Escape');
  await looksRight(page, 'audit nothing matches');
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('link', { name: 'Any subject' }).click();
  await expect(table.getByRole('row')).toHaveCount(3);

  await table
    .getByRole('button', { name: /Details of “Changed a profile”/ })
    .first()
    .click();
  await expect(table.locator('dl')).toContainText('Address');
  // More than a page of them.
  const { id } = await person({ firstName: 'Busy', lastName: 'Person' });
  const entry = { actor_id: id, action: 'notification_muted', target_user_id: id };
  const many = Array.from({ length: 60 }, (_, n) => ({ ...entry, address: `2001:db8::${n}` }));
  await db
    .insertInto('audit_log')
    .values(many.map((row) => ({ ...row, target: null })))
    .execute();
  await page.goto(`/admin/audit?person=${id}`);
  await expect(table.getByRole('row')).toHaveCount(51);
  await expect(table.getByRole('row').nth(1)).toContainText('2001:db8::59');
  await page.getByRole('link', { name: 'Older' }).click();
  await expect(table.getByRole('row')).toHaveCount(11);
  await expect(table.getByRole('row').nth(1)).toContainText('2001:db8::9');
  await page.getByRole('link', { name: 'Newer' }).click();
  await expect(page).toHaveURL(`/admin/audit?person=${id}`);
  await expect(table.getByRole('row')).toHaveCount(51);
  await table
    .getByRole('button', { name: /Details of/ })
    .first()
    .click();
  await looksRight(page, 'audit');
});

test('section 10: what is filtered is downloaded as CSV, and the download is an entry itself', async ({
  person,
  open,
  api,
}) => {
  const admin = await person({ roles: ['admin'], firstName: 'Carl', lastName: 'Csv' });
  await api(admin).send('PATCH', '/me', { lastName: 'Comma' });
  const page = await open(admin, `/admin/audit?person=${admin.id}`);
  const started = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download CSV' }).click();
  const download = await started;
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
  const lines = (await readFile(await download.path(), 'utf8')).trim().split(/\r?\n/);
  // Its head, the download itself, and the one entry there was.
  expect(lines).toHaveLength(3);
  expect(lines[1]).toContain('downloaded the audit log');
  expect(lines[2]).toContain('changed a profile');
  await page.reload();
  await expect(
    page.getByRole('table', { name: 'Audit log' }).getByText('Downloaded the audit log'),
  ).toBeVisible();
});

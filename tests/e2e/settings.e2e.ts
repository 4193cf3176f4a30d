import type { Page } from '@playwright/test';
import { makeUser, type TestUser } from '../helpers/actors.ts';
import { expect, test } from '../helpers/browser.ts';
import { browserApi } from '../helpers/browser-api.ts';
import { looksRight } from '../helpers/browser-axe.ts';
import { requestOn } from '../helpers/browser-pages.ts';
import { story } from '../helpers/browser-story.ts';
import { type OwnPlatform, startOwnPlatform } from '../helpers/own-platform.ts';

// What is set here holds for everybody: on the shared platform other tests would meet it.
test.describe.configure({ mode: 'serial' });
let platform: OwnPlatform;
let admin: TestUser;

test.beforeAll(async () => {
  platform = await startOwnPlatform();
  admin = await makeUser(platform.db, { roles: ['admin'], teams: ['revenue'] });
});
test.afterAll(async () => platform.stop());

const COMPANY = 'Northwind Property Services & Sons';
const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

/** Drawn in the page, so that no picture has to be kept. */
async function picture(page: Page, width: number, height: number): Promise<Buffer> {
  const address = await page.evaluate(
    ([across, down]) => {
      const canvas = Object.assign(document.createElement('canvas'), {
        width: across,
        height: down,
      });
      const pen = canvas.getContext('2d');
      if (pen !== null) pen.fillStyle = '#0b7285';
      pen?.fillRect(0, 0, across, down);
      return canvas.toDataURL('image/png');
    },
    [width, height] as const,
  );
  return Buffer.from(address.slice(address.indexOf(',') + 1), 'base64');
}

const accentOf = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--accent'));

test('section 10: name, colour and logo show on the open page at once, and on the sign-in page', async ({
  browser,
}) => {
  const page = await platform.open(browser, admin, '/admin/settings');
  const company = section(page, 'Company');
  await company.getByRole('textbox', { name: 'Accent colour', exact: true }).fill('yellow-ish');
  await company.getByRole('button', { name: 'Save' }).click();
  await expect(company.getByText('is not a colour')).toBeVisible();

  await company.getByRole('textbox', { name: 'Name' }).fill(COMPANY);
  await company.getByRole('textbox', { name: 'Accent colour', exact: true }).fill('#f5c400');
  await expect(company.getByText('the shade is darker than chosen')).toBeVisible();
  const before = await accentOf(page);
  await company.getByRole('button', { name: 'Save' }).click();
  await expect(company.getByText('Saved')).toBeVisible();
  await expect(page).toHaveTitle(`Settings · ${COMPANY}`);
  await expect(
    page.getByRole('navigation', { name: 'Main' }).getByText(COMPANY).first(),
  ).toBeVisible();
  await expect.poll(() => accentOf(page)).not.toBe(before);
  const accent = await accentOf(page);

  const logo = { name: 'logo.png', mimeType: 'image/png', buffer: await picture(page, 40, 40) };
  await page.locator('input[type="file"]').setInputFiles(logo);
  await expect(page.getByText('The logo is changed')).toBeVisible();

  const outside = await platform.open(browser, null, '/sign-in');
  await expect(outside).toHaveTitle(`Sign in · ${COMPANY}`);
  await expect(outside.getByText(COMPANY)).toBeVisible();
  const shown = outside.locator('main img');
  await expect(shown).toHaveAttribute('src', /^\/branding\/logo\/[0-9a-f]{64}$/);
  await expect
    .poll(() => shown.evaluate((image) => (image as HTMLImageElement).naturalWidth))
    .toBe(40);
  expect(await accentOf(outside)).toBe(accent);
  await looksRight(outside, 'sign in of a company');
  await looksRight(page, 'settings of a company');
  await page.emulateMedia({ colorScheme: 'light' });

  await company.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('The logo is removed')).toBeVisible();
  await company.getByRole('button', { name: 'Use the platform’s own' }).click();
  await company.getByRole('textbox', { name: 'Name' }).fill('');
  await company.getByRole('button', { name: 'Save' }).click();
  await expect(page).toHaveTitle('Settings · Requests');
  await expect.poll(() => accentOf(page)).toBe(before);
});

test('section 10: a picture that is none, or too large, is refused and changes nothing', async ({
  browser,
}) => {
  const page = await platform.open(browser, admin, '/admin/settings');
  const company = section(page, 'Company');
  const choose = (name: string, buffer: Buffer) =>
    page.locator('input[type="file"]').setInputFiles({ name, mimeType: 'image/png', buffer });
  await choose('logo.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'));
  await expect(company.getByRole('alert').filter({ hasText: 'PNG, JPEG or WebP' })).toBeVisible();
  await choose('large.png', Buffer.alloc(600 * 1024));
  await expect(company.getByRole('alert').filter({ hasText: '512 kB' })).toBeVisible();
  await expect(company.getByRole('button', { name: 'Upload a logo' })).toBeVisible();
});

test('P6: with four eyes off an operator who is a QA agent too checks their own work', async ({
  browser,
}) => {
  const both = await makeUser(platform.db, { roles: ['operator', 'qa_agent'] });
  const api = (user: TestUser) => browserApi(platform.address, user);
  const person: Parameters<typeof story>[0]['person'] = (options) =>
    options?.roles?.includes('operator') === true
      ? Promise.resolve(both)
      : makeUser(platform.db, options);
  const { code } = await story({ person, api }, 'user_records', 'qa_pending');

  const theirs = await platform.open(browser, both, `/requests/${code}`);
  const request = requestOn(theirs);
  await expect(request.head.getByText(code)).toBeVisible();
  await expect(request.head.getByRole('button', { name: 'Start QA' })).toHaveCount(0);

  const page = await platform.open(browser, admin, '/admin/settings');
  const work = section(page, 'Work');
  const fourEyes = work.getByRole('switch', { name: 'Four eyes at QA' });
  await expect(fourEyes).toBeChecked();
  await fourEyes.focus();
  await page.keyboard.press('Space');
  await work.getByRole('button', { name: 'Save' }).click();
  await expect(work.getByText('Saved')).toBeVisible();

  await theirs.reload();
  await request.press('Start QA');
  await expect(request.head).toContainText('QA in progress');
});

test('section 10: each section is saved by itself; wrong values are named at their fields', async ({
  browser,
}) => {
  const page = await platform.open(browser, admin, '/admin/settings');
  const [work, files, registration] = [
    section(page, 'Work'),
    section(page, 'Files'),
    section(page, 'Registration'),
  ] as const;
  const days = work.getByRole('textbox', { name: 'Days to reject completed work' });
  await days.fill('some');
  await work.getByRole('button', { name: 'Save' }).click();
  await expect(work.getByText('Enter a whole number of days')).toBeVisible();
  await expect(days).toBeFocused();

  // Leaving asks first: what was typed is not saved yet.
  await page.getByRole('link', { name: 'Audit log', exact: true }).click();
  await page
    .getByRole('dialog', { name: 'Leave without saving?' })
    .getByRole('button', { name: 'Stay' })
    .click();
  await days.fill('14');
  await work.getByRole('button', { name: 'Save' }).click();
  await expect(work.getByText('Saved')).toBeVisible();

  const size = files.getByRole('textbox', { name: 'Largest file, in MB' });
  await size.fill('11');
  await files.getByRole('button', { name: 'Save' }).click();
  await expect(files.getByText('Enter a size from 100 kB to 10 MB')).toBeVisible();
  await size.fill('2,5');
  await files.getByRole('button', { name: 'Save' }).click();
  await expect(files.getByText('Saved')).toBeVisible();

  const domains = registration.getByRole('textbox', { name: 'Email domains' });
  await domains.fill('Example.com, nonsense');
  await registration.getByRole('button', { name: 'Save' }).click();
  await expect(registration.getByText('"nonsense" is not a domain')).toBeVisible();
  await domains.fill('Example.com');
  await registration.getByRole('button', { name: 'Save' }).click();
  await expect(registration.getByText('Saved')).toBeVisible();

  await work.getByRole('button', { name: 'Set the target of Unit transfer' }).click();
  const dialog = page.getByRole('dialog', { name: 'Target: Unit transfer' });
  await dialog.getByRole('textbox', { name: 'Days' }).fill('3');
  await dialog.getByRole('button', { name: 'Save target' }).click();
  await expect(work.getByRole('row', { name: /Unit transfer/ })).toContainText('3 d');

  await page.reload();
  await expect(days).toHaveValue('14');
  await expect(size).toHaveValue('2.5');
  await expect(domains).toHaveValue('example.com');
  await looksRight(page, 'settings');
});

import { expect, type Locator, type Page } from '@playwright/test';

/** What the pictures of docs/admin.md show: each goes where an admin would, and says what to keep. */

export interface Scene {
  /** Below docs/. */
  readonly file: string;
  /** Leaves the page as it is to be seen. */
  readonly show: (page: Page) => Promise<void>;
  /** Only this part of the page and a margin; the whole window unless given. */
  readonly part?: (page: Page) => Locator;
  /** Of the window. */
  readonly height: number;
}

const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const dialog = (page: Page) => page.getByRole('dialog');

const NEW_COLLEAGUES = `email,first_name,last_name,roles,teams
ida.lundqvist@example.com,Ida,Lundqvist,operator,
omar.bakshi@example.com,Omar,Bakshi,operator qa_agent,
june.castellan@example.com,June,Castellan,,revenue support
leadership@example.com,Helena,Brandvold,leadership,
no-address,Theo,Marchetti,boss,support
`;

export const SCENES: readonly Scene[] = [
  {
    file: 'screenshot.png',
    height: 720,
    async show(page) {
      await page.goto('/requests?view=all');
      await expect(page.getByText(/^[\d,]+ requests$/)).toBeVisible();
    },
  },
  {
    file: 'pictures/users.png',
    height: 720,
    async show(page) {
      await page.goto('/admin/users');
      await expect(page.getByText(/^\d+ people$/)).toBeVisible();
    },
  },
  {
    file: 'pictures/new-user.png',
    part: dialog,
    height: 1200,
    async show(page) {
      await page.goto('/admin/users');
      await page.getByRole('button', { name: 'New user' }).click();
      await dialog(page).getByRole('textbox', { name: 'Email' }).fill('owen.hartley@example.com');
      await dialog(page).getByRole('textbox', { name: 'First name' }).fill('Owen');
      await dialog(page).getByRole('textbox', { name: 'Last name' }).fill('Hartley');
      await dialog(page).getByRole('checkbox', { name: 'Operator' }).check();
    },
  },
  {
    file: 'pictures/import.png',
    height: 1010,
    async show(page) {
      await page.goto('/admin/users/import');
      await page.getByRole('textbox', { name: 'Or paste rows' }).fill(NEW_COLLEAGUES);
      await page.getByRole('button', { name: 'Check the rows' }).click();
      await expect(page.getByText('3 users would be created, 2 rows refused.')).toBeVisible();
    },
  },
  {
    file: 'pictures/deactivate.png',
    part: dialog,
    height: 900,
    async show(page) {
      await openPerson(page, 'operator@example.com');
      await section(page, 'Sign-in').getByRole('button', { name: 'Deactivate' }).click();
      await expect(dialog(page)).toContainText('in hand');
    },
  },
  {
    file: 'pictures/notifications.png',
    height: 820,
    async show(page) {
      await page.goto('/admin/notifications');
      await expect(page.getByRole('switch').first()).toBeVisible();
    },
  },
  {
    file: 'pictures/what-if.png',
    part: (page) => section(page, 'What if'),
    height: 2400,
    async show(page) {
      await page.goto('/admin/prices');
      await page.getByRole('link', { name: /^Continue/ }).click();
      await expect(page.getByRole('table', { name: 'What if, By team' })).toBeVisible();
    },
  },
  {
    file: 'pictures/bulk.png',
    part: dialog,
    height: 900,
    async show(page) {
      await page.goto('/requests?view=all&type=deactivation_toggle');
      await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
      const bar = section(page, 'Selected requests');
      await bar.getByRole('button', { name: 'Actions' }).click();
      await page.getByRole('menuitem', { name: /^Assign/ }).click();
      await expect(dialog(page).getByRole('heading', { name: /will change$/ })).toBeVisible();
    },
  },
  {
    file: 'pictures/jobs.png',
    height: 820,
    async show(page) {
      await page.goto('/admin/jobs');
      await expect(page.getByRole('button', { name: /^Pause/ }).first()).toBeVisible();
    },
  },
  {
    file: 'pictures/settings.png',
    height: 860,
    async show(page) {
      await page.goto('/admin/settings');
      await expect(section(page, 'Company').getByRole('textbox').first()).not.toHaveValue('');
    },
  },
  {
    file: 'pictures/audit.png',
    height: 720,
    async show(page) {
      await page.goto('/admin/audit');
      await expect(page.getByRole('table', { name: 'Audit log' })).toBeVisible();
    },
  },
];

async function openPerson(page: Page, email: string): Promise<void> {
  await page.goto(`/admin/users?q=${encodeURIComponent(email)}`);
  await expect(page.getByText('1 person', { exact: true })).toBeVisible();
  await page.getByRole('table', { name: 'Users' }).getByRole('link').first().click();
  await expect(section(page, 'Sign-in')).toBeVisible();
}

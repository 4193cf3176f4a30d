import type { UserOptions } from '../helpers/actors.ts';
import { expect, test } from '../helpers/browser.ts';

const PAGES = [
  '/admin',
  '/admin/users',
  '/admin/users/1',
  '/admin/users/import',
  '/admin/requests',
  '/admin/notifications',
  '/admin/deliveries',
  '/admin/prices',
  '/admin/prices/1',
  '/admin/jobs',
  '/admin/settings',
  '/admin/audit',
] as const;

const OTHERS: readonly (readonly [string, UserOptions])[] = [
  ['a requester', { teams: ['revenue', 'support', 'compliance', 'accounting'] }],
  ['an operator', { roles: ['operator'] }],
  ['a QA agent', { roles: ['qa_agent'] }],
  ['leadership', { roles: ['leadership'] }],
  ['somebody without a role', {}],
];

for (const [who, options] of OTHERS) {
  test(`P5: for ${who} there is nothing at any address of administration, and no way there`, async ({
    person,
    open,
  }) => {
    const page = await open(await person(options), '/requests?view=all');
    for (const path of PAGES) {
      await page.goto(path);
      await expect(
        page.getByRole('heading', { name: 'There is nothing here' }),
        path,
      ).toBeVisible();
      await expect(page.getByRole('navigation', { name: 'Administration' }), path).toHaveCount(0);
      await expect(page.getByRole('link', { name: 'Admin', exact: true }), path).toHaveCount(0);
    }
  });
}

test('P5: nobody sees an admin page without signing in', async ({ open, watch }) => {
  watch.expectStatus(401);
  const page = await open(null, '/sign-in');
  for (const path of PAGES) {
    await page.goto(path);
    await expect(page, path).toHaveURL(/\/sign-in\?back=/);
  }
});

test('P5: an admin comes to each page by its tab, in one order, at phone width too', async ({
  person,
  open,
}) => {
  const page = await open(await person({ roles: ['admin'] }), '/admin');
  const tabs = page.getByRole('navigation', { name: 'Administration' }).getByRole('link');
  const names = [
    'Users',
    'Requests',
    'Notifications',
    'Deliveries',
    'Price lists',
    'Jobs',
    'Settings',
    'Audit log',
  ];
  await expect(tabs).toHaveText(names);
  await expect(page).toHaveURL('/admin/users');
  await page.setViewportSize({ width: 390, height: 844 });
  for (const [at, name] of names.entries()) {
    await tabs.nth(at).click();
    await expect(tabs.nth(at)).toHaveAttribute('aria-current', 'page');
    await expect(tabs.nth(at)).toBeInViewport();
    await expect(page.getByRole('heading', { level: 1 }), name).toBeVisible();
  }
});

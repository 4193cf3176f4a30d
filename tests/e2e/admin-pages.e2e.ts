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

/** Of 1440 by 900 at 200 %. */
const ZOOMED = { width: 720, height: 450 };

/** The name of what has the focus when a bar or a dialog's foot covers its middle; null when it is in sight. */
function coveredFocus(): string | null {
  const focused = document.activeElement;
  if (focused === null || focused === document.body) return null;
  const { left, top, width, height } = focused.getBoundingClientRect();
  // What is only for screen readers is nowhere to be seen.
  if (width <= 1 || height <= 1) return null;
  const seen = document.elementFromPoint(left + width / 2, top + height / 2);
  const isSeen =
    seen !== null &&
    (focused.contains(seen) || seen.contains(focused) || seen.closest('label') !== null);
  return isSeen ? null : (focused.getAttribute('aria-label') ?? focused.outerHTML.slice(0, 120));
}

test('at 200 % zoom nothing that the keyboard reaches hides behind a bar', async ({
  person,
  open,
}) => {
  const user = await person({ roles: ['admin'] });
  const page = await open(user, '/admin');
  await page.setViewportSize(ZOOMED);
  for (const path of [
    `/admin/users/${user.id}`,
    '/admin/notifications',
    '/admin/requests',
    '/admin/settings',
    '/admin/audit',
  ]) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 }), path).toBeVisible();
    await expect(page.locator('.mantine-Skeleton-root'), path).toHaveCount(0);
    for (let press = 0; press < 30; press += 1) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(coveredFocus), `${path}, Tab ${press + 1}`).toBeNull();
    }
  }
  await page.goto('/admin/users');
  await page.getByRole('button', { name: 'New user' }).click();
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Email' })).toBeFocused();
  for (let press = 0; press < 18; press += 1) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(coveredFocus), `New user, Tab ${press + 1}`).toBeNull();
  }
});

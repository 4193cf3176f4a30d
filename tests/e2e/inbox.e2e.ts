import type { Locator, Page } from '@playwright/test';
import { expect, inboxAddress, test } from '../helpers/browser.ts';
import { looksRight } from '../helpers/browser-axe.ts';
import { formOn } from '../helpers/browser-form.ts';
import { submitted } from '../helpers/browser-pages.ts';
import { story } from '../helpers/browser-story.ts';

/** What `npm start` shows of what is sent: the local inbox, with everything in between real. */

const SOON = { timeout: 20_000 };

async function inboxPage(page: Page, path: string): Promise<Page> {
  const inbox = await page.context().newPage();
  await inbox.goto(`${inboxAddress()}${path}`);
  return inbox;
}

/** What a mail says. Read from the page around it: in its frame not even a test may run a script. */
const said = (frame: Locator): Promise<string> =>
  frame.evaluate((element) =>
    element instanceof HTMLIFrameElement ? (element.contentDocument?.body.textContent ?? '') : '',
  );

test('section 8: a new request appears as a mail, a Slack message and a Telegram message on open pages', async ({
  person,
  open,
}) => {
  const user = await person({ teams: ['revenue'] });
  const page = await open(user, '/new/user_records');
  const mail = await inboxPage(page, '/?to=operations%40example.com');
  const slack = await inboxPage(page, '/slack');
  const telegram = await inboxPage(page, '/telegram?chat=-1001234567890');

  await page.bringToFront();
  const form = formOn(page);
  await form.write('Partner', 'Northwind <b>Homes</b>');
  await form.write('Link', 'https://example.com/users');
  const code = await submitted(page, 'UR');

  // None of the pages is loaded again: they hear of it themselves.
  await mail.bringToFront();
  const thread = mail.getByRole('link', {
    name: `[${code}] User records – Northwind <b>Homes</b>`,
  });
  await expect(thread).toBeVisible(SOON);
  await thread.click();
  await expect(mail.getByRole('heading', { level: 2 })).toContainText(`[${code}]`);
  const letter = mail.locator('iframe').first();
  await expect.poll(() => said(letter)).toContain(`${user.name} submitted a new request`);
  expect(await said(letter)).toContain('Northwind <b>Homes</b>');

  await slack.bringToFront();
  const posted = slack.getByRole('article').filter({ hasText: code });
  await expect(posted.getByRole('link', { name: code })).toBeVisible(SOON);
  await expect(posted).toContainText(`${user.name} submitted a new request`);

  await telegram.bringToFront();
  const written = telegram.getByRole('article').filter({ hasText: code });
  await expect(written).toContainText(`${user.name} submitted a new request`, SOON);
});

test('N1: what happens next stands in the same Slack thread, with its mention and its reaction', async ({
  person,
  open,
  api,
  db,
}) => {
  const { code, requester, operator } = await story({ person, api }, 'user_records', 'in_progress');
  const member = `U0E2E${requester.id}`;
  await db
    .updateTable('users')
    .set({ slack_member_id: member })
    .where('id', '=', requester.id)
    .execute();
  const slack = await open(null, `${inboxAddress()}/slack`);
  const thread = slack.getByRole('article').filter({ hasText: code });
  await expect(thread).toHaveCount(1, SOON);
  await api(operator).act(code, 'block', { reason: 'Which *sheet* is **meant**? \\<!channel>' });
  await expect(thread.getByText('1 reply')).toBeVisible(SOON);
  await expect(thread.getByText(`@${member}`)).toBeVisible();
  await expect(thread.locator('.reactions')).toContainText('octagonal_sign');
  await expect(thread.locator('blockquote')).toContainText('<!channel>');
  await expect(thread.locator('.alarm')).toHaveCount(0);
});

test('section 1: a Telegram account is linked by pressing Start, and direct messages arrive', async ({
  person,
  open,
  api,
}) => {
  const user = await person({ teams: ['revenue'] });
  const page = await open(user, '/profile');
  const section = page.getByRole('region', { name: 'Telegram' });
  await section.getByRole('button', { name: 'Link Telegram' }).click();
  const link = await section.getByRole('link', { name: 'Open Telegram' }).getAttribute('href');
  expect(link).toMatch(`${inboxAddress()}/telegram/start/`);

  const telegram = await page.context().newPage();
  await telegram.goto(link ?? '');
  await telegram.getByRole('textbox', { name: 'First name' }).fill('Sam');
  const id = await telegram.getByRole('textbox', { name: 'user id' }).inputValue();
  await telegram.getByRole('button', { name: 'Press Start' }).click();
  await expect(telegram).toHaveURL(`${inboxAddress()}/telegram?chat=${id}`);
  await expect(telegram.getByRole('article').filter({ hasText: user.name })).toBeVisible(SOON);

  await page.bringToFront();
  await expect(section.getByText('Your Telegram account is linked.')).toBeVisible(SOON);

  const code = await api(user).create('user_records', {
    partnerName: 'Northwind',
    link: 'https://example.com/users',
  });
  const operator = await person({ roles: ['operator'] });
  await api(operator).act(code, 'block', { reason: 'Which sheet?' });
  await telegram.bringToFront();
  const direct = telegram.getByRole('article').filter({ hasText: code });
  await expect(direct).toContainText(`${operator.name} blocked your request`, SOON);
});

for (const [name, path] of [
  ['Slack', '/slack'],
  ['Telegram', '/telegram?chat=-1001234567890'],
  ['start', '/telegram/start/requests_bot?start=example'],
] as const) {
  test(`the inbox is readable wide and narrow, light and dark: ${name}`, async ({
    person,
    open,
    api,
  }) => {
    const { code } = await story({ person, api }, 'user_records', 'blocked');
    const page = await open(null, `${inboxAddress()}${path}`);
    if (name !== 'start') {
      await expect(page.getByRole('article').filter({ hasText: code }).first()).toBeVisible(SOON);
    }
    await looksRight(page, `inbox ${name}`);
  });
}

test('the preview follows its pickers, and a mail in it is as high as it needs', async ({
  open,
}) => {
  const page = await open(null, `${inboxAddress()}/preview`);
  await page.getByLabel('Event').selectOption({ label: 'Blocked' });
  await page.waitForURL(/event=request_blocked/);
  await page.getByLabel('Request type').selectOption({ label: 'Property records' });
  await page.waitForURL(/type=property_records/);
  const frame = page.locator('iframe');
  await expect.poll(() => said(frame)).toContain('blocked your request');
  await expect
    .poll(() =>
      frame.evaluate((element) => {
        const inside = (element as HTMLIFrameElement).contentDocument?.documentElement;
        return inside === undefined || inside === null
          ? null
          : inside.scrollHeight - element.clientHeight;
      }),
    )
    .toBe(0);
  await page.getByLabel('Mail width').selectOption({ label: '390 px' });
  await page.waitForURL(/width=phone/);
  await expect.poll(async () => (await frame.boundingBox())?.width).toBeLessThanOrEqual(392);
  await page.getByLabel('Mail colours').selectOption({ label: 'Dark' });
  await page.waitForURL(/scheme=dark/);
  const background = () =>
    frame.evaluate((element) => {
      const inside = element instanceof HTMLIFrameElement ? element.contentDocument?.body : null;
      return inside ? getComputedStyle(inside).backgroundColor : null;
    });
  await expect.poll(() => said(frame)).toContain('blocked your request');
  const dark = await background();
  await page.getByLabel('Mail colours').selectOption({ label: 'Light' });
  await page.waitForURL(/scheme=light/);
  await expect.poll(() => said(frame)).toContain('blocked your request');
  expect(await background()).not.toBe(dark);
});

import type { Page } from '@playwright/test';
import { expect, inboxAddress } from './browser.ts';

/** Long enough for the worker of a busy machine. */
const SOON = { timeout: 20_000 };

/**
 * The address of the one-time link that was mailed to somebody, as a path of the platform. Read from
 * the page around the mail: in its frame not even a test may run a script.
 */
export async function linkMailedTo(page: Page, to: string, subject: RegExp): Promise<string> {
  const inbox = await page.context().newPage();
  await inbox.goto(`${inboxAddress()}/?to=${encodeURIComponent(to)}`);
  const thread = inbox.getByRole('link', { name: subject });
  await expect(thread).toBeVisible(SOON);
  await thread.click();
  const hrefs = () =>
    inbox
      .locator('iframe')
      .first()
      .evaluate((frame) =>
        frame instanceof HTMLIFrameElement
          ? [...(frame.contentDocument?.links ?? [])].map(({ href }) => href)
          : [],
      );
  const isOurs = (href: string) => new URL(href).pathname === '/account-link';
  await expect.poll(async () => (await hrefs()).some(isOurs), SOON).toBe(true);
  const found = (await hrefs()).find(isOurs);
  await inbox.close();
  if (found === undefined) throw new Error(`The mail to ${to} has no link`);
  const { pathname, hash } = new URL(found);
  return pathname + hash;
}

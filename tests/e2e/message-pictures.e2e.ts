import { statSync } from 'node:fs';
import { expect, inboxAddress, test } from '../helpers/browser.ts';

/**
 * Keeps pictures of a few messages in `test-results`, for a person to look at after a change of the
 * renderers: what only eyes can judge. What a picture must not be is checked here.
 */
const KEPT = [
  ['new_request_created', 'user_records'],
  ['request_pending_approval', 'deactivation_toggle'],
  ['request_blocked', 'property_records'],
  ['request_completed', 'xml_files'],
  ['comment_mention', 'stripe_disputes'],
] as const;

for (const [event, type] of KEPT) {
  for (const scheme of ['light', 'dark'] as const) {
    test(`a picture of ${event} for ${type}, ${scheme}, wide and on a phone`, async ({
      open,
    }, testInfo) => {
      for (const width of ['full', 'phone'] as const) {
        const query = new URLSearchParams({ event, type, scheme, width });
        const page = await open(null, `${inboxAddress()}/preview?${query}`);
        await page.emulateMedia({ colorScheme: scheme });
        // It grows to what is in it.
        const height = async () => (await page.locator('iframe').boundingBox())?.height;
        await expect.poll(height).toBeGreaterThan(250);
        const path = testInfo.outputPath(`${event}-${type}-${scheme}-${width}.png`);
        await page.screenshot({ path, fullPage: true });
        // An empty page makes a picture of next to nothing.
        expect(statSync(path).size).toBeGreaterThan(20_000);
        await page.close();
      }
    });
  }
}

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { DESKTOP, PHONE } from './browser.ts';

/** Colours do not depend on the width, nor structure on the colours: axe asks each once. */
const LOOKS = [
  { colorScheme: 'light', viewport: DESKTOP, isForAxe: true },
  { colorScheme: 'dark', viewport: DESKTOP, isForAxe: false },
  { colorScheme: 'light', viewport: PHONE, isForAxe: false },
  { colorScheme: 'dark', viewport: PHONE, isForAxe: true },
] as const;

/**
 * Looks at what stands on the page now, wide and narrow, light and dark: nothing serious for axe,
 * no page that scrolls sideways. With SCREENSHOTS set to a folder, pictures for a person's eyes.
 */
export async function looksRight(page: Page, name: string): Promise<void> {
  for (const { colorScheme, viewport, isForAxe } of LOOKS) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize(viewport);
    await settled(page);
    const look = `${name}, ${colorScheme}, ${viewport.width} px`;
    await takePicture(page, `${name} ${viewport.width} ${colorScheme}`);
    if (isForAxe) expect.soft(await violationsOf(page), look).toEqual([]);
    // A table that becomes cards takes a moment.
    await expect
      .configure({ soft: true })
      .poll(() => page.evaluate(sidewaysOverflow), `${look}: the page scrolls sideways`)
      .toBe(0);
  }
}

const sidewaysOverflow = (): number =>
  document.documentElement.scrollWidth - document.documentElement.clientWidth;

async function violationsOf(page: Page): Promise<readonly string[]> {
  // Where nothing is framed the page is asked at once, in half the time, and only what is wrong is
  // written down.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(page.frames().length === 1)
    .options({ resultTypes: ['violations'] })
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
    );
}

/** Skeletons are gone, and what moves has arrived. */
async function settled(page: Page): Promise<void> {
  await expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0);
  await page.evaluate(async () => {
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
  });
}

async function takePicture(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (folder === undefined || folder === '') return;
  mkdirSync(folder, { recursive: true });
  const file = `${name.replaceAll(/[^a-z0-9]+/gi, '-').toLowerCase()}.png`;
  await page.screenshot({ path: join(folder, file) });
}

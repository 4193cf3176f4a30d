import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type Browser, chromium, type Locator, type Page } from '@playwright/test';
import { fail, PlainError } from '../../src/server/plain-error.ts';
import { browserOptions } from '../browser/browser.ts';
import { freePort } from '../embedded/postgres.ts';
import { type Platform, startPlatform } from '../platform/platform.ts';
import { sampleData } from '../platform/sample.ts';
import { stopOnSignals } from '../platform/signals.ts';
import { buildWebIfStale } from '../platform/web-build.ts';
import { beACompany } from './company.ts';
import { SCENES, type Scene } from './scenes.ts';

/**
 * `npm run docs:pictures`: takes the pictures of README.md and docs/admin.md from the sample data, on a
 * platform of its own in a temporary folder.
 */

const docs = resolve(import.meta.dirname, '../../docs');
const MOST_BYTES = 120_000;
const WIDTH = 1440;
const MARGIN = 12;
const say = (sentence: string): void => console.log(sentence);

let platform: Platform | undefined;
stopOnSignals(() => platform, say);

/** @returns what is wrong with the picture, or null */
async function take(page: Page, { file, height, show, part }: Scene): Promise<string | null> {
  const path = join(docs, file);
  mkdirSync(dirname(path), { recursive: true });
  await page.setViewportSize({ width: WIDTH, height });
  await show(page);
  // Counts arrive after the rest.
  await page.waitForLoadState('networkidle');
  const clip = part === undefined ? null : await areaOf(part(page), height);
  await page.screenshot({
    path,
    animations: 'disabled',
    caret: 'hide',
    ...(clip === null ? {} : { clip }),
  });
  const { size } = statSync(path);
  say(`${file}: ${Math.ceil(size / 1_000)} kB`);
  return size > MOST_BYTES ? `${file} has ${size} bytes; at most ${MOST_BYTES}.` : null;
}

/** The part with a margin, as far as the window shows it. */
async function areaOf(part: Locator, height: number) {
  const box = await part.boundingBox();
  if (box === null) throw new PlainError('A part that a picture is to show is not on the page.');
  const left = Math.max(0, box.x - MARGIN);
  const top = Math.max(0, box.y - MARGIN);
  return {
    x: left,
    y: top,
    width: Math.min(WIDTH, box.x + box.width + MARGIN) - left,
    height: Math.min(height, box.y + box.height + MARGIN) - top,
  };
}

async function takeAll(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'requests-pictures-'));
  let browser: Browser | undefined;
  try {
    await buildWebIfStale(say);
    const port = await freePort();
    platform = await startPlatform({
      dataDir: folder,
      host: '127.0.0.1',
      port,
      durable: false,
      fill: sampleData(),
      inbox: { near: port },
      say,
    });
    browser = await chromium.launch(await browserOptions());
    const context = await browser.newContext({
      baseURL: platform.address,
      colorScheme: 'light',
      reducedMotion: 'reduce',
      locale: 'en-GB',
      timezoneId: 'Europe/London',
    });
    await beACompany(context.request);
    const page = await context.newPage();
    const problems: string[] = [];
    for (const scene of SCENES) {
      const problem = await take(page, scene);
      if (problem !== null) problems.push(problem);
    }
    if (problems.length > 0) throw new PlainError(problems.join('\n'));
  } finally {
    await browser?.close();
    await platform?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

takeAll().catch(fail);

import { writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { settle } from './settle.ts';

export const looks = [
  { name: 'light', colorScheme: 'light', width: 1280, height: 800 },
  { name: 'dark', colorScheme: 'dark', width: 1280, height: 800 },
  { name: 'phone-light', colorScheme: 'light', width: 390, height: 844 },
  { name: 'phone-dark', colorScheme: 'dark', width: 390, height: 844 },
] as const;
export type Look = (typeof looks)[number];

/** Shows the page as somebody sees it with that theme and that screen. */
export async function lookAs(page: Page, look: Look): Promise<void> {
  await page.emulateMedia({ colorScheme: look.colorScheme, reducedMotion: 'reduce' });
  await page.setViewportSize({ width: look.width, height: look.height });
  // In another width what the address leads to is somewhere else.
  await page.evaluate(() => document.getElementById(location.hash.slice(1))?.scrollIntoView());
  await settle(page);
}

/** So large may a picture in the repository be, in bytes; and the qualities that are tried for it. Text stays crisp at the first. */
const mostBytes = 60_000;
const qualities = [68, 50, 35] as const;

/** What can be seen of the page, as WebP: a third of the size of a PNG. */
export async function takePicture(page: Page, path: string): Promise<void> {
  const debuggerOf = await page.context().newCDPSession(page);
  for (const quality of qualities) {
    const { data } = await debuggerOf.send('Page.captureScreenshot', { format: 'webp', quality });
    const picture = Buffer.from(data, 'base64');
    await writeFile(path, picture);
    if (picture.length <= mostBytes) break;
  }
  await debuggerOf.detach();
}

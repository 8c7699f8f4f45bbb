import type { Page } from '@playwright/test';
import { expect } from 'vitest';

const sizes = [
  ['desk', 1280, 800],
  ['phone', 390, 844],
] as const;

/**
 * Looks at the page as it is in both themes and two widths: nothing stands out at its side. `SPRINGBOARD_SCREENSHOTS` names a folder for pictures.
 */
export async function fitsEverywhere(page: Page, name: string): Promise<void> {
  const folder = process.env.SPRINGBOARD_SCREENSHOTS;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const [size, width, height] of sizes) {
      await page.setViewportSize({ width, height });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      if (folder) await page.screenshot({ path: `${folder}/${name}-${colorScheme}-${size}.png` });
    }
  }
  const [[, width, height]] = sizes;
  await page.setViewportSize({ width, height });
}

import { type Browser, expect, type Locator, type Page } from '@playwright/test';

/** Opens a sign-in link in a browser of somebody's own, and waits until they are in. */
export async function arrive(browser: Browser, link: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(link);
  await expect(main(page)).toBeVisible();
  return page;
}

function main(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Main' });
}

/** Goes to a page by the bar, and has it loaded anew: what was loaded seconds ago may be shown again. */
export async function goTo(page: Page, name: string): Promise<void> {
  await main(page).getByRole('link', { name, exact: true }).click();
  await page.reload();
}

/** The row of a table in which these words stand. */
export function rowOf(page: Page, table: string, words: string): Locator {
  return page.getByRole('table', { name: table }).getByRole('row').filter({ hasText: words });
}

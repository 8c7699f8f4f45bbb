import { expect, type Page } from '@playwright/test';
import { goTo } from './pages.ts';
import { checkNow, prepared, ready, startLab, task, textOf } from './workspace.ts';

/** From *My path*: reads what stands before a lab, and starts it. Answers the first name in its first task. */
export async function readAndStart(page: Page, text: string, lab: string): Promise<string> {
  await page.getByRole('link', { name: text }).click();
  await page.getByRole('button', { name: `Mark as read: ${text}` }).click();
  await expect(page.getByText('You have read this.')).toBeVisible();
  await goTo(page, 'My path');
  await startLab(page, lab);
  await ready(page);
  return textOf(task(page, 1).locator('code').first());
}

/** Has the first task looked at once more, in vain. */
export async function checkInVain(page: Page): Promise<void> {
  const before = await runsOf(page);
  await checkNow(page);
  // A press that meets a look under way is answered by that one and by one of its own.
  await expect.poll(() => runsOf(page)).toBeGreaterThan(before);
}

async function runsOf(page: Page): Promise<number> {
  return Number(/· (\d+) runs?/.exec((await task(page, 1).textContent()) ?? '')?.[1] ?? 0);
}

/** Writes, or writes anew, and hands it in. */
export async function handIn(page: Page, text: string): Promise<void> {
  await page.getByLabel('Your text, in Markdown').fill(text);
  await page.getByRole('button', { name: 'Hand in' }).click();
}

/** Hands in the second and last task, which is written work, and finishes the lab. */
export async function writeAndFinish(page: Page, text: string): Promise<void> {
  await prepared(page, 2);
  await handIn(page, text);
  await page.getByRole('button', { name: 'Finish the lab' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Finish' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Done' })).toBeVisible({ timeout: 60_000 });
}

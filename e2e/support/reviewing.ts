import type { Page } from '@playwright/test';
import { goTo, rowOf } from './pages.ts';

/** Opens what somebody has handed in, from the list of what waits. */
export async function openWaiting(page: Page, person: string): Promise<void> {
  await goTo(page, 'Reviews');
  await rowOf(page, 'Waiting for a review', person).getByRole('link').click();
}

/** Comments on a line of the text as it was handed in. */
export async function commentOnLine(page: Page, line: number, text: string): Promise<void> {
  await page.getByRole('button', { name: 'By lines' }).click();
  await page.getByRole('button', { name: `Comment on line ${line}`, exact: true }).click();
  await page.getByLabel('Your comment').fill(text);
  await page.getByRole('button', { name: 'Comment', exact: true }).click();
}

/** Marks the work by its rubric; says a word on the whole. */
export async function mark(
  page: Page,
  marks: Readonly<Record<string, 'Full' | 'Half' | 'None'>>,
  whole = '',
): Promise<void> {
  for (const [criterion, level] of Object.entries(marks))
    await page
      .getByRole('group', { name: criterion })
      .getByRole('radio', { name: new RegExp(`^${level}`) })
      .check();
  await page.getByLabel('A word on the whole').fill(whole);
}

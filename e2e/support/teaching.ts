import { expect, type Page } from '@playwright/test';

export interface Chapter {
  readonly title: string;
  readonly text: string;
  /** Words that were printed at its moment; null: it begins at the beginning. */
  readonly printed: string | null;
}

/** From the page of a lab that somebody has passed: makes a walk-through of what their terminal showed, and publishes it. */
export async function teach(page: Page, title: string, chapters: readonly Chapter[]): Promise<void> {
  await page.getByRole('button', { name: 'Make a walk-through' }).click();
  await page.getByLabel('Title', { exact: true }).fill(title);
  await page.getByRole('button', { name: 'Show this terminal' }).click();
  for (const chapter of chapters) {
    if (chapter.printed !== null) {
      await page.getByRole('searchbox', { name: 'Search what was printed' }).fill(chapter.printed);
      await page.getByRole('list', { name: 'Found' }).getByRole('button').first().click();
    }
    await page.getByRole('button', { name: 'Chapter here' }).click();
    await page.getByLabel('Title of the chapter').last().fill(chapter.title);
    await page.getByLabel('What there is to say, in Markdown').last().fill(chapter.text);
  }
  await expect(page.getByText('Draft, saved.')).toBeVisible();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(page.getByText('Published, as it is here.')).toBeVisible();
}

/** From the page of its lab: watches a walk-through at its second chapter until what was printed there is played, and rates it. */
export async function watch(page: Page, title: string, second: Chapter): Promise<void> {
  await page.getByRole('link', { name: title }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await page.getByRole('button', { name: `Next: ${second.title}` }).click();
  await expect(page.getByRole('region', { name: 'What is told' })).toContainText(second.text);
  const screen = page.locator('.ap-term-text');
  await screen.focus();
  await page.keyboard.press('Space');
  await expect(screen).toContainText(second.printed ?? '');
  await page.getByRole('radio', { name: '5 of 5' }).check();
  await page.getByRole('button', { name: 'Rate it' }).click();
  await expect(page.getByRole('button', { name: 'Change it' })).toBeVisible();
}

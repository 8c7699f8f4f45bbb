import { expect, type Locator, type Page } from '@playwright/test';
import { goTo } from './pages.ts';
import { screen, task } from './workspace.ts';

/** A learner asks a mentor about the first task. */
export async function ask(page: Page, question: string): Promise<void> {
  await task(page, 1).getByRole('button', { name: 'Ask a mentor' }).click();
  await page.getByLabel('Your question to a mentor').fill(question);
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
}

async function openQuestion(mentor: Page, asker: string): Promise<void> {
  await goTo(mentor, 'Help');
  await mentor.getByRole('navigation', { name: 'Questions' }).getByRole('link', { name: asker }).click();
}

/** A mentor takes a question, sees the words on the screen that came with it, and with the learner's consent on their terminal; then leaves it. */
export async function takeAndLook(
  mentor: Page,
  asker: { readonly name: string; readonly page: Page },
  words: string,
): Promise<void> {
  await openQuestion(mentor, asker.name);
  await expect(mentor.locator('pre').filter({ hasText: words })).toBeVisible();
  await mentor.getByRole('button', { name: 'Take it' }).click();
  await mentor.getByRole('button', { name: 'Ask to follow their terminals' }).click();
  await consent(asker.page).click();
  await expect(screen(mentor)).toContainText(words);
  await mentor.getByRole('button', { name: 'Leave' }).click();
  await mentor.getByRole('link', { name: 'Springboard: all labs' }).click();
}

function consent(page: Page): Locator {
  return page
    .getByRole('region', { name: /wants to follow your terminals$/ })
    .getByRole('button', { name: 'This time' });
}

/** Answers a question that the mentor has taken. */
export async function answer(mentor: Page, asker: string, text: string): Promise<void> {
  await openQuestion(mentor, asker);
  await mentor.getByLabel('Your answer, in Markdown').fill(text);
  await mentor.getByRole('button', { name: 'Answer', exact: true }).click();
}

import { expect, test } from '@playwright/test';
import { underTest } from '../support/e2e.ts';
import { newPersonLink } from '../support/people.ts';
import { signIn } from '../support/workspace.ts';

test('an author edits a lab in the browser: what is wrong and how it reads follow, and nothing is lost by a reload', async ({
  page,
}) => {
  await signIn(page, await newPersonLink(underTest(), 'Ada', ['author']));
  await page.goto(`${underTest().info.url}/edit/linux/first-steps`);
  await expect(page.getByRole('heading', { name: 'Who is listening?' })).toBeVisible();
  await page.locator('.cm-content').click();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type('\nlevle: beginner');
  await page.getByRole('tab', { name: /Problems 1/ }).click();
  await expect(page.getByText('unknown key "levle"', { exact: false }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Test', exact: true })).toBeDisabled();

  await page.reload();
  await expect(page.getByText('one file changed, kept in this browser')).toBeVisible();
  await expect(page.locator('.cm-content')).toContainText('levle');
  await page.getByRole('button', { name: 'Take back' }).click();
  await page.getByRole('button', { name: 'Take it back' }).click();
  await expect(page.locator('.cm-content')).not.toContainText('levle');
  await expect(page.getByText('kept in this browser')).toHaveCount(0);
});

test('reviews and the health of labs show to each role what is theirs, and say what there is', async ({
  browser,
}) => {
  const { url } = underTest().info;
  // Who has passed no lab whose work peers review has nothing to find there, but the page is there.
  for (const [role, inBar, reviews, health] of [
    ['mentor', true, 'Nobody waits for a review', true],
    ['author', false, 'Nobody asks for your review', true],
    ['learner', false, 'Nobody asks for your review', false],
  ] as const) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await signIn(page, await newPersonLink(underTest(), role, [role]));
    await expect(page.getByRole('link', { name: 'Lab health' })).toHaveCount(health ? 1 : 0);
    await expect(page.getByRole('link', { name: 'Reviews' })).toHaveCount(inBar ? 1 : 0);
    await page.goto(`${url}/reviews`);
    await expect(page.getByText(reviews)).toBeVisible();
    if (health) {
      await page.goto(`${url}/health/linux/first-steps`);
      await expect(page.getByText('Tasks and checks')).toBeVisible();
    }
    await context.close();
  }
});

import type { Page } from '@playwright/test';
import { expect, it } from 'vitest';
import { aMe } from '../../testing/a-me.ts';
import { anAttempt } from '../../testing/an-attempt.ts';
import { onPage, pageTest } from '../../testing/page-test.ts';

const openPage = pageTest();

/** The attempt’s page for a manager, whom the API refuses a list of attempts of their own. */
async function asManager(attempt: ReturnType<typeof anAttempt>): Promise<Page> {
  const { api, page } = await openPage(attempt);
  api.answers.set('GET /api/me', () => aMe('Max Manager', ['manager']));
  api.answers.set('GET /api/attempts', () => {
    throw new Error('a manager has no attempts to ask for');
  });
  await page.goto(api.attemptUrl);
  return page;
}

it('a manager reads what goes on, and is offered nothing that is its learner’s to do', async () => {
  const page = await asManager(anAttempt());
  await onPage(page.getByText('You can read it; only they can work in it.')).toBeVisible();
  for (const name of ['Finish', 'Reset', 'Check now', 'Ask a mentor', 'Ask to follow their terminals'])
    await onPage(page.getByRole('button', { name })).toHaveCount(0);
  expect(await page.locator('.terminal').count()).toBe(0);
});

it('a manager reads what came of it, and is not asked to try again', async () => {
  const page = await asManager(
    anAttempt({ state: 'finished', environment: null, finishedAt: '2026-01-05T10:00:00.000Z' }),
  );
  await onPage(page.getByRole('link', { name: 'Timeline' })).toBeVisible();
  await onPage(page.getByRole('button', { name: 'Try again' })).toHaveCount(0);
  await onPage(page.getByRole('link', { name: 'My results' })).toHaveCount(0);
});

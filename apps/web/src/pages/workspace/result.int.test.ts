import type { Page } from '@playwright/test';
import type { AttemptView } from '@springboard/contracts/attempts.ts';
import type { SubmissionVersion } from '@springboard/contracts/submissions.ts';
import { beforeEach, it } from 'vitest';
import { aLineComment, aReview, aSubmission, aVersion } from '../../testing/a-submission.ts';
import { anAttempt, aTask } from '../../testing/an-attempt.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { onPage, pageTest } from '../../testing/page-test.ts';

const openPage = pageTest();
let api: FakeApi;
let page: Page;

/** A finished attempt whose one task is written work in this version. */
function over(version: SubmissionVersion): AttemptView {
  const { work } = aSubmission([version]);
  const task = aTask({ kind: 'written', status: 'passed', title: 'Why it happened', checks: [], hints: [] });
  return anAttempt({
    state: 'finished',
    environment: null,
    finishedAt: '2026-01-05T10:00:00.000Z',
    tasks: [{ ...task, work: { ...work, draft: null } }],
  });
}

beforeEach(async () => {
  ({ api, page } = await openPage(over(aVersion())));
});

it('shows what a reviewer has said since it was looked at last, by lines where they spoke of lines', async () => {
  await page.goto(api.attemptUrl);
  await onPage(page.getByText('In review', { exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'All labs' }).click();
  await onPage(page).toHaveURL(`${api.url}/labs`);
  const reviews = [aReview({ decision: 'return' })];
  api.push(over(aVersion({ state: 'returned', reviews, comments: [aLineComment()] })));
  await page.goBack();
  await onPage(page.getByText('Your reviewer asks for another version')).toBeVisible();
  await onPage(page.getByRole('article', { name: 'Comment by Max Oduya on line 3' })).toBeVisible();
});

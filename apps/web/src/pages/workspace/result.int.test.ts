import { type Browser, type Page, expect as playwrightExpect } from '@playwright/test';
import type { AttemptView } from '@springboard/contracts/attempts.ts';
import type { SubmissionVersion } from '@springboard/contracts/submissions.ts';
import { afterAll, afterEach, beforeAll, beforeEach, it } from 'vitest';
import { aLineComment, aReview, aSubmission, aVersion } from '../../testing/a-submission.ts';
import { anAttempt, aTask } from '../../testing/an-attempt.ts';
import { buildPage } from '../../testing/build-page.ts';
import { FakeApi } from '../../testing/fake-api.ts';
import { launchChromium } from '../../testing/launch-chromium.ts';

/** On two cores that do other things, too, a page takes its time. */
const onPage = playwrightExpect.configure({ timeout: 60_000 });

let files: Map<string, string | Uint8Array>;
let browser: Browser;
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

beforeAll(async () => {
  files = await buildPage();
  browser = await launchChromium('--disable-gpu');
});
afterAll(async () => {
  await browser?.close();
});
beforeEach(async () => {
  api = await new FakeApi(files, over(aVersion()), () => null).listen();
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
});
afterEach(async () => {
  await page.close();
  await api.close();
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

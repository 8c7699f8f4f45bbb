import { type Browser, type Page, expect as playwrightExpect } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { aMe } from '../../testing/a-me.ts';
import { anAttempt } from '../../testing/an-attempt.ts';
import { buildPage } from '../../testing/build-page.ts';
import { FakeApi } from '../../testing/fake-api.ts';
import { launchChromium } from '../../testing/launch-chromium.ts';

/** On two cores that do other things, too, a page takes its time. */
const onPage = playwrightExpect.configure({ timeout: 60_000 });

let files: Map<string, string | Uint8Array>;
let browser: Browser;
let api: FakeApi;
let page: Page;

beforeAll(async () => {
  files = await buildPage();
  browser = await launchChromium('--disable-gpu');
});
afterAll(async () => {
  await browser?.close();
});
beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
});
afterEach(async () => {
  await page.close();
  await api.close();
});

/** A manager, whom the API refuses a list of attempts of their own. */
async function asManager(attempt: ReturnType<typeof anAttempt>): Promise<void> {
  api = await new FakeApi(files, attempt, () => null).listen();
  api.answers.set('GET /api/me', () => aMe('Max Manager', ['manager']));
  api.answers.set('GET /api/attempts', () => {
    throw new Error('a manager has no attempts to ask for');
  });
  await page.goto(api.attemptUrl);
}

it('a manager reads what goes on, and is offered nothing that is its learner’s to do', async () => {
  await asManager(anAttempt());
  await onPage(page.getByText('You can read it; only they can work in it.')).toBeVisible();
  for (const name of ['Finish', 'Reset', 'Check now', 'Ask a mentor', 'Ask to follow their terminals'])
    await onPage(page.getByRole('button', { name })).toHaveCount(0);
  expect(await page.locator('.terminal').count()).toBe(0);
});

it('a manager reads what came of it, and is not asked to try again', async () => {
  await asManager(
    anAttempt({ state: 'finished', environment: null, finishedAt: '2026-01-05T10:00:00.000Z' }),
  );
  await onPage(page.getByRole('link', { name: 'Timeline' })).toBeVisible();
  await onPage(page.getByRole('button', { name: 'Try again' })).toHaveCount(0);
  await onPage(page.getByRole('link', { name: 'My results' })).toHaveCount(0);
});

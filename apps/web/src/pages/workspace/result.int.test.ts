import { type Browser, type Page, expect as playwrightExpect } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, it } from 'vitest';
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

const over = (score: number) =>
  anAttempt({
    state: 'finished',
    environment: null,
    finishedAt: '2026-01-05T10:00:00.000Z',
    score,
    maxScore: 20,
  });

beforeAll(async () => {
  files = await buildPage();
  browser = await launchChromium('--disable-gpu');
});
afterAll(async () => {
  await browser?.close();
});
beforeEach(async () => {
  api = await new FakeApi(files, over(10), () => null).listen();
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
});
afterEach(async () => {
  await page.close();
  await api.close();
});

it('shows what a reviewer has said since it was looked at last', async () => {
  const sum = page.getByRole('row', { name: /^Score/ });
  await page.goto(api.attemptUrl);
  await onPage(sum).toContainText('10 / 20');
  await page.getByRole('link', { name: 'All labs' }).click();
  await onPage(page).toHaveURL(`${api.url}/labs`);
  api.push(over(17.5));
  await page.goBack();
  await onPage(sum).toContainText('17.5 / 20');
});

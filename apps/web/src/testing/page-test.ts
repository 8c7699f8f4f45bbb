import { type Browser, type BrowserContextOptions, expect, type Page } from '@playwright/test';
import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { anAttempt } from './an-attempt.ts';
import { builtPage } from './built-page.ts';
import { FakeApi } from './fake-api.ts';
import type { PageFiles } from './kept-page.ts';
import { launchChromium } from './launch-chromium.ts';

/** Playwright's `expect`. On two cores that do other things, too, a page takes its time. */
export const onPage = expect.configure({ timeout: 60_000 });

/** What is other than usual around a page. */
export interface Circumstances extends Pick<BrowserContextOptions, 'timezoneId'> {
  /** What is answered to who wants to open a terminal; there is none by default. */
  readonly ticket?: () => unknown;
}

/** Opens an empty page beside an API that has this attempt. Both are the running test's own, and end with it. */
export type OpenPage = (
  attempt?: AttemptView,
  circumstances?: Circumstances,
) => Promise<{ readonly api: FakeApi; readonly page: Page }>;

/**
 * For a file of tests of the page: one Chromium for all of them, with these switches. What is returned opens a page: call it in `beforeEach`
 * or in a test.
 */
export function pageTest(switches: readonly string[] = ['--disable-gpu']): OpenPage {
  let files: PageFiles;
  let browser: Browser | undefined;
  beforeAll(async () => {
    files = await builtPage();
    browser = await launchChromium(...switches);
  });
  afterAll(async () => {
    await browser?.close();
  });
  return async (attempt = anAttempt(), { ticket = () => null, ...more } = {}) => {
    if (browser === undefined) throw new Error('a page opens in beforeEach or in a test');
    const api = await new FakeApi(files, attempt, ticket).listen();
    onTestFinished(() => api.close());
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...more });
    onTestFinished(() => context.close());
    return { api, page: await context.newPage() };
  };
}

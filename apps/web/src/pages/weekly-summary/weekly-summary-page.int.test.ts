import type { Page } from '@playwright/test';
import { beforeEach, expect, it } from 'vitest';
import { aMe } from '../../testing/a-me.ts';
import { aTeamWeek, aWeeklySummary } from '../../testing/a-weekly-summary.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { onPage, pageTest } from '../../testing/page-test.ts';

const openPage = pageTest();
let api: FakeApi;
let page: Page;

const me = aMe('Mara Manager', ['manager']);
const text = 'The week from 23 Nov to 26 Nov: 2 passed, 1 stuck, 1 late.\n\n\nSTORAGE (4 people)';

beforeEach(async () => {
  ({ api, page } = await openPage());
  api.answers.set('GET /api/me', () => me);
  api.answers.set('GET /api/weekly-summary', () => aWeeklySummary([aTeamWeek()], text));
});

it('is previewed from the settings: who passed, is stuck or late, and leads to them', async () => {
  api.answers.set('GET /api/notice-choices', () => ({
    offered: ['page', 'mail'],
    choices: [{ kind: 'weekly-summary', channels: ['page'] }],
  }));
  await page.goto(`${api.url}/settings`);
  const byMail = page.getByRole('checkbox', { name: 'On Mondays: the week of the teams I look after: Mail' });
  await onPage(byMail).toBeVisible();
  await page.getByRole('link', { name: 'Preview this week’s summary' }).click();
  await onPage(page.getByRole('heading', { name: 'Storage' })).toBeVisible();
  const passed = page.getByRole('listitem').filter({ hasText: 'First steps on a Linux host' });
  await onPage(passed).toContainText('Lena Fischer');
  await onPage(page.getByRole('heading', { name: 'Stuck now 1' })).toBeVisible();
  const stuck = page.getByRole('listitem').filter({ hasText: 'Find what fills it' });
  await onPage(stuck.getByRole('link', { name: 'Ada Sample' })).toHaveAttribute('href', /^\/attempts\//);
  const taught = page.getByRole('listitem').filter({ hasText: '4.5 stars of 5 by 2 people' });
  await onPage(taught).toContainText('Lena Fischer');
  await onPage(page.getByText('“A pool, and what I check first”, of “A pool for backups”')).toBeVisible();
  await onPage(page.getByText('Work that waits for a review: 3, the oldest from 4 days ago')).toBeVisible();
  await onPage(page.getByText('STORAGE (4 people)')).toBeHidden();
  await page.getByText('As a mail').focus();
  await page.keyboard.press('Enter');
  await onPage(page.getByText('STORAGE (4 people)')).toBeVisible();
});

it('says what an empty week, no team and a failure are', async () => {
  const walkthroughs = { published: [], rated: [] };
  const quiet = aTeamWeek({ passed: [], stuck: [], late: [], gained: [], expiring: [], walkthroughs });
  api.answers.set('GET /api/weekly-summary', () => aWeeklySummary([quiet], null));
  await page.goto(`${api.url}/weekly-summary`);
  await onPage(page.getByRole('heading', { name: 'Nothing to tell so far' })).toBeVisible();
  api.answers.set('GET /api/weekly-summary', () => aWeeklySummary([], null));
  await page.reload();
  await onPage(page.getByRole('heading', { name: 'You look after no team' })).toBeVisible();
  api.answers.delete('GET /api/weekly-summary');
  await page.reload();
  await onPage(page.getByRole('button', { name: 'Try again' })).toBeVisible();
});

it('has nothing that is wider than a phone', async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${api.url}/weekly-summary`);
  await page.getByText('As a mail').click();
  await onPage(page.getByText('STORAGE (4 people)')).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

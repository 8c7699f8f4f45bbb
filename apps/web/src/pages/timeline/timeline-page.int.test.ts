import type { Page } from '@playwright/test';
import { beforeEach, expect, it } from 'vitest';
import { after, aRun, aTimeline, timelineStart, weeksOfTimeline } from '../../testing/a-timeline.ts';
import { anAttempt } from '../../testing/an-attempt.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { onPage, pageTest } from '../../testing/page-test.ts';

const openPage = pageTest();
let api: FakeApi;
let page: Page;

const { id } = aTimeline().attempt;
const address = `/api/attempts/${id}/timeline`;
/** Ranges that were asked for, their length in minutes. */
let asked: number[];

beforeEach(async () => {
  asked = [];
  ({ api, page } = await openPage(anAttempt({ id }), { timezoneId: 'UTC' }));
  api.policyOf = () =>
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'";
  api.answers.set(`GET ${address}`, () => aTimeline());
});

const open = async () => {
  await page.goto(`${api.url}/attempts/${id}/timeline`);
  await onPage(page.getByRole('heading', { level: 1 })).toHaveText('Timeline');
};
const failed = () => page.getByRole('button', { name: /^09:12:00 Not yet: The pool exists/ });
const range = () => page.getByRole('status').filter({ hasText: '–' });
const table = () => page.getByRole('table', { name: 'Events in this part of the attempt' });

it('leads from a failed check to the screen of that second, in the chart and in the table', async () => {
  await open();
  await onPage(page.getByText('took 1 h, 20 min of it paused')).toBeVisible();
  await failed().click();
  const chosen = page.getByRole('region', { name: 'What is chosen' });
  await onPage(chosen).toContainText('The pool has size 2.');
  const screen = chosen.getByRole('link', { name: /^Screen of ceph1, terminal 1 at 09:12:03/ });
  const href = await screen.getAttribute('href');
  expect(href).toContain(`/attempts/${id}/recordings/ceph1-1-${timelineStart + 72_000}`);
  expect(href).toContain(`at=${timelineStart + 12 * 60_000 + 3_000}`);
  await onPage(screen).toHaveAttribute('target', '_blank');
  const row = table().getByRole('row').filter({ hasText: 'The pool has size 2.' });
  await onPage(row.getByRole('link')).toHaveAttribute('href', href ?? '');
});

it('is zoomed by buttons, keys, the wheel and a dragged range, and the table follows', async () => {
  await open();
  await onPage(range()).toContainText('(1 h)');
  await onPage(table().getByRole('row')).toHaveCount(17);
  await page.getByRole('button', { name: 'Zoom in', exact: true }).click();
  await onPage(range()).toContainText('(30 min)');
  await page.getByRole('button', { name: 'Show all' }).click();
  await onPage(range()).toContainText('(1 h)');

  await failed().focus();
  await page.keyboard.press('+');
  await onPage(range()).toContainText('(30 min)');
  await page.keyboard.press('0');
  await onPage(range()).toContainText('(1 h)');

  const chart = page.getByRole('group', { name: /^Chart of the attempt/ });
  const box = await chart.boundingBox();
  if (box === null) throw new Error('the chart is not drawn');
  const [left, width] = [box.x + 160, box.width - 160];
  await page.mouse.move(left + width / 2, box.y + box.height - 10);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -400);
  await page.keyboard.up('Control');
  await onPage(range()).not.toContainText('(1 h)');
  await page.getByRole('button', { name: 'Show all' }).click();

  // From the tenth to the fifteenth minute, in the empty line of what must hold.
  await page.mouse.move(left + width / 6, box.y + box.height - 10);
  await page.mouse.down();
  await page.mouse.move(left + width / 5, box.y + box.height - 10);
  await page.mouse.move(left + width / 4, box.y + box.height - 10);
  await page.mouse.up();
  await onPage(range()).toContainText('(5 min)');
  await onPage(table().getByRole('row')).toHaveCount(4);
  await onPage(table()).toContainText('Hint 1 of Create a pool');
});

it('is one stop of Tab, whose arrows go from sign to sign', async () => {
  await open();
  await onPage(failed()).toBeVisible();
  expect(await page.locator('[data-mark][tabindex="0"]').count()).toBe(1);
  await page.getByRole('button', { name: /^09:05:00 Not yet/ }).focus();
  await page.keyboard.press('ArrowRight');
  await onPage(failed()).toBeFocused();
  await page.keyboard.press('Enter');
  await onPage(failed()).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('ArrowDown');
  await onPage(page.getByRole('button', { name: /^09:47:00 Environment broken/ })).toBeFocused();
});

it('leaves out what the filters say, in both', async () => {
  await open();
  await page.getByRole('button', { name: 'Failed checks only' }).click();
  await onPage(page.getByRole('button', { name: /Passed: The pool exists/ })).toHaveCount(0);
  await onPage(table()).not.toContainText('Passed: The pool exists');
  await page.getByRole('button', { name: 'Environment', exact: true }).click();
  await onPage(table()).not.toContainText('Attempt started');
  await onPage(page.getByRole('group', { name: 'Environment', exact: true })).toHaveCount(0);
});

it('asks for the runs of a part of a long attempt one by one', async () => {
  const weeks = weeksOfTimeline();
  api.answers.set(`GET ${address}`, () => weeks);
  await page.route(
    (url) => url.pathname === address && url.search !== '',
    async (route) => {
      const query = new URL(route.request().url()).searchParams;
      const [from = '', until = ''] = [query.get('from') ?? '', query.get('until') ?? ''];
      asked.push((Date.parse(until) - Date.parse(from)) / 60_000);
      const items = [aRun(5, { text: 'run by itself', runId: 1 }), aRun(6, { runId: 2 })];
      await route.fulfill({
        json: aTimeline({ ...weeks, range: { from, until }, resolutionMs: null, items }),
      });
    },
  );
  await open();
  await onPage(page.getByRole('button', { name: /× Environment broken/ }).first()).toBeVisible();
  expect(asked).toEqual([]);
  await page
    .getByRole('button', { name: /× Environment broken/ })
    .first()
    .focus();
  for (let step = 0; step < 9; step++) await page.keyboard.press('+');
  for (let step = 0; step < 40; step++) await page.keyboard.press('Shift+ArrowLeft');
  for (let step = 0; step < 8; step++) await page.keyboard.press('Shift+ArrowLeft');
  await onPage(range()).toContainText('5 Jan, 09:00:00');
  await onPage(table()).toContainText('run by itself');
  expect(Math.min(...asked)).toBeLessThan(21 * 24 * 60);
});

it('tells a timeline that is not there from one that did not come', async () => {
  await page.goto(`${api.url}/attempts/6a0d3f0e-0f3c-4c36-9a57-0d3a3a2f9a12/timeline`);
  await onPage(page.getByRole('heading', { level: 1 })).toHaveText('There is no such attempt');
});

it('shows what a check printed to who cares for labs', async () => {
  api.answers.set(`GET ${address}`, () => aTimeline({ evidence: true }));
  api.answers.set(`GET ${address}/runs/12000`, () => ({
    runId: 12_000,
    at: after(12),
    durationMs: 800,
    verdict: 'not_yet',
    authorText: null,
    node: 'grader',
    exitCode: 1,
    timedOut: false,
    stdout: 'size: 2',
    stderr: '',
    commands: ['ceph osd pool create p-tulip'],
  }));
  await open();
  await failed().click();
  const chosen = page.getByRole('region', { name: 'What is chosen' });
  await onPage(chosen).toContainText('on grader, exit code 1');
  await onPage(chosen).toContainText('size: 2');
  await onPage(chosen).toContainText('ceph osd pool create p-tulip');
});

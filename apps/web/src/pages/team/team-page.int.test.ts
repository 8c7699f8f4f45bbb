import type { Page } from '@playwright/test';
import type { Role } from '@springboard/contracts/roles.ts';
import { beforeEach, expect, it } from 'vitest';
import { aMe } from '../../testing/a-me.ts';
import { aPath, aPathItem } from '../../testing/a-path.ts';
import { aReadiness } from '../../testing/a-readiness.ts';
import { aLargeTeamMap, aStuck, aTeamMap, stuckAttempt } from '../../testing/a-team-map.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { launchChromium } from '../../testing/launch-chromium.ts';
import { onPage, pageTest } from '../../testing/page-test.ts';

const openPage = pageTest();
let api: FakeApi;
let page: Page;

const teamId = 'c0a8f5d2-8a57-4f3e-9d1c-1f2e3d4c5b6a';
const otherId = 'd0a8f5d2-8a57-4f3e-9d1c-1f2e3d4c5b6a';
const aTeam = (id: string, name: string) => ({ id, name, mentor: null, manager: null, members: 4 });
const person = { id: 'ada-sample', name: 'Ada Sample' };

function signIn(role: Role): void {
  const me = aMe('Mara Manager', [role]);
  api.answers.set('GET /api/me', () => me);
}

beforeEach(async () => {
  ({ api, page } = await openPage());
  api.answers.set('GET /api/team-maps', () => [aTeam(teamId, 'Storage')]);
  api.answers.set(`GET /api/teams/${teamId}/map`, () => aTeamMap(teamId));
  api.answers.set(`GET /api/teams/${teamId}/stuck`, () => [aStuck]);
  api.answers.set(`GET /api/teams/${teamId}/readiness`, () => [
    { person, path: { id: 'p', title: 'New infrastructure engineer' }, readiness: [aReadiness()] },
  ]);
  signIn('manager');
});

const grid = () => page.getByRole('grid', { name: 'New infrastructure engineer: people by labs' });

it('has a sentence for each person and lab, and leads to the timeline of the attempt', async () => {
  await page.goto(`${api.url}/labs`);
  await page.getByRole('link', { name: 'Team', exact: true }).click();
  await onPage(page.getByRole('heading', { name: 'Storage' })).toBeVisible();
  await onPage(grid().getByRole('row')).toHaveCount(4);
  const passed = 'First steps on a Linux host: passed, best 27 of 30 points, 1 h 5 min spent.';
  await onPage(grid().getByRole('link', { name: `Ada Sample, ${passed}` })).toHaveText('✓90');
  const late = 'Lena Learner, A full cluster: not begun, late, was due 20 Jan';
  await onPage(grid().getByRole('img', { name: late })).toBeVisible();
  await onPage(page.getByText('Late by about 9 days').first()).toBeVisible();
  await onPage(page.getByText('On no path: Nora New.')).toBeVisible();
  await onPage(page.getByRole('link', { name: 'Export the whole map as CSV' })).toHaveAttribute(
    'href',
    `/api/teams/${teamId}/map.csv`,
  );
  await onPage(page.getByRole('link', { name: 'Export what was done as xAPI statements' })).toHaveAttribute(
    'href',
    `/api/teams/${teamId}/xapi.json`,
  );
  await grid()
    .getByRole('link', { name: /^Ada Sample, A full cluster: stuck/ })
    .click();
  await onPage(page).toHaveURL(`${api.url}/attempts/${stuckAttempt}/timeline`);
});

it('is one stop of Tab, and arrows go from cell to cell', async () => {
  await page.goto(`${api.url}/team`);
  await onPage(grid()).toBeVisible();
  const focused = () =>
    page.evaluate(
      () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent,
    );
  await page.getByRole('link', { name: 'Export what was done as xAPI statements' }).focus();
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('Person');
  for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
  expect(await focused()).toMatch(/^Ada Sample, A full cluster: stuck/);
  await page.keyboard.press('Control+End');
  expect(await focused()).toMatch(/^Mia Member, A full cluster/);
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  expect(await focused()).toMatch(/^Mia Member, A full cluster/);
  for (const key of ['ArrowUp', 'ArrowUp', 'Enter']) await page.keyboard.press(key);
  await onPage(page).toHaveURL(`${api.url}/attempts/${stuckAttempt}/timeline`);
});

it('draws of a hundred people by sixty labs those in sight, finds all, and keeps heads in sight when scrolled', async () => {
  api.answers.set(`GET /api/teams/${teamId}/map`, () => aLargeTeamMap(teamId));
  await page.goto(`${api.url}/team`);
  await onPage(grid().getByRole('row')).toHaveCount(101);
  await onPage(grid().getByRole('gridcell')).toHaveCount(6_000);
  const last = grid().getByRole('gridcell').last();
  const isDrawn = () => last.evaluate((cell) => cell.checkVisibility({ contentVisibilityAuto: true }));
  expect(await isDrawn()).toBe(false);
  const findInPage = "window.find('Person Number 100')";
  expect(await page.evaluate(findInPage)).toBe(true);
  await onPage.poll(isDrawn).toBe(true);
  await page.evaluate(() => document.querySelector('[role="grid"]')?.parentElement?.scrollTo(0, 0));
  await last.scrollIntoViewIfNeeded();
  await onPage(grid().getByRole('rowheader', { name: /^Person Number 100/ })).toBeInViewport();
  await onPage(grid().getByRole('columnheader', { name: /60$/ })).toBeInViewport();
  await onPage(grid().getByRole('rowheader', { name: /^Person Number 1 / })).not.toBeInViewport();
});

it('has every row and cell for a screen reader, in sight or not', async () => {
  api.answers.set(`GET /api/teams/${teamId}/map`, () => aLargeTeamMap(teamId));
  // With its accessibility tree kept up to date, as for a screen reader.
  const forReaders = await launchChromium('--disable-gpu', '--force-renderer-accessibility');
  try {
    const read = await forReaders.newPage();
    await read.goto(`${api.url}/team`);
    const session = await read.context().newCDPSession(read);
    const count = async (role: string) => {
      const { nodes } = await session.send('Accessibility.getFullAXTree');
      return nodes.filter((node) => !node.ignored && node.role?.value === role).length;
    };
    await onPage.poll(() => count('gridcell')).toBe(6_000);
    expect(await count('rowheader')).toBe(100);
  } finally {
    await forReaders.close();
  }
});

it('keeps only people who have what is asked for, in the address, too', async () => {
  await page.goto(`${api.url}/team`);
  await page.getByLabel('Only').selectOption('Late');
  await onPage(grid().getByRole('rowheader')).toHaveText([/Lena Learner/]);
  await onPage(page).toHaveURL(`${api.url}/team?show=late`);
  await page.getByLabel('Only').selectOption('Waits for review');
  await onPage(page.getByText('Nobody on this path has such a lab')).toBeVisible();
  await page.getByLabel('Only').selectOption('Stuck');
  await page.getByLabel('In the cells').selectOption('Time spent, in hours');
  await onPage(grid().getByRole('link', { name: /^Ada Sample, A full cluster/ })).toHaveText('!1:20');
});

it('says who is stuck at what, and who lacks what to be ready', async () => {
  await page.goto(`${api.url}/team`);
  await page.getByRole('tab', { name: 'Stuck now 1' }).click();
  const stuck = page.getByRole('table', { name: 'Who is stuck' });
  await onPage(stuck).toContainText('Find what fills it');
  await onPage(stuck).toContainText('failed 7 times with nothing passed');
  await onPage(stuck.getByRole('link', { name: 'Ada Sample' })).toHaveAttribute(
    'href',
    `/attempts/${stuckAttempt}`,
  );
  await page.getByRole('tab', { name: 'Readiness' }).click();
  const readiness = page.getByRole('table', { name: 'Readiness' });
  await onPage(readiness).toContainText('1 of 4');
  await onPage(readiness).toContainText('Sign-off: writes notes of an incident that others can work from');
  await onPage(page).toHaveURL(`${api.url}/team?view=readiness`);
});

it('shows another team, an error, and that there is none', async () => {
  api.answers.set('GET /api/team-maps', () => [aTeam(teamId, 'Storage'), aTeam(otherId, 'Network')]);
  api.answers.set(`GET /api/teams/${otherId}/stuck`, () => []);
  api.answers.set(`GET /api/teams/${otherId}/readiness`, () => []);
  api.answers.set(`GET /api/teams/${otherId}/map`, () => ({
    team: { id: otherId, name: 'Network' },
    paths: [],
    without: [],
  }));
  await page.goto(`${api.url}/team`);
  await page.getByRole('combobox', { name: 'Team' }).selectOption('Network');
  await onPage(page.getByRole('heading', { name: 'Nobody is in this team' })).toBeVisible();
  await page.getByRole('tab', { name: 'Stuck now' }).click();
  await onPage(page.getByRole('heading', { name: 'Nobody is stuck' })).toBeVisible();
  api.answers.set('GET /api/team-maps', () => []);
  await page.reload();
  await onPage(page.getByRole('heading', { name: 'There is no team to show' })).toBeVisible();
  api.answers.delete('GET /api/team-maps');
  await page.reload();
  await onPage(page.getByRole('button', { name: 'Try again' })).toBeVisible();
});

it('a mentor signs off with a note, and takes it back with the reason', async () => {
  signIn('mentor');
  const sent: unknown[] = [];
  const [missing, given] = aReadiness().signOffs;
  api.answers.set('GET /api/people/ada-sample/paths', () => ({
    person,
    paths: [{ ...aPath([aPathItem()], { readiness: [aReadiness()] }), mayEnd: true }],
  }));
  api.answers.set('POST /api/people/ada-sample/sign-offs', (body) => {
    sent.push(body);
    return { id: otherId };
  });
  api.answers.set(`POST /api/sign-offs/${given?.signOff?.id}/revocation`, (body) => {
    sent.push(body);
    return null;
  });
  await page.goto(`${api.url}/people/ada-sample/path`);
  await page.getByRole('button', { name: `Sign off: ${missing?.text}` }).click();
  const dialog = page.getByRole('dialog');
  await onPage(dialog).toContainText(`You give your word that Ada Sample ${missing?.text}.`);
  await onPage(dialog.getByRole('button', { name: 'Sign off' })).toBeDisabled();
  await dialog.getByLabel('What it stands on').fill('Wrote those of the last outage.');
  await dialog.getByRole('button', { name: 'Sign off' }).click();
  await onPage(dialog).toBeHidden();
  await page.getByRole('button', { name: `Take back: ${given?.text}` }).click();
  await dialog.getByLabel('Reason').fill('It was somebody else.');
  await dialog.getByRole('button', { name: 'Take it back' }).click();
  await onPage(dialog).toBeHidden();
  expect(sent).toEqual([
    { skillId: 'incident-notes', note: 'Wrote those of the last outage.' },
    { reason: 'It was somebody else.' },
  ]);
});

it('a learner sees what is missing, and who is ready prints a certificate', async () => {
  signIn('learner');
  let readiness = aReadiness();
  api.answers.set('GET /api/me/paths', () => [aPath([aPathItem()], { readiness: [readiness] })]);
  await page.goto(`${api.url}/path`);
  await onPage(page.getByRole('heading', { name: 'May take the pager' })).toBeVisible();
  await onPage(page.getByText('1 of 4', { exact: true })).toBeVisible();
  await onPage(page.getByRole('button', { name: /Sign off/ })).toHaveCount(0);
  await onPage(page.getByRole('link', { name: 'Certificate' })).toHaveCount(0);
  readiness = aReadiness({ ready: true, since: '2026-01-05T09:00:00.000Z', until: '2099-01-05' });
  await page.reload();
  await onPage(page.getByText('Ready until 5 Jan 2099')).toBeVisible();
  await page.getByRole('link', { name: 'Certificate' }).click();
  await onPage(page.getByRole('heading', { name: 'Mara Manager' })).toBeVisible();
  await onPage(page.getByText(/until Monday,? 5 January 2099/)).toBeVisible();
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('light');
  await onPage(page.getByRole('button', { name: 'Print' })).toBeHidden();
  await onPage(page.getByRole('navigation', { name: 'Main' })).toBeHidden();
  await onPage(
    page.getByText(/^Grace Mentor, Monday,? 5 January 2026: Did it alone at the drill\.$/),
  ).toBeVisible();
});

import type { Page } from '@playwright/test';
import type { MomentCommentInput, MomentCommentView } from '@springboard/contracts/submissions.ts';
import { beforeEach, expect, it } from 'vitest';
import { castFile, castStart } from '../../testing/a-cast.ts';
import { aMomentComment, aSubmission, aVersion } from '../../testing/a-submission.ts';
import { aCheck, anAttempt, aTask } from '../../testing/an-attempt.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { fitsEverywhere } from '../../testing/fits-everywhere.ts';
import { onPage, pageTest } from '../../testing/page-test.ts';

const openPage = pageTest();
let api: FakeApi;
let page: Page;
let refused: string[];

const attemptId = '0c0f6f0a-5f4e-4f0e-8d58-6a1f3bb0a077';
const after = (seconds: number) => new Date(castStart + seconds * 1000).toISOString();
const view = {
  name: `ceph1.1.${castStart}.6a0d3f0e-0f3c-4c36-9a57-0d3a3a2f9a11.cast`,
  node: 'ceph1',
  number: 1,
  startedAt: after(0),
  endedAt: after(70),
  bytes: 1000,
};
const address = `/attempts/${attemptId}/recordings/ceph1-1-${castStart}`;
const played = castFile(
  [0.1, 'o', '# ceph -s\r\n'],
  [0.2, 'o', 'HEALTH_OK\r\n<b id=evil>'],
  [60, 'o', '\r\n# reboot\r\n'],
  [0.3, 'o', 'going down\r\n'],
);

beforeEach(async () => {
  const passed = aTask({ status: 'passed', checks: [aCheck({ passed: true, passedAt: after(60) })] });
  const attempt = anAttempt({ id: attemptId, state: 'finished', environment: null, tasks: [passed] });
  ({ api, page } = await openPage(attempt));
  // What the API sends: see `security-headers.ts` there, and its test.
  api.policyOf = (path) =>
    `default-src 'none'; script-src 'self'${path.includes('/recordings/') ? " 'wasm-unsafe-eval'" : ''}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'`;
  api.recordings.push({ view, file: played });
  refused = [];
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) refused.push(message.text());
  });
});

const player = () => page.getByRole('region', { name: 'Recording of ceph1, terminal 1' });
const screen = () => player().locator('.ap-term-text');

it('plays under the policy of its address, and goes to what was searched for, as text', async () => {
  await page.goto(`${api.url}${address}`);
  await onPage(page.getByRole('heading', { level: 1 })).toHaveText('ceph1, terminal 1');
  await onPage(page.getByText('1 min long, played in 2.6 s')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search what was printed' }).fill('health');
  await page.getByRole('button', { name: '0:00 HEALTH_OK' }).click();
  await onPage(screen()).toContainText('HEALTH_OK');
  await onPage(screen()).toContainText('<b id=evil>');
  await onPage(screen()).not.toContainText('# reboot');
  expect(await page.locator('#evil').count()).toBe(0);

  await page.getByRole('button', { name: /Task 1 passed/ }).click();
  await onPage(screen()).not.toContainText('going down');
  // By keys alone, from the screen of the player.
  await screen().focus();
  await page.keyboard.press('Space');
  await onPage(screen()).toContainText('going down');
  expect(refused).toEqual([]);
});

it('keeps its place when the speed and the theme change', async () => {
  await page.goto(`${api.url}${address}`);
  await page.getByRole('searchbox', { name: 'Search what was printed' }).fill('reboot');
  await page.getByRole('button', { name: /reboot/ }).click();
  await onPage(screen()).toContainText('# reboot');
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('8');
  await page.emulateMedia({ colorScheme: 'dark' });
  await onPage(screen()).toContainText('# reboot');
  await onPage(screen()).not.toContainText('going down');
  await onPage(player().locator('.ap-overlay')).toHaveCount(0);
  await onPage(player().locator('.ap-player')).toHaveCSS('background-color', 'rgb(13, 15, 19)');
});

it('stands at the second that its address names, and shows what stood there then', async () => {
  await page.goto(`${api.url}${address}?at=${castStart + 30_000}`);
  await onPage(screen()).toContainText('HEALTH_OK');
  await onPage(screen()).not.toContainText('# reboot');
  await onPage(player().locator('.ap-overlay')).toHaveCount(0);
});

it('is commented on at the moment where the player stands, by who reviews it', async () => {
  const recording = { name: view.name, node: view.node, number: view.number, startedAt: view.startedAt };
  const sent: unknown[] = [];
  const reviewed = (moments: MomentCommentView[], canReview = true) => ({
    ...aSubmission([aVersion({ text: '', moments })], { canReview }),
    kind: 'recorded' as const,
  });
  api.answers.set(`GET /api/submissions/${attemptId}/why`, () => reviewed([]));
  api.answers.set(`POST /api/submissions/${attemptId}/why/moments`, (body) => {
    sent.push(body);
    const { moment, text } = body as MomentCommentInput;
    return reviewed([aMomentComment(recording, { moment, text, own: true, sent: false })]);
  });
  await page.goto(`${api.url}${address}?task=why&at=${castStart + 30_000}`);
  await onPage(screen()).toContainText('HEALTH_OK');
  await page.getByRole('button', { name: 'Comment here' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Comment here' }).click();
  const form = page.getByRole('form', { name: /^Comment at 0:/ });
  await onPage(form).toBeVisible();
  await page.keyboard.type('Why not ceph df first?');
  await form.getByRole('button', { name: 'Comment', exact: true }).click();
  const comment = page.getByRole('article', { name: /^Comment by Max Oduya at / });
  await onPage(comment).toContainText('will be sent with your review');
  const { moment } = sent[0] as MomentCommentInput;
  expect(sent).toEqual([{ version: 1, recording: view.name, moment, text: 'Why not ceph df first?' }]);
  expect(Date.parse(moment)).toBeGreaterThan(castStart);
  expect(Date.parse(moment)).toBeLessThanOrEqual(castStart + 30_000);
  await fitsEverywhere(page, 'recording-comments');

  // Whoever has reviewed it says no more of it; what was said leads to its place.
  api.answers.set(`GET /api/submissions/${attemptId}/why`, () =>
    reviewed([aMomentComment(recording, { moment: after(60.5) })], false),
  );
  await page.reload();
  await comment.getByRole('button', { name: '1:00' }).click();
  await onPage(screen()).toContainText('# reboot');
  await onPage(page.getByRole('button', { name: 'Comment here' })).toBeHidden();
});

it('plays one that is still written as far as it goes, and brings what came since to the same place', async () => {
  api.push(anAttempt({ id: attemptId, state: 'active' }));
  await page.goto(`${api.url}${address}`);
  await onPage(page.getByText('This recording has no end yet')).toBeVisible();
  const search = page.getByRole('searchbox', { name: 'Search what was printed' });
  await search.fill('HEALTH');
  await page.getByRole('button', { name: '0:00 HEALTH_OK' }).click();
  await onPage(screen()).toContainText('HEALTH_OK');
  const [recording] = api.recordings;
  if (recording) recording.file = `${played}[1,"o","came since\\r\\n"]\n[0,"x","0"]\n`;
  await page.getByRole('button', { name: 'Load what came since' }).click();
  await onPage(page.getByText('This recording has no end yet')).toHaveCount(0);
  await onPage(screen()).toContainText('HEALTH_OK');
  await onPage(screen()).not.toContainText('# reboot');
  await search.fill('since');
  await page.getByRole('button', { name: 'came since' }).click();
  await onPage(screen()).toContainText('came since');
  await onPage(player().locator('.ap-overlay')).toHaveCount(0);
});

it('loads itself again where somebody comes under the policy of another page', async () => {
  await page.goto(`${api.url}/attempts/${attemptId}`);
  await onPage(page.getByRole('link', { name: 'Replay the recording of ceph1, terminal 1' })).toHaveAttribute(
    'target',
    '_blank',
  );
  await page.evaluate((to) => {
    history.pushState({}, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, address);
  await onPage(screen()).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search what was printed' }).fill('health');
  await page.getByRole('button', { name: '0:00 HEALTH_OK' }).click();
  await onPage(screen()).toContainText('HEALTH_OK');
});

it('says so where WebAssembly is refused at its own address, too', async () => {
  api.policyOf = () => "default-src 'self'; style-src 'self' 'unsafe-inline'";
  await page.goto(`${api.url}${address}`);
  await onPage(page.getByRole('alert')).toContainText('This browser does not run the player');
});

it('tells a recording that is no longer kept from an attempt that is not there', async () => {
  await page.goto(`${api.url}${address}9`);
  await onPage(page.getByRole('heading', { level: 1 })).toHaveText('This recording is no longer kept');
  const [recording] = api.recordings;
  if (recording) recording.file = null;
  await page.goto(`${api.url}${address}`);
  await onPage(page.getByRole('heading', { level: 1 })).toHaveText('This recording is no longer kept');
  await page.goto(`${api.url}/attempts/6a0d3f0e-0f3c-4c36-9a57-0d3a3a2f9a12/recordings/ceph1-1-1`);
  await onPage(page.getByRole('heading', { level: 1 })).toHaveText('There is no such attempt');
});

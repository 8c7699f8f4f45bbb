import type { Page } from '@playwright/test';
import type { PathItemView } from '@springboard/contracts/paths.ts';
import type { Role } from '@springboard/contracts/roles.ts';
import { beforeEach, expect, it } from 'vitest';
import { aMe } from '../../testing/a-me.ts';
import { aPath, aPathItem } from '../../testing/a-path.ts';
import { anAttempt } from '../../testing/an-attempt.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { onPage, pageTest } from '../../testing/page-test.ts';

const openPage = pageTest();
let api: FakeApi;
let page: Page;

const attempt = anAttempt();
const lab = (slug: string) =>
  ({ slug, minutes: 45, level: 'beginner', pass: 70, secondReviewer: false }) as const;
const reading = aPathItem({ id: 'welcome', kind: 'reading', title: 'How we learn here', lab: null });
const active = aPathItem({
  id: 'ceph/first-cluster',
  title: 'A Ceph cluster of your own',
  status: 'active',
  lab: lab('ceph/first-cluster'),
  activeAttemptId: attempt.id,
  attempts: 1,
  late: true,
  dueOn: '2026-01-03',
});
const locked = aPathItem({
  id: 'ceph/three-hosts',
  title: 'Three hosts, and one of them missing',
  status: 'locked',
  turn: 'next',
  waitsFor: [{ id: active.id, title: active.title }],
  lab: lab('ceph/three-hosts'),
});
const done = aPathItem({
  id: 'linux/disk-full',
  title: 'No space left on device',
  status: 'done',
  turn: 'done',
  doneAt: '2026-01-02T09:00:00.000Z',
  lab: lab('linux/disk-full'),
  best: { attemptId: crypto.randomUUID(), score: 28, maxScore: 30 },
});
const skill = {
  id: 'disk-usage',
  text: 'finds what fills a file system',
  group: 'Linux operations',
  labs: [
    {
      slug: 'linux/disk-full',
      title: 'No space left on device',
      evidence: { attemptId: crypto.randomUUID(), at: '2026-01-02T09:00:00.000Z' },
    },
  ],
};
let items: PathItemView[];

function signIn(roles: readonly Role[]): void {
  const me = { ...aMe('Ada Sample', roles), lastSignInAt: '2026-01-05T08:00:00.000Z' };
  api.answers.set('GET /api/me', () => me);
}

beforeEach(async () => {
  items = [reading, active, locked, done];
  ({ api, page } = await openPage(attempt));
  api.answers.set('GET /api/me/paths', () => [aPath(items, { skills: [skill] })]);
  signIn(['learner']);
});

it('who is on a path begins there, sees what is late and why something is locked, and resumes in one click', async () => {
  await page.goto(api.url);
  await onPage(page).toHaveURL(`${api.url}/path`);
  await onPage(page.getByRole('heading', { name: 'New infrastructure engineer' })).toBeVisible();
  await onPage(page.getByText(`after “${active.title}”`)).toBeVisible();
  await onPage(page.getByText('1 late')).toBeVisible();
  await onPage(page.getByRole('link', { name: 'All labs' })).toHaveAttribute('href', '/labs');
  const doneLink = page.getByRole('link', { name: done.title, exact: true });
  await onPage(doneLink).toHaveCount(0);
  await page.locator('summary', { hasText: 'Done' }).click();
  await onPage(doneLink).toBeVisible();
  await onPage(page.getByRole('link', { name: `Look at it: ${done.title}` })).toBeVisible();
  const evidence = page.getByRole('link', { name: /No space left on device, 2 Jan.*open the attempt/ });
  await onPage(evidence).toHaveAttribute('href', `/attempts/${skill.labs[0]?.evidence.attemptId}`);
  await page.getByRole('link', { name: `Resume: ${active.title}` }).click();
  await onPage(page).toHaveURL(api.attemptUrl);
});

it('what was read is marked, and the path follows', async () => {
  const sent: unknown[] = [];
  api.answers.set('GET /api/paths/new-infrastructure-engineer/readings/welcome', () => ({
    title: reading.title,
    path: 'New infrastructure engineer',
    body: attempt.intro,
  }));
  api.answers.set('PUT /api/paths/new-infrastructure-engineer/readings/welcome', (body) => {
    sent.push(body);
    items = [
      { ...reading, status: 'done', turn: 'done', doneAt: '2026-01-05T09:00:00.000Z' },
      active,
      locked,
    ];
    return null;
  });
  await page.goto(`${api.url}/path`);
  await page.getByRole('link', { name: reading.title }).click();
  await onPage(page.getByText('Welcome.')).toBeVisible();
  await page.getByRole('button', { name: `Mark as read: ${reading.title}` }).click();
  await onPage(page.getByText('You have read this.')).toBeVisible();
  expect(sent).toEqual([{ read: true }]);
});

it('without a path the home is the catalogue, and the empty page says what to do', async () => {
  api.answers.set('GET /api/me/paths', () => []);
  api.answers.set('GET /api/labs', () => []);
  await page.goto(api.url);
  await onPage(page).toHaveURL(`${api.url}/labs`);
  await page.getByRole('link', { name: 'My path' }).click();
  await onPage(page.getByRole('heading', { name: 'You are on no path yet' })).toBeVisible();
  await onPage(page.getByRole('link', { name: 'Choose a lab' })).toBeVisible();
});

const carers = ['mentor', 'manager'] as const;
it.each(carers)('a %s sees who is where, assigns a path, moves a due date with the reason', async (role) => {
  signIn([role]);
  const path = aPath(items);
  const sent: unknown[] = [];
  const person = { id: 'lena', name: 'Lena Learner' };
  api.answers.set('GET /api/path-assignments', () => [
    {
      assignmentId: path.assignmentId,
      person,
      path: { id: path.id, title: path.title },
      startsOn: path.startsOn,
      progress: { ...path.progress, forecastOn: '2099-03-01', outlook: { kind: 'late', days: 9 } },
    },
  ]);
  api.answers.set('GET /api/paths', () => ({
    paths: [{ id: path.id, title: path.title, summary: path.summary }],
    people: [person],
    teams: [],
  }));
  api.answers.set('POST /api/path-assignments', (body) => {
    sent.push(body);
    return { assignmentId: path.assignmentId };
  });
  api.answers.set('GET /api/people/lena/paths', () => ({ person, paths: [{ ...path, mayEnd: true }] }));
  api.answers.set('PUT /api/people/lena/path-due', (body) => {
    sent.push(body);
    return null;
  });
  await page.goto(`${api.url}/labs`);
  await page.getByRole('link', { name: 'Paths', exact: true }).click();
  await page.getByRole('button', { name: 'Assign a path' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('For').selectOption('Lena Learner');
  await dialog.getByLabel('First day').fill('2026-11-02');
  await dialog.getByRole('button', { name: 'Assign' }).click();
  await onPage(dialog).toBeHidden();
  await onPage(page.getByText('Late by about 9 days: at this pace done on 1 Mar 2099')).toBeVisible();

  await page.getByRole('link', { name: person.name }).click();
  await onPage(page.getByRole('heading', { name: person.name })).toBeVisible();
  await page.getByRole('button', { name: `Move the due date of ${active.title}` }).click();
  await dialog.getByLabel('Due on').fill('2026-12-24');
  await onPage(dialog.getByRole('button', { name: 'Move it' })).toBeDisabled();
  await dialog.getByLabel('Reason').fill('On holiday');
  await dialog.getByRole('button', { name: 'Move it' }).click();
  await onPage(dialog).toBeHidden();
  expect(sent).toEqual([
    { pathId: path.id, to: { kind: 'person', id: 'lena' }, startsOn: '2026-11-02' },
    { pathId: path.id, itemId: active.id, dueOn: '2026-12-24', reason: 'On holiday' },
  ]);
  const end = page.getByRole('button', { name: 'End this path' });
  await onPage(end).toBeVisible();
  api.answers.set('GET /api/people/lena/paths', () => ({ person, paths: [{ ...path, mayEnd: false }] }));
  await page.reload();
  await onPage(page.getByRole('heading', { name: person.name })).toBeVisible();
  await onPage(end).toBeHidden();
});

import type { Page } from '@playwright/test';
import type { Role } from '@springboard/contracts/roles.ts';
import type {
  LabWalkthroughs,
  WalkthroughDraftView,
  WalkthroughView,
} from '@springboard/contracts/walkthroughs.ts';
import { beforeEach, expect, it } from 'vitest';
import { castFile, castStart } from '../../testing/a-cast.ts';
import { aMe } from '../../testing/a-me.ts';
import { anAttempt, prose } from '../../testing/an-attempt.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { fitsEverywhere } from '../../testing/fits-everywhere.ts';
import { onPage, pageTest } from '../../testing/page-test.ts';

const openPage = pageTest();
let api: FakeApi;
let page: Page;

const id = '7a1b2c3d-0000-4000-8000-000000000001';
const attempt = anAttempt({ state: 'finished', environment: null });
const slug = 'ceph/first-cluster';
const after = (seconds: number) => new Date(castStart + seconds * 1000).toISOString();
const played = castFile(
  [0.1, 'o', '# ceph -s\r\n'],
  [0.2, 'o', 'HEALTH_WARN\r\n<b id=evil>'],
  [60, 'o', '\r\n# ceph osd in 1\r\n'],
  [0.3, 'o', 'marked in osd.1\r\n'],
);

const view: WalkthroughView = {
  id,
  lab: { slug, title: 'A Ceph cluster of your own' },
  title: 'From warning to healthy',
  author: 'Lena Learner',
  mine: false,
  publishedAt: '2026-01-05T10:00:00.000Z',
  parts: [
    { node: 'ceph1', number: 1, from: after(0), until: after(70) },
    { node: 'ceph2', number: 1, from: after(80), until: after(90) },
  ],
  chapters: [
    { part: 0, at: after(0.1), title: 'Look first', body: prose('The cluster says what is wrong.') },
    {
      part: 0,
      at: after(60.3),
      title: 'Bring it back',
      body: prose('One command, and why it is the right one.'),
    },
    { part: 1, at: after(80), title: 'On the other host', body: null },
  ],
  rating: { average: null, count: 0 },
  myRating: null,
  mayRate: true,
  said: null,
  hidden: null,
  mayHide: false,
};

const recording = {
  name: `ceph1.1.${castStart}.6a0d3f0e-0f3c-4c36-9a57-0d3a3a2f9a11.cast`,
  node: 'ceph1',
  number: 1,
  startedAt: after(0),
  endedAt: after(70),
  bytes: 1000,
};

function signIn(roles: readonly Role[]): void {
  api.answers.set('GET /api/me', () => aMe('Ada Sample', roles));
}

beforeEach(async () => {
  ({ api, page } = await openPage(attempt));
  api.answers.set(`GET /api/walkthroughs/${id}`, () => view);
  api.texts.set(`/api/walkthroughs/${id}/parts/0`, played);
  api.texts.set(
    `/api/walkthroughs/${id}/parts/1`,
    castFile([80.5, 'o', 'on ceph2\r\n'], [1, 'o', 'done\r\n']),
  );
  signIn(['learner']);
});

const screen = () => page.locator('.ap-term-text');

it('one is watched by its chapters, in all of its terminals, and rated', async () => {
  const sent: unknown[] = [];
  api.answers.set(`PUT /api/walkthroughs/${id}/rating`, (body) => {
    sent.push(body);
    return { ...view, rating: { average: 4, count: 1 }, myRating: body };
  });
  await page.goto(`${api.url}/walkthroughs/${id}`);
  await onPage(page.getByRole('heading', { level: 1 })).toHaveText(view.title);
  const told = page.getByRole('region', { name: 'What is told' });
  await onPage(told).toContainText('The cluster says what is wrong.');
  await page.getByRole('button', { name: 'Next: Bring it back' }).click();
  await onPage(told).toContainText('One command');
  await onPage(screen()).toContainText('HEALTH_WARN');
  await onPage(screen()).not.toContainText('marked in');
  expect(await page.locator('#evil').count()).toBe(0);
  await fitsEverywhere(page, 'walkthrough-watch');

  await page
    .getByRole('navigation', { name: 'Chapters' })
    .getByRole('button', { name: /other host/ })
    .click();
  await onPage(page.getByRole('region', { name: 'Walk-through: ceph2, terminal 1' })).toBeVisible();
  await onPage(told).toContainText('On the other host');

  const rate = page.getByRole('button', { name: 'Rate it' });
  await onPage(rate).toBeDisabled();
  await page.getByRole('radio', { name: /4 of 5/ }).check();
  await page.getByLabel(/A sentence for the author/).fill('Good pace.');
  await rate.click();
  await onPage(page.getByRole('button', { name: 'Change it' })).toBeVisible();
  expect(sent).toEqual([{ stars: 4, text: 'Good pace.' }]);
});

it('a mentor hides one with a reason, and sees what was said without names', async () => {
  const sent: unknown[] = [];
  signIn(['mentor']);
  const said = [{ stars: 5, text: 'Clear.' }];
  api.answers.set(`GET /api/walkthroughs/${id}`, () => ({ ...view, mayHide: true, said }));
  api.answers.set(`POST /api/walkthroughs/${id}/hide`, (body) => {
    sent.push(body);
    return { ...view, mayHide: true, said, hidden: { reason: 'It shows a password.', at: after(99) } };
  });
  await page.goto(`${api.url}/walkthroughs/${id}`);
  await onPage(page.getByText('Clear.')).toBeVisible();
  await page.getByRole('button', { name: 'Hide…' }).click();
  const dialog = page.getByRole('dialog');
  await onPage(dialog.getByRole('button', { name: 'Hide it' })).toBeDisabled();
  await dialog.getByLabel('Reason').fill('It shows a password.');
  await dialog.getByRole('button', { name: 'Hide it' }).click();
  await onPage(page.getByText('A mentor has hidden this walk-through')).toBeVisible();
  await onPage(page.getByRole('button', { name: 'Show it again' })).toBeVisible();
  expect(sent).toEqual([{ reason: 'It shows a password.' }]);
});

it('one is made from a terminal, saved as one goes, and published when nothing is missing', async () => {
  const saves: WalkthroughDraftView['draft'][] = [];
  const draft = { title: '', parts: [], chapters: [] };
  let now: WalkthroughDraftView = {
    id,
    attemptId: attempt.id,
    lab: view.lab,
    draft,
    revision: 0,
    savedAt: after(100),
    published: false,
    changed: true,
    hidden: null,
    recordings: [{ ...recording, keptUntil: '2026-04-05T09:00:00.000Z' }],
    missing: ['Give it a title.'],
  };
  api.recordings.push({ view: recording, file: played });
  api.answers.set(`GET /api/walkthroughs/${id}/draft`, () => now);
  api.answers.set(`PUT /api/walkthroughs/${id}/draft`, (body) => {
    const { revision, ...saved } = body as WalkthroughDraftView['draft'] & { revision: number };
    saves.push(saved);
    now = {
      ...now,
      draft: saved,
      revision: revision + 1,
      missing: saved.chapters.some(({ title }) => title) ? [] : now.missing,
    };
    return now;
  });
  api.answers.set(`POST /api/walkthroughs/${id}/publish`, () => {
    now = { ...now, published: true, changed: false };
    return now;
  });
  await page.goto(`${api.url}/walkthroughs/${id}/edit`);
  await onPage(page.getByText('Give it a title.')).toBeVisible();
  await page.getByLabel('Title', { exact: true }).fill('From warning to healthy');
  await page.getByRole('button', { name: 'Show this terminal' }).click();
  await page.getByRole('searchbox', { name: 'Search what was printed' }).fill('marked');
  await page.getByRole('button', { name: /marked in osd.1/ }).click();
  await onPage(screen()).toContainText('HEALTH_WARN');
  await page.getByRole('button', { name: 'Chapter here' }).click();
  await page.getByLabel('Title of the chapter').fill('Bring it back');
  await page.getByLabel('What there is to say, in Markdown').fill('One command.');
  await onPage(page.getByRole('status').getByText('Draft, saved.')).toBeVisible();
  await onPage(page.getByRole('link', { name: 'Preview' })).toHaveAttribute(
    'href',
    `/walkthroughs/${id}/preview`,
  );
  await fitsEverywhere(page, 'walkthrough-edit');
  const last = saves.at(-1);
  expect(last).toMatchObject({
    title: 'From warning to healthy',
    parts: [{ recording: recording.name, from: after(0) }],
    chapters: [{ recording: recording.name, title: 'Bring it back', text: 'One command.' }],
  });
  // The moment of the recording, and not that of the replay, whose pauses are cut.
  expect(Date.parse(last?.chapters[0]?.at ?? '') - castStart).toBeGreaterThan(50_000);
  expect(Date.parse(last?.parts[0]?.until ?? '') - castStart).toBe(60_600);
  await page.getByRole('button', { name: 'Publish' }).click();
  await onPage(page.getByText('Published, as it is here.')).toBeVisible();
  await onPage(page.getByRole('button', { name: 'Publish the changes' })).toBeDisabled();
});

it('the page of a lab lists them, keeps them for after it is passed, and leads to making one', async () => {
  const lab = {
    slug,
    title: 'A Ceph cluster of your own',
    summary: 'Three OSDs.',
    level: 'beginner',
    minutes: 45,
    skills: [],
    topology: 'ceph-single',
    taskCount: 1,
    maxScore: 10,
    availability: { status: 'available' },
    mine: { bestScore: null, attempts: 0, activeAttemptId: null },
    intro: prose('Welcome.'),
    tasks: [{ id: 'one', title: 'One', points: 10 }],
    nodes: [{ name: 'ceph1', title: 'ceph1' }],
  };
  let found: LabWalkthroughs = {
    open: false,
    count: 2,
    walkthroughs: [],
    own: [],
    make: 'not-passed',
    attempts: [],
  };
  api.answers.set(`GET /api/labs/${slug}`, () => lab);
  api.answers.set(`GET /api/labs/${slug}/walkthroughs`, () => found);
  await page.goto(`${api.url}/labs/${slug}`);
  await onPage(page.getByText(/2 walk-throughs are here.*once you have passed the lab/)).toBeVisible();
  await onPage(page.getByRole('button', { name: 'Make a walk-through' })).toHaveCount(0);

  const { title, author } = view;
  const summary = { id, title, author, mine: false, publishedAt: after(0), seconds: 80, hidden: null };
  found = {
    ...found,
    open: true,
    count: 1,
    walkthroughs: [
      { ...summary, chapters: ['Look first', 'Bring it back'], rating: { average: 4.5, count: 2 } },
    ],
    make: 'yes',
    attempts: [{ id: attempt.id, number: 2, startedAt: after(0) }],
  };
  const made = { draft: { title: '', parts: [], chapters: [] }, lab: view.lab, attemptId: attempt.id };
  const draft = { id, revision: 0, savedAt: after(0), published: false, changed: true, hidden: null };
  const answer = () => ({ ...made, ...draft, recordings: [], missing: [] });
  api.answers.set(`POST /api/attempts/${attempt.id}/walkthroughs`, answer);
  api.answers.set(`GET /api/walkthroughs/${id}/draft`, answer);
  await page.reload();
  await onPage(page.getByRole('link', { name: title })).toHaveAttribute('href', `/walkthroughs/${id}`);
  await onPage(page.getByText('Look first · Bring it back')).toBeVisible();
  await fitsEverywhere(page, 'walkthrough-lab');
  await page.getByRole('button', { name: 'Make a walk-through' }).click();
  await onPage(page).toHaveURL(`${api.url}/walkthroughs/${id}/edit`);
  await onPage(page.getByText('No recording of this attempt is kept any more')).toBeVisible();
});

import type { Page } from '@playwright/test';
import type { AttemptView } from '@springboard/contracts/attempts.ts';
import type { EnvironmentView, Stage, StageView } from '@springboard/contracts/environments.ts';
import { startSshd, type TestSshd } from '@springboard/terminal/testing/sshd.ts';
import { TestTerminalServer } from '@springboard/terminal/testing/terminal-server.ts';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { aMe } from '../../testing/a-me.ts';
import { anAttempt, anEnvironment, aSavePoint, aTask, prose } from '../../testing/an-attempt.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { onPage, pageTest } from '../../testing/page-test.ts';

// Without WebGL the terminal draws text as text, which a test can read.
const openPage = pageTest(['--disable-3d-apis']);
let sshd: TestSshd;
let gateway: TestTerminalServer;
let api: FakeApi;
let page: Page;

beforeAll(async () => {
  sshd = await startSshd();
  gateway = await new TestTerminalServer(sshd).listen();
});
afterAll(async () => {
  await gateway?.close();
  await sshd?.stop();
});

beforeEach(async () => {
  const attempt = at(1);
  const ticket = () => ({ ...gateway.ticket(attempt.id), expiresAt: soon(30_000) });
  ({ api, page } = await openPage(attempt, { ticket }));
});

const attemptId = '0c0f6f0a-5f4e-4f0e-8d58-6a1f3bb0a077';
const titles = ['Look around', 'Create a pool', 'Lose an OSD'];
const soon = (ms: number) => new Date(Date.now() + ms).toISOString();
const stage = (name: Stage, status: StageView['status']): StageView => ({
  stage: name,
  status,
  startedAt: status === 'waiting' ? null : soon(0),
  durationMs: status === 'done' ? 300 : null,
  message: null,
});

/** An attempt whose first `passed` of three tasks are passed, each text longer than the window; `next` is how the one after them stands. */
function at(
  passed: number,
  environment: Partial<EnvironmentView> = {},
  next: 'current' | 'preparing' = 'current',
): AttemptView {
  const tasks = titles.map((title, index) =>
    aTask({
      id: `${index + 1}`,
      title,
      status: index < passed ? 'passed' : index === passed ? next : 'locked',
      body: prose('Read this. '.repeat(500)),
      score: index < passed ? 20 : 0,
    }),
  );
  const savePoints = [aSavePoint({ title: 'Start of the lab', createdAt: soon(-600_000) })];
  return anAttempt({
    id: attemptId,
    tasks,
    score: passed * 20,
    maxScore: 60,
    environment: anEnvironment({ expiresAt: soon(4 * 3_600_000), savePoints, ...environment }),
  });
}

const screen = () => page.locator('.xterm-rows:visible');
const sectionTop = (id: string) =>
  page.evaluate((task) => document.getElementById(`task-${task}`)?.getBoundingClientRect().top, id);

async function openTerminal(): Promise<void> {
  await page.goto(api.attemptUrl);
  await onPage(screen()).toContainText(/[$#] /);
  await page.locator('.xterm:visible').click();
}

it('keeps the screen over a pause, wakes by a key, and gives the shell back', async () => {
  await openTerminal();
  await page.keyboard.type('echo before-the-$((1+1))nd\n');
  await onPage(screen()).toContainText('before-the-2nd');
  const pause = { reason: 'idle', since: soon(0), keptUntil: soon(3 * 86_400_000) } as const;
  const paused = { state: 'paused', promptOpen: false, pause } as const;
  await sshd.freeze();
  api.push(at(1, paused));
  await onPage(page.getByRole('heading', { name: 'Paused while you were away' })).toBeVisible();
  await onPage(screen()).toContainText('before-the-2nd');

  await page.keyboard.press('Tab');
  await onPage(
    page.getByRole('region', { name: 'Paused' }).getByRole('button', { name: 'Resume' }),
  ).toBeFocused();
  expect(api.calls).toEqual([]);
  await page.keyboard.type('ls');
  await onPage(page.getByRole('heading', { name: 'Waking up…' })).toBeVisible();
  expect(api.calls).toEqual(['POST /resume']);

  await sshd.thaw();
  const awake = [stage('thaw', 'done'), stage('healthy', 'running')];
  api.push(at(1, { ...paused, course: 'resume', promptOpen: true, stages: awake }));
  await onPage(page.getByText('You can type already.')).toBeVisible();
  await page.keyboard.type('echo after-the-$((1+1))nd\n');
  await onPage(screen()).toContainText('after-the-2nd');
  await onPage(screen()).toContainText('before-the-2nd');
});

it('goes on to the next task while one types, and leaves the keys where they are', async () => {
  await openTerminal();
  api.push(at(2));
  await onPage.poll(() => sectionTop('3')).toBe(48);
  await page.keyboard.type('echo still-$((1+1))-here\n');
  await onPage(screen()).toContainText('still-2-here');
});

it('offers no check while the next task is prepared, and nothing moves when it is', async () => {
  api.push(at(1, {}, 'preparing'));
  await page.goto(api.attemptUrl);
  const check = page.getByRole('button', { name: 'Check now' });
  const section = page.locator('#task-2');
  await onPage(section.getByRole('status')).toHaveText('This task is being prepared');
  await onPage(check).toBeDisabled();
  await page.keyboard.press('c');
  const places = async () => [await check.boundingBox(), await section.boundingBox()];
  const before = await places();
  api.push(at(1));
  await onPage(check).toBeEnabled();
  await onPage(section.getByRole('button', { name: /^Current task 2 / })).toBeVisible();
  expect(await places()).toEqual(before);
  expect(api.calls).toEqual([]);
  await page.keyboard.press('c');
  await onPage.poll(() => api.calls).toEqual(['POST /tasks/2/check']);
});

it('leaves who reads alone, and comes back to the same place after a reload', async () => {
  await page.clock.install();
  await openTerminal();
  expect(await sectionTop('2')).toBe(48);
  await page.mouse.move(200, 400);
  await page.mouse.wheel(0, 300);
  await onPage.poll(() => sectionTop('2')).toBe(-252);
  api.push(at(2));
  await onPage(page.getByRole('button', { name: 'Next task' })).toBeVisible();
  // Past the moment at which it goes on for who does not read.
  await page.clock.fastForward(2000);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  expect(await sectionTop('2')).toBe(-252);
  api.push(at(1));
  await page.reload();
  await onPage.poll(() => sectionTop('2')).toBe(-252);
});

it('rewinds by the save point that was chosen, and opens new terminals', async () => {
  await openTerminal();
  await page.keyboard.type('echo lost-$((1+1))\n');
  await onPage(screen()).toContainText('lost-2');
  await page.getByRole('button', { name: 'Save points' }).click();
  await page.getByRole('button', { name: 'Rewind to “Start of the lab”' }).click();
  const question = page.getByRole('alertdialog');
  await onPage(question).toContainText('the tasks you passed');
  const rewinding = { state: 'rewinding', course: 'rewind' } as const;
  api.onCall = () => {
    const stages = [stage('restore', 'running'), stage('boot', 'waiting')];
    api.push(at(1, { ...rewinding, promptOpen: false, stages }));
  };
  await question.getByRole('button', { name: 'Rewind' }).click();
  await onPage(page.getByRole('heading', { name: 'Rewinding to “Start of the lab”' })).toBeVisible();
  expect(api.calls).toEqual([expect.stringMatching(/^POST \/save-points\/[0-9a-f-]+\/rewind$/)]);

  await sshd.killSessions();
  const booted = [stage('restore', 'done'), stage('boot', 'done'), stage('healthy', 'running')];
  api.push(at(1, { ...rewinding, promptOpen: true, stages: booted }));
  await onPage(page.getByText('Rewound to “Start of the lab”.')).toBeVisible();
});

it('says that the work goes on while Springboard does not answer, and comes back by itself', async () => {
  await openTerminal();
  api.resting = true;
  api.cutStreams();
  await onPage(page.getByText('Springboard does not answer.')).toBeVisible();
  api.resting = false;
  api.push(at(1, { state: 'saving', course: 'save', stages: [stage('save', 'running')] }));
  await onPage(page.getByRole('banner')).toContainText('Environment: Saving');
  await onPage(page.getByText('Springboard does not answer.')).toHaveCount(0);
});

it('shows a place in the queue, and gives it up when asked', async () => {
  const queue = { place: 3, of: 12, waitsFor: 'memory', startsAt: soon(100_000) } as const;
  api.push(at(0, { state: 'queued', promptOpen: false, savePoints: [], expiresAt: null, queue }));
  await page.goto(api.attemptUrl);
  await onPage(page.getByRole('banner')).toContainText('Environment: Queued, 3rd of 12');
  await onPage(page.getByText(/Starts in about 2 min \(\d\d:\d\d\)/)).toBeVisible();
  await page.getByRole('button', { name: 'Give up the place…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Give up the place' }).click();
  await onPage.poll(() => api.calls).toEqual(['POST /finish']);
});

const question = { weight: 1, unit: null, options: [], answer: null };
const quiz = aTask({
  id: 'quiz',
  kind: 'quiz',
  title: 'What you know',
  checks: [],
  hints: [],
  body: prose('Answer these before you go on.'),
  questions: [
    {
      ...question,
      id: 'q1',
      kind: 'one',
      body: prose('Which daemon keeps the map?'),
      options: ['the monitor', 'the manager', 'the OSD'],
    },
    {
      ...question,
      id: 'q2',
      kind: 'many',
      body: prose('Which of these write to disks?'),
      options: ['the monitor', 'the OSD', 'the client'],
    },
    { ...question, id: 'q3', kind: 'number', body: prose('How large is an object of RBD?'), unit: 'MiB' },
  ],
});
const invariant = {
  id: 'writes',
  title: 'Clients can write',
  cost: 2,
  maxCost: null,
  costs: 0,
  breaches: [],
};

it('takes the answers of a quiz once all are there, by keyboard, and then shows what was right', async () => {
  api.push(anAttempt({ id: attemptId, tasks: [quiz, aTask()], invariants: [invariant], maxScore: 40 }));
  await page.goto(api.attemptUrl);
  await onPage(page.getByText('a breach costs 2')).toBeVisible();
  await onPage(page.getByRole('button', { name: 'Check now' })).toHaveCount(0);
  await page
    .getByRole('group', { name: /Which daemon/ })
    .getByLabel('the monitor')
    .focus();
  await page.keyboard.press('ArrowDown');
  await page.getByRole('button', { name: 'Hand in' }).click();
  await onPage(page.getByText('Question 2 has no answer yet.')).toBeVisible();
  await onPage(page.getByRole('checkbox', { name: 'the monitor' })).toBeFocused();
  expect(api.calls).toEqual([]);
  await page.keyboard.press('Space');
  await page.getByRole('checkbox', { name: 'the OSD' }).press('Space');
  await page.getByRole('textbox', { name: 'Answer to question 3, in MiB' }).fill('4');
  const sent = page.waitForRequest((request) => request.url().endsWith('/tasks/quiz/answers'));
  await page.keyboard.press('Enter');
  expect((await sent).postDataJSON()).toEqual({
    answers: { q1: ['the manager'], q2: ['the monitor', 'the OSD'], q3: ['4'] },
  });

  const answers = [
    { given: ['the manager'], right: false, solution: ['the monitor'], explanation: prose('By Paxos.') },
    {
      given: ['the monitor', 'the OSD'],
      right: true,
      solution: ['the monitor', 'the OSD'],
      explanation: null,
    },
    { given: ['4'], right: true, solution: ['4'], explanation: null },
  ];
  const questions = quiz.questions.map((one, index) => ({ ...one, answer: answers[index] ?? null }));
  const done = { ...quiz, status: 'passed' as const, questions, score: 13.33 };
  const breaches = [{ beganAt: soon(-60_000), endedAt: null, text: 'a write took over 10 s' }];
  const tasks = [done, aTask()];
  api.push(
    anAttempt({ id: attemptId, tasks, invariants: [{ ...invariant, costs: 2, breaches }], maxScore: 40 }),
  );
  await onPage(page.getByText('Right is: the monitor')).toBeVisible();
  await onPage(page.getByText('By Paxos.')).toBeVisible();
  await onPage(page.getByText('2 of 3 right')).toBeVisible();
  await onPage(page.getByText(/Does not hold · −2 points/)).toBeVisible();
});

it('has the bell in its bar, which opens what it tells beside the lab', async () => {
  api.answers.set('GET /api/me', () => aMe('Lena Fischer', ['learner'], 'lena'));
  const notices = { unread: 2, notices: [] };
  api.answers.set('GET /api/notices', () => notices);
  api.events.set('/api/notices/events', { event: 'notices', data: () => notices });
  await page.goto(api.attemptUrl);
  const bell = page.getByRole('link', { name: 'Notices, 2 unread' });
  await onPage(bell).toBeVisible();
  await onPage(bell).toHaveAttribute('target', '_blank');
  await page.setViewportSize({ width: 390, height: 800 });
  await onPage(bell).toBeVisible();
});

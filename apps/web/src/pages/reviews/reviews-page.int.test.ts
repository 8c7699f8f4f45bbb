import type { Page } from '@playwright/test';
import type { Role } from '@springboard/contracts/roles.ts';
import type { LineCommentInput, SubmissionView } from '@springboard/contracts/submissions.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { aMe } from '../../testing/a-me.ts';
import {
  aLineComment,
  aMomentComment,
  aReview,
  aSubmission,
  aSubmissionLine,
  aVersion,
} from '../../testing/a-submission.ts';
import { anAttempt, aTask, prose } from '../../testing/an-attempt.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { fitsEverywhere } from '../../testing/fits-everywhere.ts';
import { onPage, pageTest } from '../../testing/page-test.ts';

const openPage = pageTest();
let api: FakeApi;
let page: Page;
let work: SubmissionView;
const sent: unknown[] = [];

function signIn(role: Role): void {
  const me = aMe('Mira Brandt', [role], 'mira');
  api.answers.set('GET /api/me', () => me);
}
const queue = (open: unknown[], done: unknown[] = []) => {
  api.answers.set('GET /api/submissions?state=open', () => open);
  api.answers.set('GET /api/submissions?state=done', () => done);
};
const address = `/submissions/${aSubmissionLine().attemptId}/why`;
const open = async () => {
  await page.goto(`${api.url}/reviews/${aSubmissionLine().attemptId}/why`);
  await onPage(page.getByRole('heading', { name: 'Why it happened' })).toBeVisible();
};
/** Comments as the API keeps them: the newest version has them from then on. */
function keepsComments(): void {
  api.answers.set(`POST /api${address}/comments`, (body) => {
    sent.push(body);
    const { fromLine, toLine, text } = body as LineCommentInput;
    const comment = aLineComment({ fromLine, toLine, text, own: true, sent: false, author: 'Mira Brandt' });
    const [last, ...before] = work.work.versions;
    if (!last) throw new Error('no version');
    const versions = [{ ...last, comments: [...last.comments, comment] }, ...before];
    work = { ...work, work: { ...work.work, versions } };
    return work;
  });
}

beforeEach(async () => {
  sent.length = 0;
  ({ api, page } = await openPage());
  work = aSubmission([aVersion()]);
  api.answers.set(`GET /api${address}`, () => work);
  keepsComments();
  queue([]);
  signIn('mentor');
});

describe('the queue', () => {
  it('says who waits, in which round, for whom, and who is at it', async () => {
    const taken = { by: 'Max Oduya', own: false, at: new Date().toISOString() };
    queue(
      [
        aSubmissionLine({ version: 2, taken }),
        aSubmissionLine({ taskId: 'second', task: 'The second', reviewers: 2, reviewedBy: ['Max Oduya'] }),
        aSubmissionLine({ taskId: 'peer', task: 'From a peer', person: null, asPeer: true }),
      ],
      [aSubmissionLine({ taskId: 'old', state: 'reviewed', reviewedBy: ['Max Oduya'] })],
    );
    await page.goto(`${api.url}/reviews`);
    const row = (name: string) => page.getByRole('row', { name });
    await onPage(row('Why it happened').first()).toContainText('Max Oduya is at it');
    await onPage(row('The second')).toContainText('Second review');
    await onPage(page.getByRole('table', { name: 'Asked of you' }).getByRole('row')).toHaveCount(2);
    await onPage(row('From a peer')).toContainText('A colleague');
    await fitsEverywhere(page, 'reviews-queue');
  });

  it('of a learner has what they are asked for, or says when that comes', async () => {
    signIn('learner');
    await page.goto(`${api.url}/reviews`);
    await onPage(page.getByRole('heading', { name: 'Nobody asks for your review' })).toBeVisible();
    await onPage(page.getByRole('heading', { name: 'Waiting' })).toBeHidden();
  });

  it('is in the bar of a learner once they may be asked', async () => {
    signIn('learner');
    await page.goto(`${api.url}/reviews`);
    const link = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Reviews' });
    await onPage(page.getByRole('link', { name: 'My results' })).toBeVisible();
    await onPage(link).toBeHidden();
    api.answers.set('GET /api/me', () => ({ ...aMe('Mira Brandt', ['learner'], 'mira'), reviews: true }));
    await page.reload();
    await onPage(link).toBeVisible();
  });
});

describe('comments on lines', () => {
  it('are made with keys alone: arrows choose, Shift takes more, Enter writes, Escape leaves', async () => {
    await open();
    await page.getByRole('button', { name: 'By lines' }).click();
    await page.getByRole('button', { name: 'Comment on line 1', exact: true }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Enter');
    await onPage(page.getByRole('form', { name: 'Comment on lines 3 to 4' })).toBeVisible();
    await page.keyboard.press('Escape');
    await onPage(page.getByRole('button', { name: 'Comment on line 4' })).toBeFocused();
    await page.keyboard.press('Enter');
    await page.keyboard.type('Since when?');
    await page.getByLabel('From line').selectOption('3');
    await page.getByRole('button', { name: 'Comment', exact: true }).click();
    const comment = page.getByRole('article', { name: 'Comment by Mira Brandt on lines 3 to 4' });
    await onPage(comment).toContainText('sent with your review');
    expect(sent).toEqual([{ version: 1, fromLine: 3, toLine: 4, text: 'Since when?' }]);
    await fitsEverywhere(page, 'review-comments');
  });

  it('of an earlier version open below the newest, and are settled there', async () => {
    const comment = aLineComment();
    work = aSubmission([
      aVersion({ version: 2 }),
      aVersion({ state: 'returned', reviews: [aReview({ decision: 'return' })], comments: [comment] }),
    ]);
    api.answers.set(`PUT /api${address}/comments/${comment.id}`, (body) => {
      sent.push(body);
      const settledAt = new Date().toISOString();
      const [last, first] = work.work.versions;
      if (!last || !first) throw new Error('no versions');
      const versions = [last, { ...first, comments: [{ ...comment, settledAt }] }];
      work = { ...work, work: { ...work.work, versions } };
      return work;
    });
    await open();
    await page.getByText('Version 1, with 1 comment on lines').click();
    await page.getByRole('button', { name: 'Mark as settled' }).click();
    await onPage(page.getByText('1 comment, 0 open')).toBeVisible();
    await onPage(page.getByRole('button', { name: 'Open again' })).toBeVisible();
    expect(sent).toEqual([{ settled: true }]);
  });

  it('stand under their lines for who wrote the text, who changes nothing of them', async () => {
    signIn('learner');
    const { work: shown } = aSubmission([
      aVersion({ state: 'returned', reviews: [aReview({ decision: 'return' })], comments: [aLineComment()] }),
    ]);
    const task = aTask({ kind: 'written', title: 'Why it happened', checks: [], hints: [] });
    api.push(anAttempt({ tasks: [{ ...task, work: { ...shown, draft: null } }] }));
    await page.goto(api.attemptUrl);
    await onPage(page.getByRole('article', { name: 'Comment by Max Oduya on line 3' })).toContainText(
      'Since when?',
    );
    await onPage(page.getByRole('button', { name: 'Mark as settled' })).toBeHidden();
    await onPage(page.getByRole('button', { name: 'Comment on line 3' })).toBeHidden();
  });
});

it('who is at it says so, and takes it over from somebody else', async () => {
  work = { ...work, taken: { by: 'Max Oduya', own: false, at: new Date().toISOString() } };
  api.answers.set(`PUT /api${address}/taken`, (body) => {
    sent.push(body);
    work = { ...work, taken: { by: 'Mira Brandt', own: true, at: new Date().toISOString() } };
    return work;
  });
  await open();
  await onPage(page.getByText('Max Oduya is at it')).toBeVisible();
  await page.getByRole('button', { name: 'Take it over' }).click();
  await onPage(page.getByRole('button', { name: 'Let it go' })).toBeVisible();
  expect(sent).toEqual([{ taken: true }]);
});

it('recorded work is replayed with room for comments, and those that were made lead to their second', async () => {
  const recording = {
    name: `host1.1.1767603600000.${crypto.randomUUID()}.cast`,
    node: 'host1',
    number: 1,
    startedAt: '2026-01-05T09:00:00.000Z',
  };
  const endedAt = '2026-01-05T09:05:00.000Z';
  api.answers.set(`GET /api/attempts/${aSubmissionLine().attemptId}/recordings`, () => [
    { ...recording, endedAt, bytes: 1000 },
  ]);
  const version = aVersion({ text: '', moments: [aMomentComment(recording)] });
  work = { ...aSubmission([version]), kind: 'recorded' };
  await open();
  const replay = page.getByRole('link', { name: /^Replay the recording of host1/ });
  await onPage(replay).toHaveAttribute('href', /\/recordings\/host1-1-1767603600000\?task=why$/);
  const comment = page.getByRole('article', { name: 'Comment by Max Oduya at 0:30 of host1, terminal 1' });
  await onPage(comment).toContainText('Since when?');
  const there = comment.getByRole('link', { name: /replay it there/ });
  await onPage(there).toHaveAttribute('href', /\?at=1767603630000$/);
  await fitsEverywhere(page, 'review-moments');
});

it('of two reviews both are shown, with what counts; a peer is told no name', async () => {
  const reviews = [aReview({ points: 10 }), aReview({ reviewer: 'Ole Berg', peer: true })];
  const version = aVersion({ state: 'reviewed', reviewers: 2, reviews, points: 5 });
  work = aSubmission([version], { state: 'reviewed', canReview: false, person: null, asPeer: true });
  await open();
  await onPage(page.getByText('5 of 10 points count: the lowest of what they gave.')).toBeVisible();
  await onPage(page.getByText('Whose work it is, is not shown.')).toBeVisible();
  await onPage(page.getByRole('link', { name: 'The whole attempt' })).toBeHidden();
});

it('who writes sees how it will read, and goes on writing where they were', async () => {
  signIn('learner');
  const { work: shown } = aSubmission([]);
  const task = aTask({ kind: 'written', title: 'Why it happened', checks: [], hints: [] });
  const draft = { text: 'It was **slow**.', revision: 1, savedAt: new Date().toISOString() };
  api.push(anAttempt({ tasks: [{ ...task, work: { ...shown, draft } }] }));
  api.answers.set(
    `POST ${new URL(api.attemptUrl).pathname.replace('/attempts', '/api/attempts')}/tasks/${task.id}/preview`,
    (body) => {
      sent.push(body);
      return { prose: prose('It was slow, as a reviewer reads it.') };
    },
  );
  await page.goto(api.attemptUrl);
  const text = page.getByLabel('Your text, in Markdown');
  await onPage(text).toHaveValue(draft.text);
  await page.getByRole('button', { name: 'Preview' }).click();
  await onPage(page.getByText('It was slow, as a reviewer reads it.')).toBeVisible();
  await onPage(text).toBeHidden();
  // A development build of React mounts what asks twice.
  expect(sent).toContainEqual({ text: draft.text });
  await page.getByRole('button', { name: 'Preview' }).click();
  await onPage(text).toHaveValue(draft.text);
});

import type { Page } from '@playwright/test';
import type { HelpDetail, HelpQueue } from '@springboard/contracts/help-queue.ts';
import { beforeEach, expect, it } from 'vitest';
import { aMe } from '../../testing/a-me.ts';
import { anAttempt, prose } from '../../testing/an-attempt.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { onPage, pageTest } from '../../testing/page-test.ts';
import { aQuestionDetail, aQueuedQuestion } from '../../testing/some-help.ts';

const openPage = pageTest();
let api: FakeApi;
let page: Page;
let queue: HelpQueue;
let detail: HelpDetail;
const sent: unknown[] = [];

const mira = { id: 'mira', name: 'Mira Brandt' };
const me = aMe(mira.name, ['mentor'], mira.id);

/** The question is so from now on, in the queue, too; pages are told. */
function become(change: Partial<HelpDetail>): HelpDetail {
  detail = { ...detail, ...change };
  const over = detail.state !== 'waiting' && detail.state !== 'taken';
  queue = { open: over ? [] : [detail], done: over ? [detail] : [] };
  api.pushEvents();
  return detail;
}

beforeEach(async () => {
  sent.length = 0;
  detail = aQuestionDetail();
  const other = aQueuedQuestion({
    id: '7d1c1c1e-3a55-4f3b-9a57-0d3a3a2f9b02',
    person: 'Arno Weiß',
    teams: ['Network'],
    mine: false,
    question: 'Which host is the router?',
  });
  queue = { open: [detail, other], done: [] };
  ({ api, page } = await openPage());
  api.answers.set('GET /api/me', () => me);
  api.answers.set('GET /api/help', () => queue);
  api.answers.set(`GET /api/help/${detail.id}`, () => detail);
  api.events.set('/api/help/events', { event: 'help', data: () => queue });
});

it('a mentor sees who waits, opens a question with checks and screen, takes it and answers it', async () => {
  api.answers.set(`POST /api/help/${detail.id}/take`, () => become({ state: 'taken', takenBy: mira }));
  api.answers.set(`POST /api/help/${detail.id}/answer`, (body) => {
    sent.push(body);
    const answer = {
      prose: prose('Start the OSDs.'),
      text: 'x',
      by: mira.name,
      at: new Date().toISOString(),
    };
    return become({ state: 'answered', answer });
  });
  await page.goto(`${api.url}/help`);
  await onPage(page.getByRole('heading', { name: /Your learners/ })).toBeVisible();
  await onPage(page.getByRole('heading', { name: /Other learners/ })).toBeVisible();
  await page.getByRole('link', { name: /Lena Fischer/ }).click();
  await onPage(page.getByText('0 of 32 are clean; 2 OSDs are down.')).toBeVisible();
  await onPage(page.getByText('32 creating+peering')).toBeVisible();
  await page.getByRole('button', { name: 'Take it' }).click();
  await onPage(page.getByRole('button', { name: 'Give it back' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Your answer, in Markdown' }).fill('Start the **OSDs**.');
  await page.reload();
  await onPage(page.getByRole('textbox', { name: 'Your answer, in Markdown' })).toHaveValue(
    'Start the **OSDs**.',
  );
  await page.getByRole('button', { name: 'Answer', exact: true }).click();
  await onPage(page.getByRole('region', { name: 'The answer' })).toContainText('Start the OSDs.');
  await onPage(page.getByRole('heading', { name: /Over/ })).toBeVisible();
  expect(sent).toEqual([{ answer: 'Start the **OSDs**.' }]);
});

it('what another mentor does is seen at once, and leaves nothing to take', async () => {
  await page.goto(`${api.url}/help/${detail.id}`);
  await onPage(page.getByRole('button', { name: 'Take it' })).toBeVisible();
  become({ state: 'taken', takenBy: { id: 'max', name: 'Max Oduya' } });
  await onPage(page.getByText('Max Oduya is at it.')).toBeVisible();
  await onPage(page.getByRole('button', { name: 'Take it' })).toBeHidden();
});

it('on a phone the queue and the question are a page each, and the question says where there is no screen', async () => {
  detail = { ...detail, context: { ...detail.context, screen: null, noScreen: 'no-terminal' } };
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto(`${api.url}/help`);
  await page.getByRole('link', { name: /Lena Fischer/ }).click();
  await onPage(page.getByText(/nothing had been printed in a terminal/)).toBeVisible();
  await onPage(page.getByRole('link', { name: /Arno Weiß/ })).toBeHidden();
  await page.getByRole('link', { name: 'All questions' }).click();
  await onPage(page.getByRole('link', { name: /Arno Weiß/ })).toBeVisible();
});

it('the learner is asked to be followed from the question', async () => {
  api.answers.set('POST /api/follows', (body) => {
    sent.push(body);
    return anAttempt();
  });
  api.answers.set('GET /api/attempts', () => []);
  await page.goto(`${api.url}/help/${detail.id}`);
  await page.getByRole('button', { name: 'Ask to follow their terminals' }).click();
  await onPage(page).toHaveURL(new RegExp(`/attempts/${detail.attemptId}$`));
  expect(sent).toEqual([{ attemptId: detail.attemptId }]);
});

it('says so when nobody asks, and when a question is gone', async () => {
  queue = { open: [], done: [] };
  await page.goto(`${api.url}/help`);
  await onPage(page.getByRole('heading', { name: 'Nobody asks anything' })).toBeVisible();
  await page.goto(`${api.url}/help/7d1c1c1e-3a55-4f3b-9a57-0d3a3a2f9b09`);
  await onPage(page.getByText('There is no such question')).toBeVisible();
});

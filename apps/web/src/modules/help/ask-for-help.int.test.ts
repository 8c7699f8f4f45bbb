import type { Page } from '@playwright/test';
import { beforeEach, expect, it } from 'vitest';
import { aCheck, anAttempt, aTask, prose } from '../../testing/an-attempt.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { onPage, pageTest } from '../../testing/page-test.ts';
import { aQuestion } from '../../testing/some-help.ts';

const openPage = pageTest();
let api: FakeApi;
let page: Page;
const sent: unknown[] = [];

beforeEach(async () => {
  sent.length = 0;
  ({ api, page } = await openPage());
});

it('a learner asks from the task, in words that a reload does not lose, and follows it to the answer', async () => {
  const { id } = anAttempt();
  api.answers.set(`POST /api/attempts/${id}/tasks/create-pool/help`, (body) => {
    sent.push(body);
    const next = anAttempt({ revision: 2, help: [aQuestion()] });
    api.push(next);
    return { ...next, revision: 2 };
  });
  await page.goto(api.attemptUrl);
  await page.getByRole('button', { name: 'Ask a mentor' }).click();
  const field = page.getByRole('textbox', { name: 'Your question to a mentor' });
  await onPage(field).toBeFocused();
  await field.fill('Why is it not clean?');
  await page.reload();
  await page.getByRole('button', { name: 'Ask a mentor' }).click();
  await onPage(field).toHaveValue('Why is it not clean?');
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  const asked = page.getByRole('region', { name: 'Question to a mentor' });
  await onPage(asked).toContainText('Waiting for a mentor: number 2');
  await onPage(asked).toContainText('12 lines of terminal 1 on ceph1');
  await onPage(page.getByRole('button', { name: /Ask a mentor|Ask again/ })).toBeHidden();
  expect(sent).toEqual([{ question: 'Why is it not clean?' }]);
  api.push(anAttempt({ help: [aQuestion({ place: 1 })] }));
  await onPage(asked).toContainText('you are next');
  api.push(anAttempt({ help: [aQuestion({ state: 'taken', place: null, takenBy: 'Mira Brandt' })] }));
  await onPage(asked).toContainText('Mira Brandt has taken it');
  const answer = {
    prose: prose('Two of your OSDs are down.'),
    by: 'Mira Brandt',
    at: new Date().toISOString(),
  };
  api.push(anAttempt({ help: [aQuestion({ state: 'answered', place: null, answer })] }));
  await onPage(asked).toContainText('Two of your OSDs are down.');
  await page.getByRole('button', { name: 'Ask again' }).click();
  await onPage(field).toHaveValue('');
});

it('a question is taken back, and an empty one is not sent', async () => {
  const help = [aQuestion()];
  api.push(anAttempt({ help }));
  api.answers.set(`POST /api/help/${help[0]?.id}/end`, () => {
    const next = anAttempt({ revision: 9, help: [aQuestion({ state: 'withdrawn', place: null })] });
    return next;
  });
  await page.goto(api.attemptUrl);
  await page.getByRole('button', { name: 'Take it back' }).click();
  await page.getByRole('button', { name: 'Ask a mentor' }).click();
  await page.getByRole('button', { name: 'Ask', exact: true }).click();
  await onPage(page.getByText('Write your question first.')).toBeVisible();
  await page.getByRole('button', { name: 'Not now' }).click();
  await onPage(page.getByRole('button', { name: 'Ask a mentor' })).toBeVisible();
});

it('a finished attempt still shows the answer, and a preview asks nobody', async () => {
  const answer = { prose: prose('It is the firewall.'), by: 'Mira Brandt', at: new Date().toISOString() };
  const help = [aQuestion({ state: 'answered', place: null, answer })];
  api.push(anAttempt({ state: 'finished', finishedAt: '2026-01-05T10:00:00.000Z', help }));
  await page.goto(api.attemptUrl);
  await onPage(page.getByText('It is the firewall.')).toBeVisible();
  api.push(anAttempt({ preview: true }));
  await page.reload();
  await onPage(page.getByText('Create it.')).toBeVisible();
  await onPage(page.getByRole('button', { name: 'Ask a mentor' })).toBeHidden();
});

it('what others asked is shown to who asks for it, and to who has seen a check not pass', async () => {
  const { id } = anAttempt();
  const keptAt = new Date().toISOString();
  const kept = {
    id: crypto.randomUUID(),
    taskId: 'create-pool',
    question: 'Why does it stay peering?',
    answer: prose('An OSD is down.'),
    keptAt,
  };
  api.answers.set(`GET /api/attempts/${id}/tasks/create-pool/kept-answers`, () => [kept]);
  await page.goto(api.attemptUrl);
  const show = page.getByRole('button', { name: /Show what others asked/ });
  await onPage(show).toBeVisible();
  await onPage(page.getByText(kept.question)).toBeHidden();
  await show.click();
  await page.getByText(kept.question).click();
  await onPage(page.getByText('An OSD is down.')).toBeVisible();
  await page.reload();
  await onPage(show).toBeVisible();
  api.push(
    anAttempt({ tasks: [aTask({ checks: [aCheck({ status: 'not_yet', message: 'No pool yet' })] })] }),
  );
  await onPage(page.getByText(kept.question)).toBeVisible();
  await onPage(show).toBeHidden();
});

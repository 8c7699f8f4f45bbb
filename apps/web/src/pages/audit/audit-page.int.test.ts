import type { Page } from '@playwright/test';
import { beforeEach, expect, it } from 'vitest';
import { anAttempt } from '../../testing/an-attempt.ts';
import { anAuditLine, anOperator, someAuditLines } from '../../testing/an-audit.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { onPage, pageTest } from '../../testing/page-test.ts';

const openPage = pageTest();
let api: FakeApi;
let page: Page;
/** What the page asked the record for, each as its parameters. */
let asked: Record<string, string>[];

/** Answers as the API would that has so many lines like those asked for. */
async function answerWith(lines: (asked: Record<string, string>) => ReturnType<typeof anAuditLine>[]) {
  await page.route(
    (url) => url.pathname === '/api/audit',
    async (route) => {
      const query = Object.fromEntries(new URL(route.request().url()).searchParams);
      asked.push(query);
      await route.fulfill({ json: lines(query) });
    },
  );
}

beforeEach(async () => {
  asked = [];
  ({ api, page } = await openPage(anAttempt(), { timezoneId: 'UTC' }));
  api.answers.set('GET /api/me', () => anOperator);
  api.answers.set('GET /api/people', () => [
    {
      id: 'ada',
      name: 'Ada Sample',
      email: 'ada@example.org',
      roles: ['learner'],
      teams: [],
      lastSignInAt: null,
    },
  ]);
  api.answers.set('GET /api/audit/actions', () => ['attempt.finish', 'sign-in']);
});

const table = () => page.getByRole('table', { name: 'Audit' });

it('says who did what, when, to what and from where', async () => {
  await answerWith(() => someAuditLines());
  await page.goto(`${api.url}/audit`);
  const review = table().getByRole('row').filter({ hasText: 'submission.review' });
  await onPage(review).toContainText('Mira Mentor');
  await onPage(review).toContainText('in the page, 192.0.2.7');
  await onPage(review).toContainText('decision accept, points 8');
  await onPage(review).toContainText('attempt of Ada Sample');
  await onPage(table().getByRole('row').filter({ hasText: 'check.pass' })).toContainText('The platform');
  await onPage(page.getByRole('link', { name: 'Audit' })).toHaveAttribute('aria-current', 'page');
});

it('asks for what the filters say, keeps it in the address, and exports the same', async () => {
  await answerWith(({ q }) => (q === undefined ? someAuditLines() : []));
  await page.goto(`${api.url}/audit`);
  await table().getByRole('button', { name: 'hint.open' }).click();
  await onPage(page.getByRole('combobox', { name: 'Action' })).toHaveValue('hint.open');
  await page.getByRole('combobox', { name: 'Person' }).selectOption('Ada Sample');
  await page.getByLabel('From').fill('2026-01-05');
  await page.getByLabel('Until').fill('2026-01-06');
  await onPage
    .poll(() => asked.at(-1))
    .toEqual({
      action: 'hint.open',
      person: 'ada',
      from: '2026-01-05T00:00:00.000Z',
      until: '2026-01-07T00:00:00.000Z',
      limit: '100',
    });
  const csv = page.getByRole('link', { name: /as CSV$/ });
  await onPage(csv).toHaveAttribute('href', /^\/api\/audit\.csv\?.*person=ada/);
  await page.reload();
  await onPage(page.getByLabel('Until')).toHaveValue('2026-01-06');

  await page.getByRole('searchbox', { name: 'Search the record' }).fill('nobody');
  await onPage(page.getByText('No line is like that')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await onPage(table()).toBeVisible();
  expect(new URL(page.url()).search).toBe('');
});

it('goes on with older lines from the last one seen', async () => {
  const lines = Array.from({ length: 150 }, (_, index) =>
    anAuditLine(150 - index, { subjectName: `lab-${150 - index}` }),
  );
  await answerWith(({ before }) =>
    lines.filter(({ id }) => before === undefined || id < Number(before)).slice(0, 100),
  );
  await page.goto(`${api.url}/audit`);
  await onPage(table().getByRole('row')).toHaveCount(101);
  await page.getByRole('button', { name: 'Show older lines' }).click();
  await onPage(table().getByRole('row')).toHaveCount(151);
  await onPage(page.getByRole('button', { name: 'Show older lines' })).toHaveCount(0);
  expect(asked.at(-1)?.before).toBe('51');
});
